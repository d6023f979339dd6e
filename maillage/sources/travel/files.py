"""A table of travel from a file: the one that Maillage writes, or a CSV of the user with French headers."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from maillage.tables.errors import DataError
from maillage.tables.travel import MODES, TRAVEL

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
    return TRAVEL.build(list(_rows(path)), path.name)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(
            "Ce fichier n’est pas dans l’encodage attendu.", file=path.name, expected="un texte en UTF-8"
        ) from error
    rows = csv.DictReader(text.splitlines(), delimiter=";" if ";" in text.partition("\n")[0] else ",")
    absent = [column for column in NEEDED if column not in (rows.fieldnames or ())]
    if absent:
        raise DataError(
            f"Il manque des colonnes : {', '.join(absent)}.",
            file=path.name,
            row=1,
            expected=f"au moins {', '.join(NEEDED)}",
        )
    longest = 0.0
    found = []
    for number, row in enumerate(rows, start=2):
        minutes = _number(row, "minutes", path, number, empty=True)
        longest = max(longest, minutes or 0.0)
        found.append(
            {
                "mode": _mode(row, path, number),
                "origin": (row["origine"] or "").strip(),
                "latitude": _number(row, "latitude", path, number),
                "longitude": _number(row, "longitude", path, number),
                "minutes": minutes,
                "provider": (row.get("fournisseur") or "").strip() or f"fichier {path.name}",
                "made_on": _date(row, path, number),
            }
        )
    yield from ({**one, "furthest_minutes": longest} for one in found)


def _number(row: dict[str, str], column: str, path: Path, number: int, *, empty: bool = False) -> float | None:
    text = (row[column] or "").strip()
    if empty and not text:
        return None
    try:
        return float(text.replace(",", "."))
    except ValueError as error:
        raise DataError(
            f"Valeur illisible : « {text} ».", file=path.name, row=number, column=column, expected="un nombre"
        ) from error


def _mode(row: dict[str, str], path: Path, number: int) -> str:
    text = (row.get("mode") or "voiture").strip().lower()
    if text not in WORDS:
        raise DataError(
            f"Mode inconnu : « {text} ».",
            file=path.name,
            row=number,
            column="mode",
            expected="voiture, à pied ou transports",
        )
    return WORDS[text]


def _date(row: dict[str, str], path: Path, number: int) -> str:
    text = (row.get("date") or "").strip()
    if not text:
        return date.fromtimestamp(path.stat().st_mtime).isoformat()
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise DataError(
            f"Date illisible : « {text} ».", file=path.name, row=number, column="date", expected="AAAA-MM-JJ"
        ) from error
