"""A paper as a tagged PDF (PDF/UA-1); every text goes in as a string, in which Typst reads no markup."""

from __future__ import annotations

from maillage.design.documents.document import compile_once
from maillage.design.documents.glyphs import Families, drawable, drawn
from maillage.design.documents.minutes.layout import writable
from maillage.design.documents.paper.parts import Bullets, Grid, Heading, Paper, Part, Picture, Signatures, Text
from maillage.design.typography import spaced

_MISSING = "Aucune ligne encore."
# Shares of a column, in characters: none too narrow for a word, none so wide that it starves the others.
NARROWEST, WIDEST = 8, 34


def paper_pdf(paper: Paper) -> bytes:
    """The PDF bytes."""
    pictures = [part for part in paper.parts if isinstance(part, Picture)]

    def build(families: Families) -> bytes:
        drawings = (drawable(writable(one.svg), families).encode() for one in pictures)
        assets = {f"dessin-{place}.svg": drawing for place, drawing in enumerate(drawings)}
        return compile_once(paper_source(paper, families), assets)

    return drawn(build)


def paper_source(paper: Paper, families: Families = frozenset()) -> str:
    """The Typst source."""
    pen = _Pen(families)
    lines = ['#import "theme.typ": document', f"#show: document.with(title: {pen.string(paper.title)})"]
    lines.append(f"#heading(level: 1)[{pen.content(paper.title)}]")
    if paper.notice:
        lines.append(f"#block(stroke: 1pt, inset: 8pt)[#strong[{pen.content(paper.notice)}]]")
    if paper.subtitle:
        lines.append(f"#par[{pen.content(paper.subtitle)}]")
    return "\n\n".join([*lines, *(pen.part(part) for part in paper.parts)])


def shares_of(grid: Grid) -> tuple[int, ...]:
    """The width of each column, in shares: what its longest cell or header word needs, within bounds."""
    cells = [max((len(row[place]) for row in grid.rows), default=0) for place in range(len(grid.header))]
    words = [max((len(word) for word in header.split()), default=0) for header in grid.header]
    return tuple(min(max(cell, word, NARROWEST) + 2, WIDEST) for cell, word in zip(cells, words, strict=True))


class _Pen:
    """Writes parts; counts the pictures so that each finds its file."""

    def __init__(self, families: Families) -> None:
        self.families = families
        self.pictures = 0

    def part(self, part: Part) -> str:
        if isinstance(part, Heading):
            return f"#heading(level: {part.level})[{self.content(part.text)}]"
        if isinstance(part, Text):
            lead = f"#strong[{self.content(part.lead)}] " if part.lead else ""
            return f"#par[{lead}{self.content(part.text)}]"
        if isinstance(part, Bullets):
            return f"#list({', '.join(f'[{self.content(item)}]' for item in part.items)})" if part.items else ""
        if isinstance(part, Grid):
            return self._grid(part)
        return self._picture(part) if isinstance(part, Picture) else self._signatures(part)

    def _grid(self, grid: Grid) -> str:
        if not grid.rows:
            return f"#par[#strong[{self.content(grid.caption)}] {self.content(_MISSING)}]"
        count = len(grid.header)
        widths = ", ".join(f"{share}fr" for share in shares_of(grid))
        aligns = ", ".join("right" if place in grid.numeric else "left" for place in range(count))
        header = ", ".join(f"[#strong[{self.content(cell)}]]" for cell in grid.header)
        rows = [f"[{self.content(cell)}]" for row in grid.rows for cell in row]
        rows += [f"[#strong[{self.content(cell)}]]" for cell in grid.totals]
        table = f"#table(columns: ({widths},), align: ({aligns},), table.header({header}), {', '.join(rows)})"
        return f"#par[#strong[{self.content(grid.caption)}]]\n\n{table}"

    def _picture(self, picture: Picture) -> str:
        name, self.pictures = f"dessin-{self.pictures}.svg", self.pictures + 1
        image = f'image("{name}", width: 100%, alt: {self.string(picture.alt)})'
        return f"#figure({image}, caption: [{self.content(picture.caption)}])"

    def _signatures(self, part: Signatures) -> str:
        cells = [f"[#strong[{self.content(name)}] \\ {self.content(role)} #v(22mm)]" for name, role in part.people]
        head = f"#par[{self.content(part.place_and_date)}]\n\n" if part.place_and_date else ""
        return f"{head}#block(breakable: false)[#grid(columns: (1fr, 1fr), gutter: 8mm, {', '.join(cells)})]"

    def content(self, text: str) -> str:
        """Plain text as string literals; a line break stays one."""
        return " #linebreak() ".join(f"#{self.string(line)}" for line in text.split("\n"))

    def string(self, text: str) -> str:
        """A Typst string literal."""
        shown = drawable(spaced(writable(text)), self.families)
        return '"' + shown.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").replace("\r", " ") + '"'
