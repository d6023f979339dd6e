"""A table of travel from a file: the one that Maillage writes, or a CSV of the user with French headers."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq

from maillage.sources.listing import ListedRow, listed_rows
from maillage.tables.errors import DataError
from maillage.tables.travel import MODES, TRAVEL

PARIS = ZoneInfo("Europe/Paris")
NEEDED = ("origine", "latitude", "longitude", "minutes")
WORDS = {"voiture": "car", "a pied": "walk", "à pied": "walk", "marche": "walk", "transports": "transit"} | {
    mode: mode for mode in MODES
}


def read_travel(path: Path) -> pa.Table:
    """The TRAVEL table of a .parquet or .csv file; DataError names the line and the column.

    A CSV has origine (code), latitude and longitude of the place, minutes; and mode (voiture, à pied, transports),
    fournisseur, date when wanted.
    """
    if path.suffix.lower() == ".parquet":
        try:
            return TRAVEL.check(pq.read_table(path), path.name)
        except (pa.ArrowException, OSError) as error:
            raise DataError("Ce fichier Parquet ne s’ouvre pas.", file=path.name, mend="Refaites-le.") from error
    return TRAVEL.build(_rows(path), path.name)


def _rows(path: Path) -> list[dict[str, Any]]:
    found = [_row(row, path) for row in listed_rows(path, NEEDED)]
    longest = max((one["minutes"] or 0.0 for one in found), default=0.0)
    return [{**one, "furthest_minutes": longest} for one in found]


def _row(row: ListedRow, path: Path) -> dict[str, Any]:
    return {
        "mode": row.read("mode", lambda text: WORDS[text.lower()], "voiture, à pied ou transports") or "car",
        "origin": row.text("origine"),
        "latitude": _degrees(row, "latitude"),
        "longitude": _degrees(row, "longitude"),
        "minutes": row.decimal("minutes"),
        "provider": row.text("fournisseur") or f"fichier {path.name}",
        "made_on": (row.read("date", date.fromisoformat, "AAAA-MM-JJ") or _written_on(path)).isoformat(),
    }


def _degrees(row: ListedRow, column: str) -> float:
    found = row.decimal(column)
    if found is None:
        raise DataError("La position du lieu manque.", file=row.file, row=row.number, column=column)
    return found


def _written_on(path: Path) -> date:
    return datetime.fromtimestamp(path.stat().st_mtime, PARIS).date()
