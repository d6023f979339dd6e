"""What the components show: plain frozen values that any page can build."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Crumb:
    """One step of the breadcrumb; the last has no address."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table: its label, whether it holds numbers, and its sort link and state."""

    label: str
    numeric: bool = False
    url: str = ""
    sort: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell: its text, and an address when it is a link."""

    text: str
    url: str = ""
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """An accessible table: caption, columns, rows whose first cell is the row's header, optional totals."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class KeyFigure:
    """One figure to remember: value, what it is, and its vintage and source."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class Step:
    """One line of a timeline."""

    when: str
    text: str


@dataclass(frozen=True)
class Tab:
    """One tab: a link, so that it works without script and has an address."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class LegendEntry:
    """One line of a map's legend; kind is class, imputed, secret or missing."""

    kind: str
    colour: str
    label: str
    count: int


@dataclass(frozen=True)
class MapFigure:
    """A map on a page: its drawing, its legend beside it, and where the same areas are as GeoJSON, when they are."""

    svg: str
    measure: str
    legend: tuple[LegendEntry, ...]
    class_method: str
    source: str
    features_url: str = ""
    shades: str = "Plus c’est foncé, plus la valeur est forte."
