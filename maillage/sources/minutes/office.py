"""The paragraphs, lists and tables of a DOCX or ODT, read from their XML: no entity, no network, no macro."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from maillage.sources.minutes import bounds
from maillage.sources.minutes.lines import BULLET, Line, tidy
from maillage.tables.errors import DataError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MAX_DEPTH = 200

Raw = tuple[str, str, int, bool]  # text, role, level, strong


def office_lines(content: bytes, name: str) -> tuple[str, list[Line]]:
    """(form, lines) of an office document."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            bounds.check_archive(archive, name)
            parts = set(archive.namelist())
            if "word/document.xml" in parts:
                return "docx", _numbered(_docx(_root(archive, "word/document.xml", name)))
            if "content.xml" in parts:
                return "odt", _numbered(_odt(_root(archive, "content.xml", name)))
    except DataError:
        raise
    # A damaged archive fails anywhere inside zipfile or the XML parser, with any kind of exception.
    except Exception as error:
        raise bounds.refusal(
            f"Ce document est abîmé ({type(error).__name__}).", name, "Ouvrez-le et enregistrez-le à nouveau."
        ) from error
    raise bounds.refusal("Ce fichier n’est pas un texte.", name, expected="un document .odt, .docx, .pdf, .txt ou .md")


def _root(archive: zipfile.ZipFile, part: str, name: str) -> Any:
    content = archive.read(part)
    bounds.check_part(content, name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(content, parser)


def _numbered(entries: Iterator[Raw | list[list[Raw]]]) -> list[Line]:
    """Lines numbered as the paragraphs of the document; a table row counts for one."""
    lines: list[Line] = []
    for number, entry in enumerate(entries, 1):
        lines += [_from(raw, number) for raw in [entry]] if isinstance(entry, tuple) else _row(entry, number)
    return lines


def _from(raw: Raw, number: int) -> Line:
    text, role, level, strong = raw
    text = tidy(text)
    if role == "text" and BULLET.match(text):
        text, role = tidy(BULLET.sub("", text, count=1)), "item"
    return Line(number, text, role, level, strong)  # type: ignore[arg-type]


def _row(cells: list[list[Raw]], number: int) -> list[Line]:
    """A row of single paragraphs stays a row; a table used for layout gives its paragraphs, cell after cell."""
    filled = [[raw for raw in cell if raw[0].strip()] for cell in cells]
    if max((len(cell) for cell in filled), default=0) > 1 or len(filled) == 1:
        return [_from(raw, number) for cell in filled for raw in cell]
    texts = tuple(tidy(cell[0][0]) if cell else "" for cell in filled)
    strong = all(cell[0][3] for cell in filled if cell)
    return [Line(number, " | ".join(texts), "row", strong=strong, cells=texts)] if any(texts) else []


def _docx(root: Any) -> Iterator[Raw | list[list[Raw]]]:
    body = root.find(f"{_W}body")
    yield from _docx_blocks(body if body is not None else root, 0)


def _docx_blocks(node: Any, depth: int) -> Iterator[Raw | list[list[Raw]]]:
    for child in node if depth < _MAX_DEPTH else ():
        if child.tag == f"{_W}p":
            yield from _docx_paragraph(child)
        elif child.tag == f"{_W}tbl":
            for row in _own(child, f"{_W}tr", f"{_W}tbl"):
                cells = _own(row, f"{_W}tc", f"{_W}tr")
                yield [[raw for p in cell.iter(f"{_W}p") for raw in _docx_paragraph(p)] for cell in cells]
        elif isinstance(child.tag, str):
            yield from _docx_blocks(child, depth + 1)


def _own(node: Any, tag: str, owner: str) -> list[Any]:
    """The rows of a table or the cells of a row, without those of a table inside it."""
    return [found for found in node.iter(tag) if next(found.iterancestors(owner)) is node]


def _docx_paragraph(node: Any) -> Iterator[Raw]:
    style = node.find(f"{_W}pPr/{_W}pStyle")
    called = style.get(f"{_W}val", "") if style is not None else ""
    heading = re.match(r"(?:heading|titre)\s?(\d)", called, re.IGNORECASE)
    title = called.lower() in {"title", "titre", "subtitle", "sous-titre"}
    runs = [run for run in node.iter(f"{_W}r") if "".join(run.itertext()).strip()]
    strong = bool(runs) and all(_is_bold(run) for run in runs)
    listed = node.find(f"{_W}pPr/{_W}numPr") is not None or "list" in called.lower()
    for text in _docx_text(node).split("\n"):
        if heading or title:
            yield text, "heading", int(heading[1]) if heading else 0, True
        else:
            yield text, "item" if listed and not strong else "text", 0, strong


def _is_bold(run: Any) -> bool:
    bold = run.find(f"{_W}rPr/{_W}b")
    return bold is not None and bold.get(f"{_W}val", "1") not in {"0", "false"}


def _docx_text(node: Any) -> str:
    parts = []
    for child in node.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
        if any(parent.tag == _FALLBACK for parent in child.iterancestors()):
            continue
        name = child.tag.removeprefix(_W)
        parts.append({"tab": " ", "br": "\n", "noBreakHyphen": "-"}.get(name, child.text or ""))
    return "".join(parts)


def _odt(root: Any) -> Iterator[Raw | list[list[Raw]]]:
    bold = {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        if any(p.get(f"{_FO}font-weight") == "bold" for p in style.iter(f"{_STYLE}text-properties"))
    }
    yield from _odt_blocks(root, bold, 0, listed=False)


def _odt_blocks(node: Any, bold: set[Any], depth: int, *, listed: bool) -> Iterator[Raw | list[list[Raw]]]:
    for child in node if depth < _MAX_DEPTH else ():
        if child.tag in {f"{_TEXT}tracked-changes", f"{_TEXT}table-of-content", f"{_TEXT}note"}:
            continue
        if child.tag in {f"{_TEXT}p", f"{_TEXT}h"}:
            yield from _odt_paragraph(child, bold, listed=listed)
        elif child.tag == f"{_TABLE}table-row":
            yield [
                [raw for entry in _odt_blocks(cell, bold, depth + 1, listed=False) for raw in _flat(entry)]
                for cell in _own(child, f"{_TABLE}table-cell", f"{_TABLE}table-row")
            ]
        elif isinstance(child.tag, str):
            inside = listed or child.tag == f"{_TEXT}list-item"
            yield from _odt_blocks(child, bold, depth + 1, listed=inside)


def _flat(entry: Raw | list[list[Raw]]) -> list[Raw]:
    return [entry] if isinstance(entry, tuple) else [raw for cell in entry for raw in cell]


def _odt_paragraph(node: Any, bold: set[Any], *, listed: bool) -> Iterator[Raw]:
    text = _odt_text(node)
    spans = [span for span in node.iter(f"{_TEXT}span") if "".join(span.itertext()).strip()]
    strong = node.get(f"{_TEXT}style-name") in bold or (
        bool(spans) and not (node.text or "").strip() and all(s.get(f"{_TEXT}style-name") in bold for s in spans)
    )
    level = node.get(f"{_TEXT}outline-level", "1")
    for part in text.split("\n"):
        if node.tag == f"{_TEXT}h":
            yield part, "heading", int(level) if level.isdecimal() else 1, True
        elif node.get(f"{_TEXT}style-name") in {"Title", "Subtitle"}:
            yield part, "heading", 0, True
        else:
            yield part, "item" if listed else "text", 0, strong


def _odt_text(node: Any) -> str:
    text = node.text or ""
    for child in node:
        if child.tag == f"{_TEXT}line-break":
            text += "\n"
        elif child.tag in {f"{_TEXT}s", f"{_TEXT}tab"}:
            text += " "
        elif isinstance(child.tag, str) and child.tag != f"{_TEXT}note":
            text += _odt_text(child)
        text += child.tail or ""
    return text
