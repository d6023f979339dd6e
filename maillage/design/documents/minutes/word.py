"""Minutes as a DOCX: title, language, headings, lists, header rows marked."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

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

_INK, _TEAL = RGBColor(0x14, 0x21, 0x3D), RGBColor(0x0B, 0x5D, 0x5E)
_ALIGNED = {
    "subtitle": WD_ALIGN_PARAGRAPH.CENTER,
    "notice": WD_ALIGN_PARAGRAPH.CENTER,
    "signature": WD_ALIGN_PARAGRAPH.RIGHT,
}


def minutes_docx(document: MinutesDocument) -> bytes:
    """The DOCX of the minutes."""
    paper = docx.Document()
    _prepare(paper, document)
    for part in parts_of(document):
        _add(paper, part)
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def _prepare(paper: Any, document: MinutesDocument) -> None:
    """Title, language, margins, styles, status in the header, page numbers in the footer."""
    properties = paper.core_properties
    properties.title, properties.language, properties.author = title_of(document), "fr-FR", "Maillage"
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(24)
    _styles(paper)
    if document.status:
        line = section.header.paragraphs[0]
        line.text, line.alignment = writable(document.status).upper(), WD_ALIGN_PARAGRAPH.RIGHT
    foot = section.footer.paragraphs[0]
    foot.add_run("page ")
    _field(foot, "PAGE")
    foot.add_run(" sur ")
    _field(foot, "NUMPAGES")


def _styles(paper: Any) -> None:
    language = paper.styles.element.find(f".//{qn('w:lang')}")
    if language is not None:
        for name in ("w:val", "w:eastAsia"):
            language.set(qn(name), "fr-FR")
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = "Atkinson Hyperlegible Next", Pt(10.5), _INK
    for name, size, colour in (("Heading 1", 14, _INK), ("Heading 2", 12, _TEAL), ("Heading 3", 10.5, _INK)):
        style = paper.styles[name]
        style.font.name, style.font.size, style.font.bold, style.font.color.rgb = (
            normal.font.name,
            Pt(size),
            True,
            colour,
        )
        fonts = style.element.rPr.rFonts
        for theme in [key for key in fonts.attrib if "Theme" in key or "theme" in key]:
            del fonts.attrib[theme]


def _field(paragraph: Any, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)


def _add(paper: Any, part: Part) -> None:
    if isinstance(part, Title):
        line = paper.add_heading("\n".join(part.lines), level=1)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif isinstance(part, Heading):
        paper.add_heading(part.text, level=part.level)
    elif isinstance(part, Text):
        _paragraph(paper, part)
    elif isinstance(part, Bullets):
        for item in part.items:
            paper.add_paragraph(item, style="List Bullet")
    else:
        _table(paper, part)


def _paragraph(paper: Any, text: Text) -> None:
    line = paper.add_paragraph()
    if text.lead:
        line.add_run(f"{text.lead} ").bold = True
    run = line.add_run(text.text)
    run.bold = text.role in {"letterhead", "notice"} or None
    line.alignment = _ALIGNED.get(text.role)


def _table(paper: Any, grid: Grid) -> None:
    table = paper.add_table(rows=1, cols=len(grid.header))
    table.style = "Table Grid"
    for cell, words in zip(table.rows[0].cells, grid.header, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    for row in grid.rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    paper.add_paragraph()
