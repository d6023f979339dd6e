"""Minutes as a tagged PDF: PDF/UA-1 and PDF/A-2a, headings, lists and tables as such."""

from __future__ import annotations

from importlib.resources import files

from maillage.design.documents.document import Standard, compile_once
from maillage.design.documents.glyphs import BOX, Families, drawable, drawn
from maillage.design.documents.minutes.layout import (
    Bullets,
    Grid,
    Heading,
    Part,
    Text,
    Title,
    mapped,
    parts_of,
    title_of,
    writable,
)
from maillage.tables.minutes import MinutesDocument

_STANDARDS: tuple[Standard, ...] = ("ua-1", "a-2a")
_SAID = f"Les signes que nos lettres ne savent pas dessiner sont remplacés par {BOX}."
# Under this many characters a table stays on one page.
_KEPT = 900
_WIDTHS = {1: "(1fr,)", 2: "(1fr, auto)", 3: "(1fr, 27%, 22%)", 4: "(1fr, 18%, 22%, 24%)"}


def minutes_pdf(document: MinutesDocument) -> bytes:
    """The PDF of the minutes."""
    theme = files("maillage") / "design" / "documents" / "minutes" / "minutes.typ"
    assets = {"minutes.typ": theme.read_bytes()}
    return drawn(lambda families: compile_once(minutes_source(document, families), assets, standards=_STANDARDS))


def minutes_source(document: MinutesDocument, families: Families = frozenset()) -> str:
    """The Typst source of the minutes, without the characters of the families that no font draws."""
    parts = tuple(_drawable(part, families) for part in parts_of(document))
    if families:
        parts = (*parts, Text(_SAID, "paragraph"))
    title = next(part for part in parts if isinstance(part, Title))
    whole, status = drawable(title_of(document), families), drawable(writable(document.status), families)
    head = f"#show: minutes.with(title: {_string(whole)}, short: {_string(title.lines[0])}, status: {_string(status)})"
    return "\n\n".join(['#import "minutes.typ": *', head, *(_typst(part) for part in parts)])


def _drawable(part: Part, families: Families) -> Part:
    return mapped(part, lambda text: drawable(text, families))


def _typst(part: Part) -> str:
    if isinstance(part, Title):
        return f"#heading(level: 1)[{' #linebreak() '.join(_content(line) for line in part.lines)}]"
    if isinstance(part, Heading):
        return f"#heading(level: {part.level})[{_content(part.text)}]"
    if isinstance(part, Text):
        return _paragraph(part)
    if isinstance(part, Bullets):
        return f"#list({', '.join(f'[{_content(item)}]' for item in part.items)})" if part.items else ""
    return _table(part)


def _paragraph(text: Text) -> str:
    lead = f"#strong[{_content(text.lead)}] " if text.lead else ""
    content = f"{lead}{_content(text.text)}"
    return f"#par[{content}]" if text.role == "paragraph" else f"#{text.role}[{content}]"


def _table(grid: Grid) -> str:
    header = ", ".join(f"[#strong[{_content(cell)}]]" for cell in grid.header)
    rows = ", ".join(f"[{_content(cell)}]" for row in grid.rows for cell in row)
    keep = "kept" if sum(len(cell) for row in grid.rows for cell in row) < _KEPT else "free"
    return f"#{keep}[#table(columns: {_WIDTHS[len(grid.header)]}, table.header({header}), {rows})]"


def _content(text: str) -> str:
    """Plain text as string literals, in which Typst reads no markup; a line break stays one."""
    return " #linebreak() ".join(f"#{_string(line)}" for line in text.split("\n"))


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
