"""Images, tables and the structure of the page."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.e2e.rgaa.probe import Check, faults


def decorative_images(page: Page) -> list[str]:
    """An image that says nothing is hidden from screen readers and has no name; a drawing says which it is."""
    return faults(
        page,
        """return [...all('img[alt=""], svg[aria-hidden=true]').filter((e) => e.title || told(e).trim()
          || e.querySelector('title')),
        ...all('svg:not([role]):not([aria-hidden=true])').filter((e) => !e.closest('svg svg, [aria-hidden=true]'))]
        .map(name)""",
    )


def raster_images(page: Page) -> list[str]:
    """No picture made of dots, in which a text could not grow or change colour."""
    return faults(
        page,
        r"""const dots = /\.(png|jpe?g|gif|webp|avif|bmp)\b|image\/(png|jpeg|gif|webp)/i;
        return [...all('img').filter((e) => dots.test(e.currentSrc + e.src)), ...all('input[type=image], svg image'),
          ...all('body *').filter((e) => dots.test(style(e).backgroundImage))].map(name)""",
    )


def figure_captions(page: Page) -> list[str]:
    """A figure with a caption is a group that bears the caption's words."""
    return faults(
        page,
        """return all('figure').filter((e) => e.querySelector('figcaption'))
        .filter((e) => !['group', 'figure'].includes(e.getAttribute('role'))
          || told(e).replace(/\\s+/g, ' ').trim() !== words(e.querySelector('figcaption'))).map(name)""",
    )


def complex_tables(page: Page) -> list[str]:
    """A table with headers on several levels says how to read it."""
    return faults(
        page,
        """return all('table')
        .filter((e) => e.querySelectorAll('thead tr').length > 1 || e.querySelector('th[colspan], th[rowspan]'))
        .filter((e) => !e.getAttribute('aria-describedby') && !words(e.querySelector('caption'))).map(name)""",
    )


def table_headers(page: Page) -> list[str]:
    """Each cell that heads a row or a column is declared as such."""
    return faults(
        page,
        """return all('table').flatMap((t) => [...all('thead td', t).filter(words),
          ...all('th', t).filter((e) => words(e) && !e.scope && !e.id),
          ...all('tbody tr', t).filter((r) => all('tbody th', t).length && !r.querySelector('th')
            && r.cells.length > 1)]).map(name)""",
    )


def document_type(page: Page) -> list[str]:
    """The page declares HTML first, and the browser took it so."""
    return faults(
        page,
        """return document.doctype?.name === 'html' && document.firstChild === document.doctype
        && document.compatMode === 'CSS1Compat' ? [] : ['pas de type de document en tête']""",
    )


def presentational_elements(page: Page) -> list[str]:
    """No empty paragraph nor heading, no run of line breaks, no element for looks alone."""
    return faults(
        page,
        """return [...all('main p, main li, main h1, main h2, main h3, main h4, main dd, main dt').filter((e) =>
          !words(e) && !e.querySelector('svg, img, input, select, button') && !e.role && shown(e)),
        ...all('br + br').filter((e) => !e.previousSibling?.textContent?.trim()),
        ...all('center, font, big, u, strike, tt, blink, marquee, basefont')].map(name)""",
    )


BROKEN: dict[Check, tuple[str, ...]] = {
    decorative_images: ('<img alt="" title="x" src="data:,">', "<svg width=9 height=9></svg>"),
    raster_images: ('<img alt="x" src="/x.png">', "<p style=\"background: url('/x.jpg')\">x"),
    figure_captions: (
        "<figure>x<figcaption>y</figcaption></figure>",
        "<figure role=group aria-label=z>x<figcaption>y</figcaption></figure>",
    ),
    complex_tables: ("<table><thead><tr><th colspan=2 scope=col>a<tr><th scope=col>b<th scope=col>c</table>",),
    table_headers: ("<table><thead><tr><th>a</table>", "<table><thead><tr><td>a</table>"),
    document_type: ("<p>sans type",),
    presentational_elements: ("<main><p></p></main>", "a<br><br>b", "<center>x</center>"),
}
