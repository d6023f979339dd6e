"""Finding one's way in a page, and what a page does by itself."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.e2e.rgaa.probe import Check, faults


def two_ways_to_a_page(page: Page) -> list[str]:
    """A menu, a search and a site map lead to the others."""
    return faults(
        page,
        """return ['nav[aria-label] a', '[role=search], search', 'a[href$="/plan-du-site/"]']
        .filter((s) => !document.querySelector(s)).map((s) => `${s} manque`)""",
    )


def landmarks(page: Page) -> list[str]:
    """Header, menu, content, foot and search are zones, once each, named where there are several."""
    return faults(
        page,
        """const wanted = ['body > header', 'nav[aria-label]', 'main', 'body > footer', '[role=search], search'];
        const twice = ['main', 'body > header', 'body > footer'].filter((s) => all(s).length > 1);
        const names = all('nav').map(told);
        return [...wanted.filter((s) => !document.querySelector(s)).map((s) => `${s} manque`),
          ...twice.map((s) => `${s} plusieurs fois`),
          ...names.filter((one, i) => !one || names.indexOf(one) !== i).map((one) => `nav sans nom propre : ${one}`),
          ...all('.skip a').filter((e) => !document.querySelector(e.getAttribute('href'))).map(name),
          ...(document.querySelector('.skip a[href^="#"]') ? [] : ['lien d’évitement manque'])]""",
    )


def title_says_the_page(page: Page) -> list[str]:
    """The title begins with words of the page's heading or of its entry in the menu, and ends with the site's name."""
    return faults(
        page,
        r"""const parts = (text) => (text || '').toLowerCase().split(/[^\p{L}\d]+/u).filter((w) => w.length > 2);
        const entry = all('h1, nav a[aria-current]').map(words).join(' ');
        const heading = new Set(parts(entry));
        const [first] = document.title.split(' — ');
        return document.title.endsWith(' — Maillage')
          && (location.pathname === '/' || parts(first).some((w) => heading.has(w)))
          ? [] : [`« ${document.title} » pour « ${words(document.querySelector('h1'))} »`]""",
    )


def help_on_each_page(page: Page) -> list[str]:
    """The way to help is in the foot of the page, and nowhere before."""
    return faults(
        page,
        """return document.querySelector('footer a[href$="/aide/"]') ? [] : ['le lien d’aide manque au pied']""",
    )


def targets_are_large(page: Page) -> list[str]:
    """What is pressed measures 24 points by 24, but links within a sentence."""
    return faults(
        page,
        """return all('a[href], button, input:not([type=hidden]), select, summary').filter(shown)
        .filter((e) => style(e).display !== 'inline').filter((e) => { const b = (e.closest('label') || e)
          .getBoundingClientRect(); return Math.min(b.width, b.height) < 23.5; }).map(name)""",
    )


def no_window_opened(page: Page) -> list[str]:
    """Nothing opens by itself, nothing reloads; a link that opens another window says so."""
    return faults(
        page,
        """return [...(window.opened || []).map((one) => `ouvre ${one}`), ...all('meta[http-equiv=refresh]').map(name),
          ...all('[target=_blank]').filter((e) => !/nouvel/i.test(e.textContent + e.ariaLabel + e.title)).map(name)]""",
    )


def nothing_flashes(page: Page) -> list[str]:
    """Nothing is animated at all for who asks for calm, so nothing flashes."""
    return faults(
        page,
        """return [...all('body *').filter((e) => style(e).animationName !== 'none'),
        ...all('blink, marquee, animate, animateTransform')].map(name)""",
    )


BROKEN: dict[Check, tuple[str, ...]] = {
    two_ways_to_a_page: ("<nav aria-label=a><a href=x>y</a></nav>", "<search></search>"),
    landmarks: ("<main></main><main></main>", "<p>x", "<nav></nav>"),
    title_says_the_page: (
        "<title>Autre — Maillage</title><h1>Le journal</h1>",
        "<title>Journal</title><h1>Journal</h1>",
    ),
    help_on_each_page: ("<footer></footer>",),
    targets_are_large: ("<button style='width: 12px; height: 12px; padding: 0'></button>",),
    no_window_opened: (
        "<a href=x target=_blank>y</a>",
        "<script>window.open('x')</script>",
        "<meta http-equiv=refresh content=900>",
    ),
    nothing_flashes: ("<style>@keyframes k { to { opacity: 0 } } p { animation: k 1s }</style><p>x</p>",),
}
