"""What a document is made of; no part knows how it will be drawn."""

from __future__ import annotations

from dataclasses import dataclass, field

from maillage.design.parts import Table


@dataclass(frozen=True)
class Heading:
    """A heading under the title: level 2 or 3."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Text:
    """A paragraph, and perhaps words in bold before it."""

    text: str
    lead: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table: its first row is the header; `numeric` are the places of the columns of numbers."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()
    totals: tuple[str, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A drawing in SVG; `alt` says what it shows to who does not see it."""

    svg: str
    alt: str
    caption: str


@dataclass(frozen=True)
class Signatures:
    """Room to sign: who, and as what."""

    people: tuple[tuple[str, str], ...]
    place_and_date: str = ""


Part = Heading | Text | Bullets | Grid | Picture | Signatures


@dataclass(frozen=True)
class Paper:
    """A whole document; `notice` stands above everything, « Données de démonstration » for one."""

    title: str
    subtitle: str = ""
    notice: str = ""
    parts: tuple[Part, ...] = field(default=())


def grid_of(table: Table) -> Grid:
    """A table of a page, as a document shows it."""
    return Grid(
        caption=table.caption,
        header=tuple(column.label for column in table.columns),
        rows=tuple(tuple(cell.text for cell in row) for row in table.rows),
        numeric=frozenset(place for place, column in enumerate(table.columns) if column.numeric),
        totals=tuple(cell.text for cell in table.totals),
    )
