"""What no page holds: the day one does, its criteria stop being proven by absence."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.e2e.rgaa.probe import Check, faults


def no_captcha(page: Page) -> list[str]:
    """No riddle that tells people from machines."""
    return faults(
        page,
        """return [...all('[class*=captcha i], [id*=captcha i], [name*=captcha i], [src*=captcha i], [data-sitekey]'),
        ...all('label').filter((e) => /recopiez|robot|captcha/i.test(words(e)))].map(name)""",
    )


def no_timed_media(page: Page) -> list[str]:
    """No sound, no film, here or framed."""
    return faults(
        page,
        r"""return [...all('audio, video, track, iframe'),
        ...all('a[href], source[src]').filter((e) => /\.(mp[34]|webm|og[gv]|wav|m4a|mov|avi)$/i.test(e.href || e.src))]
        .map(name)""",
    )


def other_media_has_its_twin(page: Page) -> list[str]:
    """No embedded object; the map that a script draws is named, moved by keys, and beside the same in a table."""
    return faults(
        page,
        """return [...all('object, embed, applet, iframe'), ...all('canvas').filter((e) =>
          e.tabIndex < 0 || !told(e).trim() || !e.closest('[data-maillage-map-live], [data-places-map]')
          || !document.querySelector('table, .cards'))].map(name)""",
    )


def no_layout_table(page: Page) -> list[str]:
    """A table holds data: it has headers and a caption, and no role that takes them away."""
    return faults(
        page,
        """return all('table').filter((e) => /^(presentation|none)$/.test(e.getAttribute('role'))
          || !e.querySelector('th') || e.querySelector('table')).map(name)""",
    )


def no_other_direction(page: Page) -> list[str]:
    """Every text is written from left to right."""
    return faults(
        page,
        r"""return [...all('[dir=rtl], bdo'), ...all('main, header, footer').filter((e) =>
          style(e).direction === 'rtl' || /[\u0590-\u08ff]/.test(e.textContent))].map(name)""",
    )


BROKEN: dict[Check, tuple[str, ...]] = {
    no_captcha: (
        "<div class=g-captcha>x</div>",
        "<div data-sitekey=x>x</div>",
        "<label>Je ne suis pas un robot</label>",
    ),
    no_timed_media: ("<video></video>", "<audio></audio>", "<iframe></iframe>", "<a href='/film.mp4'>x</a>"),
    other_media_has_its_twin: ("<canvas></canvas>", "<object></object>", "<embed>"),
    no_layout_table: ("<table role=presentation><tr><th>a</table>", "<table><tr><td>a</table>"),
    no_other_direction: ("<p dir=rtl>x</p>", "<main>\u05d0</main>"),
}
