"""Minutes as an ODT: title and language, real headings, lists, tables with header rows."""

from __future__ import annotations

import io
from typing import Any

from odfdo import Cell, Document, Element, Header, List, ListItem, Paragraph, Row, Span, Table

from maillage.design.documents.minutes.layout import (
    Bullets,
    Grid,
    Heading,
    Part,
    Text,
    Title,
    parts_of,
    title_of,
    writable,
)
from maillage.tables.minutes import MinutesDocument

_BOLD = 'fo:font-weight="bold"'
_TITLE = 'fo:text-align="center" fo:margin-top="8mm" fo:margin-bottom="7mm"'
_CHAPTER = 'fo:margin-top="6mm" fo:margin-bottom="3mm" fo:keep-with-next="always"'
_COLLEGE = 'fo:margin-top="4mm" fo:margin-bottom="2mm" fo:keep-with-next="always"'
_CENTRED = 'fo:text-align="center"'
# Name, parent, paragraph properties, letter properties.
_STYLES = (
    ("MinutesTitle", "Heading_20_1", _TITLE, f'fo:font-size="14pt" {_BOLD}'),
    ("MinutesHeading2", "Heading_20_2", _CHAPTER, f'fo:color="#0b5d5e" fo:font-size="12pt" {_BOLD}'),
    ("MinutesHeading3", "Heading_20_3", _COLLEGE, f'fo:color="#14213d" fo:font-size="10.5pt" {_BOLD}'),
    ("MinutesParagraph", "Standard", 'fo:margin-bottom="3mm" fo:line-height="130%"', 'fo:font-size="10.5pt"'),
    ("MinutesCell", "Standard", 'fo:margin-top="1mm" fo:margin-bottom="1mm"', 'fo:font-size="10pt"'),
    ("MinutesCellTitle", "MinutesCell", "", _BOLD),
    ("MinutesLetterhead", "Standard", "", _BOLD),
    ("MinutesReference", "MinutesParagraph", 'fo:margin-top="3mm"', ""),
    ("MinutesSubtitle", "MinutesParagraph", _CENTRED, ""),
    ("MinutesNotice", "MinutesParagraph", _CENTRED, f'fo:color="#8f2d1c" {_BOLD}'),
    ("MinutesClosing", "MinutesParagraph", 'fo:margin-top="7mm"', ""),
    ("MinutesSignature", "MinutesParagraph", 'fo:text-align="end"', ""),
)
_NAMES = {"paragraph": "MinutesParagraph"}


def minutes_odt(document: MinutesDocument) -> bytes:
    """The ODT of the minutes."""
    paper = Document("text")
    paper.body.clear()
    paper.meta.title = title_of(document)
    paper.set_language("fr-FR")
    for style in _STYLES:
        paper.insert_style(_style(*style))
    paper.insert_style(_bold(), automatic=True)
    _running(paper, document)
    for number, part in enumerate(parts_of(document)):
        for element in _elements(part, number):
            paper.body.append(element)
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def _style(name: str, parent: str, paragraph: str, text: str) -> Any:
    return Element.from_tag(
        f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="{parent}">'
        f"<style:paragraph-properties {paragraph}/>"
        f'<style:text-properties fo:language="fr" fo:country="FR" {text}/></style:style>'
    )


def _bold() -> Any:
    return Element.from_tag(
        '<style:style style:name="MinutesBold" style:family="text">'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
    )


def _running(paper: Any, document: MinutesDocument) -> None:
    """The status in the header of each page, the page number in the footer."""
    master = paper.styles.get_element("//style:master-page[@style:name='Standard']")
    for tag in ("style:header", "style:footer"):
        for old in master.get_elements(tag):
            master.delete(old)
    if document.status:
        header = Element.from_tag("style:header")
        header.append(Paragraph(writable(document.status).upper(), style="MinutesSignature"))
        master.append(header)
    footer = Element.from_tag("style:footer")
    footer.append(
        Element.from_tag(
            '<text:p text:style-name="MinutesSignature">page <text:page-number text:select-page="current">1'
            "</text:page-number> sur <text:page-count>1</text:page-count></text:p>"
        )
    )
    master.append(footer)


def _elements(part: Part, number: int) -> list[Any]:
    if isinstance(part, Title):
        return [Header(1, "\n".join(part.lines), style="MinutesTitle")]
    if isinstance(part, Heading):
        return [Header(part.level, part.text, style=f"MinutesHeading{part.level}")]
    if isinstance(part, Text):
        return [_paragraph(part)]
    if isinstance(part, Bullets):
        return [_list(part)] if part.items else []
    return [_table(part, number), Paragraph("", style="MinutesParagraph")]


def _paragraph(text: Text) -> Any:
    line = Paragraph("", style=_NAMES.get(text.role, f"Minutes{text.role.capitalize()}"))
    if text.lead:
        line.append(Span(text.lead, style="MinutesBold"))
        line.append_plain_text(f" {text.text}")
    else:
        line.append_plain_text(text.text)
    return line


def _list(bullets: Bullets) -> Any:
    listed = List()
    for item in bullets.items:
        entry = ListItem()
        entry.append(Paragraph(item, style="MinutesParagraph"))
        listed.append(entry)
    return listed


def _table(grid: Grid, number: int) -> Any:
    table = Table(f"Tableau {number}")
    columns = Element.from_tag("table:table-column")
    columns.set_attribute("table:number-columns-repeated", str(len(grid.header)))
    table.append(columns)
    head = Element.from_tag("table:table-header-rows")
    head.append(_row(grid.header, "MinutesCellTitle"))
    table.append(head)
    for cells in grid.rows:
        table.append(_row(cells, "MinutesCell"))
    return table


def _row(cells: tuple[str, ...], style: str) -> Any:
    row = Row()
    for words in cells:
        cell = Cell(cell_type="string")
        cell.append(Paragraph(words, style=style))
        row.append(cell)
    return row
