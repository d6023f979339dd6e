"""A paper as an ODT: language, real headings, lists, tables with header rows, pictures with their alternative."""

from __future__ import annotations

import io
import re
from typing import Any

from odfdo import Cell, Document, Element, Frame, Header, List, ListItem, Paragraph, Row, Span, Table

from maillage.design.documents.minutes.layout import writable
from maillage.design.documents.paper.parts import Bullets, Grid, Heading, Paper, Part, Picture, Signatures, Text
from maillage.design.typography import spaced

_BOLD = 'fo:font-weight="bold"'
_STYLES = (
    ("PaperTitle", "Heading_20_1", 'fo:margin-bottom="5mm"', f'fo:color="#0b5d5e" fo:font-size="18pt" {_BOLD}'),
    ("PaperHeading2", "Heading_20_2", 'fo:margin-top="6mm" fo:margin-bottom="2mm"', f'fo:font-size="13pt" {_BOLD}'),
    ("PaperHeading3", "Heading_20_3", 'fo:margin-top="4mm" fo:margin-bottom="2mm"', f'fo:font-size="11pt" {_BOLD}'),
    ("PaperText", "Standard", 'fo:margin-bottom="3mm" fo:line-height="130%"', 'fo:font-size="10.5pt"'),
    ("PaperCell", "Standard", 'fo:margin-top="1mm" fo:margin-bottom="1mm"', 'fo:font-size="9.5pt"'),
    ("PaperNumber", "PaperCell", 'fo:text-align="end"', ""),
    ("PaperStrong", "PaperCell", "", _BOLD),
)
_VIEW = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_WIDTH_CM = 16.0
ODT = "application/vnd.oasis.opendocument.text"


def paper_odt(paper: Paper) -> bytes:
    """The ODT bytes."""
    document = Document("text")
    document.body.clear()
    document.meta.title = _clean(paper.title)
    document.set_language("fr-FR")
    for style in _STYLES:
        document.insert_style(_style(*style))
    document.insert_style(_bold(), automatic=True)
    document.body.append(Header(1, _clean(paper.title), style="PaperTitle"))
    for words, lead in ((paper.notice, True), (paper.subtitle, False)):
        if words:
            document.body.append(_paragraph(Text("", words) if lead else Text(words)))
    for number, part in enumerate(paper.parts):
        for element in _elements(document, part, number):
            document.body.append(element)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _style(name: str, parent: str, paragraph: str, text: str) -> Any:
    return Element.from_tag(
        f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="{parent}">'
        f"<style:paragraph-properties {paragraph}/>"
        f'<style:text-properties fo:language="fr" fo:country="FR" {text}/></style:style>'
    )


def _bold() -> Any:
    return Element.from_tag(
        '<style:style style:name="PaperBold" style:family="text">'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
    )


def _elements(document: Any, part: Part, number: int) -> list[Any]:
    if isinstance(part, Heading):
        return [Header(part.level, _clean(part.text), style=f"PaperHeading{part.level}")]
    if isinstance(part, Text):
        return [_paragraph(part)]
    if isinstance(part, Bullets):
        return [_list(part)] if part.items else []
    if isinstance(part, Grid):
        return _grid(part, number)
    return _picture(document, part, number) if isinstance(part, Picture) else _signatures(part)


def _paragraph(text: Text, style: str = "PaperText") -> Any:
    line = Paragraph("", style=style)
    if text.lead:
        line.append(Span(_clean(text.lead), style="PaperBold"))
    line.append_plain_text(f" {_clean(text.text)}" if text.lead and text.text else _clean(text.text))
    return line


def _list(bullets: Bullets) -> Any:
    listed = List()
    for item in bullets.items:
        entry = ListItem()
        entry.append(_paragraph(Text(item)))
        listed.append(entry)
    return listed


def _grid(grid: Grid, number: int) -> list[Any]:
    if not grid.rows:
        return [_paragraph(Text("Aucune ligne encore.", grid.caption))]
    table = Table(f"Tableau {number}")
    columns = Element.from_tag("table:table-column")
    columns.set_attribute("table:number-columns-repeated", str(len(grid.header)))
    table.append(columns)
    head = Element.from_tag("table:table-header-rows")
    head.append(_row(grid.header, frozenset(), "PaperStrong"))
    table.append(head)
    for cells in grid.rows:
        table.append(_row(cells, grid.numeric, "PaperCell"))
    if grid.totals:
        table.append(_row(grid.totals, frozenset(), "PaperStrong"))
    return [_paragraph(Text("", grid.caption)), table, Paragraph("", style="PaperText")]


def _row(cells: tuple[str, ...], numeric: frozenset[int], style: str) -> Any:
    row = Row()
    for place, words in enumerate(cells):
        cell = Cell(cell_type="string")
        cell.append(_paragraph(Text(words), "PaperNumber" if place in numeric else style))
        row.append(cell)
    return row


def _picture(document: Any, picture: Picture, number: int) -> list[Any]:
    view = _VIEW.search(picture.svg)
    ratio = float(view[2]) / float(view[1]) if view else 0.6
    path = f"Pictures/dessin-{number}.svg"
    document.set_part(path, picture.svg.encode())
    document.manifest.add_full_path(path, "image/svg+xml")
    size = (f"{_WIDTH_CM}cm", f"{_WIDTH_CM * ratio:.2f}cm")
    frame = Frame.image_frame(path, size=size, anchor_type="as-char")
    frame.append(Element.from_tag("<svg:title/>"))
    frame.get_elements("svg:title")[0].text = _clean(picture.alt)
    line = Paragraph("", style="PaperText")
    line.append(frame)
    return [line, _paragraph(Text(picture.caption))]


def _signatures(part: Signatures) -> list[Any]:
    lines = [_paragraph(Text(part.place_and_date))] if part.place_and_date else []
    for name, role in part.people:
        lines += [_paragraph(Text(role, name)), *(Paragraph("", style="PaperText") for _ in range(3))]
    return lines


def _clean(text: str) -> str:
    return spaced(writable(text))
