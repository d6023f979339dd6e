"""What style sheets do: colours, order, spacing, and what they show or hide."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.e2e.rgaa.probe import Check, faults

SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
OVER = "document.documentElement.scrollWidth - innerWidth"
CLIPPED = r"""const cut = (e) => ['hidden', 'clip'].includes(style(e).overflowX) && e.scrollWidth > e.clientWidth + 2
    || ['hidden', 'clip'].includes(style(e).overflowY) && e.scrollHeight > e.clientHeight + 2;
  return all('body *').filter((e) => shown(e) && words(e) && !e.closest('svg, .visually-hidden') && cut(e)
    && style(e).clipPath === 'none').map(name)"""


def parts_stand_out(page: Page) -> list[str]:
    """The edge of a field or of a button, and the sign of a tag, stand out at 3 to 1."""
    return faults(
        page,
        """const native = ['checkbox', 'radio', 'file', 'range'];
        const plain = (e) => style(e).borderTopStyle === 'none' || !opaque(colour(style(e).borderTopColor));
        const seen = (e) => Math.max(plain(e) ? 0 : contrast(colour(style(e).borderTopColor), behind(e.parentElement)),
          contrast(behind(e), behind(e.parentElement)));
        const drawn = (e) => all(fields).includes(e) || opaque(colour(style(e).backgroundColor));
        return [...all(`${fields}, button, a.button`).filter((e) => shown(e) && !e.disabled && !native.includes(e.type))
            .filter(drawn).filter((e) => seen(e) < 3),
          ...all('.tag').filter((e) => shown(e) && contrast(colour(style(e, '::before').color), behind(e)) < 3)]
          .map(name)""",
    )


def colours_declared_together(page: Page) -> list[str]:
    """Each text has a declared background somewhere above it, also where a picture is laid behind."""
    return faults(
        page,
        """const grounded = (e) => { for (let one = e; one; one = one.parentElement)
            if (opaque(colour(style(one).backgroundColor))) return true; return false; };
        return [...all('body').filter((e) => !grounded(e)), ...all('body *').filter((e) => words(e)
          && style(e).backgroundImage.includes('url(') && !opaque(colour(style(e).backgroundColor)))].map(name)""",
    )


def no_presentational_attribute(page: Page) -> list[str]:
    """Looks come from style sheets."""
    return faults(
        page,
        """return all(`[align], [bgcolor], [valign], [cellpadding], [cellspacing], [border], body[text], [style],
          td[width], td[height]`).filter((e) => !e.closest('svg, .maplibregl-map')).map(name)""",
    )


def contents_without_styles(page: Page) -> list[str]:
    """Words never come from a style sheet, and none goes away with it."""
    return faults(
        page,
        r"""const added = all('body *:not([data-label])').filter((e) => ['::before', '::after'].some((p) =>
            /[a-zA-Z0-9]{2}/.test(style(e, p).content.replace(/^(none|normal|counter.*|attr.*)$/, '')))).map(name);
        const seen = () => new Set(document.body.innerText.toLowerCase().split(/[^\p{L}\d]+/u));
        const before = seen();
        for (const sheet of document.styleSheets) sheet.disabled = true;
        const after = seen();
        for (const sheet of document.styleSheets) sheet.disabled = false;
        return added.concat([...before].filter((word) => !after.has(word)))""",
    )


def order_without_styles(page: Page) -> list[str]:
    """The eye reads in the order of the code: no block stands above one that comes before it, in the same column."""
    return faults(
        page,
        """const moved = all('main *').filter((e) => style(e).order !== '0'
          || style(e).flexDirection.endsWith('reverse') || style(e).gridAutoFlow.includes('dense'));
        const still = (e) => { for (let one = e; one; one = one.parentElement)
            if (['sticky', 'absolute', 'fixed'].includes(style(one).position)) return false; return true; };
        const blocks = all('main :is(h1, h2, h3, h4, p, ul, ol, dl, form, figure, .table-scroll)')
          .filter((e) => shown(e) && still(e) && !e.parentElement.closest('figure, svg, td, th'));
        const above = blocks.filter((e, i) => { if (!i || blocks[i - 1].contains(e)) return false;
          const [a, b] = [blocks[i - 1].getBoundingClientRect(), e.getBoundingClientRect()];
          return b.bottom <= a.top && b.left < a.right; });
        return [...moved, ...above].map(name)""",
    )


def narrow_screen(page: Page) -> list[str]:
    """At 320 points by 256, nothing scrolls in two directions but tables and maps in their own frame."""
    size = page.viewport_size or {"width": 1280, "height": 900}
    page.set_viewport_size({"width": 320, "height": 256})
    over = page.evaluate(OVER)
    page.set_viewport_size(size)
    return [f"déborde de {over} points"] if over > 0 else []


def spaced_text(page: Page) -> list[str]:
    """With the spacings of the criterion, no text is cut that was whole, and the page does not scroll sideways."""
    before = faults(page, CLIPPED)
    page.evaluate(
        "(css) => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s]; }", SPACING
    )
    over = page.evaluate(OVER)
    after = faults(page, CLIPPED)
    page.evaluate("document.adoptedStyleSheets = []")
    return [one for one in after if one not in before] + ([f"déborde de {over} points"] if over > 0 else [])


def hover_contents(page: Page) -> list[str]:
    """No bubble that only a pointer opens."""
    return faults(
        page,
        """return [...all('[title]').filter((e) => !e.closest('svg') && !['ABBR', 'IFRAME'].includes(e.tagName)),
        ...all('[role=tooltip]').filter((e) => !document.querySelector(`[aria-describedby~="${e.id}"]`))].map(name)""",
    )


def styled_contents_by_keyboard(page: Page) -> list[str]:
    """What a style sheet shows under a pointer, it shows under the focus too."""
    return faults(
        page,
        """const tied = rules().filter((r) => r.selectorText && /display|visibility|opacity|content/
          .test(r.style.cssText));
        const keyed = tied.filter((r) => /:focus/.test(r.selectorText))
          .map((r) => r.selectorText.replace(/:focus(-within|-visible)?/g, ':hover')).join(',');
        return tied.filter((r) => /:hover/.test(r.selectorText) && !keyed.includes(r.selectorText))
          .map((r) => r.selectorText)""",
    )


BROKEN: dict[Check, tuple[str, ...]] = {
    parts_stand_out: (
        '<input style="border: 1px solid #eee; background: #fff">',
        '<button style="border: 0; background: #eee">x</button>',
        "<style>.tag::before { content: '●'; color: #ddd }</style><span class=tag>x</span>",
    ),
    colours_declared_together: ("<p>x", "<body style='background: #fff'><p style=\"background-image: url('x')\">x"),
    no_presentational_attribute: ("<p align=center>x</p>", "<p style='color: red'>x</p>"),
    contents_without_styles: (
        "<style>p::before { content: 'Attention' }</style><p>x</p>",
        "<style>[hidden] { display: block }</style><p hidden>parti</p>",
    ),
    order_without_styles: (
        "<main><div style='display: flex; flex-direction: row-reverse'><p>x</p></div></main>",
        "<main><div style='display: grid'><p style='grid-row: 2'>un</p><p style='grid-row: 1'>deux</p></div></main>",
    ),
    narrow_screen: ("<div style='width: 900px'>x</div>",),
    spaced_text: (
        "<div style='width: 60px; overflow: hidden; white-space: nowrap; font: 16px monospace'>abcdef</div>",
        "<div style='height: 18px; overflow: hidden; font: 16px/1 monospace'>abc</div>",
    ),
    hover_contents: ("<span title=x>y</span>", "<span role=tooltip id=t>x</span>"),
    styled_contents_by_keyboard: (
        "<style>p i { display: none } p:hover i { display: block }</style><p>x<i>y</i></p>",
        "<style>@media screen { p i { opacity: 0 } p:hover i { opacity: 1 } }</style><p>x<i>y</i></p>",
    ),
}
