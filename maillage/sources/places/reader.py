"""Reads a file of places whole, whatever its layout: rows, faults and losses, or one DataError and nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from maillage.sources.places.bounds import refusal
from maillage.sources.places.cells import clean
from maillage.sources.places.faults import Faults
from maillage.sources.places.free_table import FreeMapping, reader_of, suggest_mapping
from maillage.sources.places.opening import Opened, open_table
from maillage.sources.places.recognise import FREE_TABLE, LAYOUTS, READERS, recognised
from maillage.sources.places.row import Row
from maillage.tables.places import Loss, PlaceRow, RowFault

SHOWN_ROWS = 20
LONGEST_ID = 200
LONGEST_SOURCE = 80


@dataclass(frozen=True)
class PlacesRead:
    """A file read: what it says of each place, what is wrong cell by cell, what our model has no room for."""

    layout: str
    encoding: str
    separator: str
    rows: tuple[PlaceRow, ...]
    faults: tuple[RowFault, ...]
    losses: tuple[Loss, ...]


@dataclass(frozen=True)
class Preview:
    """A file before it is read: its layout, columns, first rows as text, and the mapping that its words suggest."""

    layout: str
    encoding: str
    separator: str
    header: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    row_count: int
    suggestion: FreeMapping


def read_places(
    path: Path, layout: str = "auto", mapping: FreeMapping | None = None, *, today: date | None = None
) -> PlacesRead:
    """Every place of a file. With `auto` the columns decide; a mapping always means a free table."""
    faults = Faults()
    opened = open_table(path, faults)
    code = _layout(path, opened, layout, mapping)
    read = _reader(path, opened, code, mapping)
    day = today or datetime.now(ZoneInfo("Europe/Paris")).date()
    seen: dict[tuple[str, str], int] = {}
    rows = []
    for number, cells in opened.rows:
        row = Row(number, cells, faults, day)
        place = _accepted(read(row), row, seen)
        row.leftovers()
        if place is not None:
            rows.append(place)
    return PlacesRead(code, opened.encoding, opened.separator, tuple(rows), faults.faults, faults.losses)


def preview_places(path: Path) -> Preview:
    """What an import page shows before anything is decided."""
    opened = open_table(path, Faults())
    first = tuple({name: clean(cell, 200)[0] for name, cell in cells.items()} for _, cells in opened.rows[:SHOWN_ROWS])
    suggestion = suggest_mapping(opened.header, [cells for _, cells in opened.rows[:500]])
    return Preview(
        recognised(opened.header),
        opened.encoding,
        opened.separator,
        opened.header,
        first,
        len(opened.rows),
        suggestion,
    )


def _layout(path: Path, opened: Opened, layout: str, mapping: FreeMapping | None) -> str:
    if mapping is not None:
        return FREE_TABLE
    if layout == "auto":
        return recognised(opened.header)
    if layout not in LAYOUTS:
        raise refusal(f"Le format « {layout} » n’existe pas.", path, expected=f"l’un de {', '.join(LAYOUTS)}")
    if layout != FREE_TABLE and not READERS[layout].fits(frozenset(opened.header)):
        wanted = sorted(READERS[layout].needed | READERS[layout].one_of)
        raise refusal(
            f"Ce fichier ne suit pas le format « {LAYOUTS[layout]} ».",
            path,
            "Laissez le format se reconnaître, ou indiquez la correspondance des colonnes.",
            expected=f"les colonnes {', '.join(wanted)}",
        )
    return layout


def _reader(path: Path, opened: Opened, code: str, mapping: FreeMapping | None) -> Callable[[Row], PlaceRow]:
    if code != FREE_TABLE:
        return READERS[code].read
    chosen = mapping or _suggested(path, opened)
    absent = [column for column in chosen.columns.values() if column not in opened.header]
    if "name" not in chosen.columns or absent:
        problem = (
            f"Colonnes absentes : {', '.join(absent[:5])}." if absent else "Aucune colonne ne donne le nom du lieu."
        )
        raise refusal(
            problem,
            path,
            f"Indiquez la correspondance des colonnes. Le fichier contient : {', '.join(opened.header[:15])}.",
            expected="au moins une colonne pour le nom du lieu",
            row=1,
        )
    return reader_of(chosen)


def _suggested(path: Path, opened: Opened) -> FreeMapping:
    """The mapping that the columns suggest; two tables under one name would make each other's places absent."""
    found = suggest_mapping(opened.header, [cells for _, cells in opened.rows[:500]])
    return replace(found, source=path.stem[:LONGEST_SOURCE] or found.source)


def _accepted(place: PlaceRow, row: Row, seen: dict[tuple[str, str], int]) -> PlaceRow | None:
    """The place unless it has no name or its identifier was already read."""
    if not place.name:
        row.fault("", place.source_id, "Cette ligne n’a pas de nom de lieu : elle n’est pas lue.", kept=False)
        return None
    place = replace(place, source=place.source[:LONGEST_ID], source_id=place.source_id[:LONGEST_ID])
    first = seen.setdefault(place.key, row.number)
    if first != row.number:
        message = f"Même identifiant que la ligne {first} : cette ligne n’est pas lue."
        row.fault("", place.source_id, message, kept=False)
        return None
    return place
