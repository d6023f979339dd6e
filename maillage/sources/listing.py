"""A short list in CSV that people write by hand: numbered rows, and cells whose faults say where they are."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import TypeVar

from maillage.tables.errors import DataError

Read = TypeVar("Read")


@dataclass(frozen=True)
class ListedRow:
    """One row of a file, with its number as a spreadsheet shows it; cells are stripped, empty when absent."""

    file: str
    number: int
    cells: dict[str, str]

    def text(self, column: str) -> str:
        """A cell, empty when the file has no such column."""
        return self.cells.get(column, "")

    def read(self, column: str, convert: Callable[[str], Read], expected: str) -> Read | None:
        """A cell converted, None when it is empty; DataError with its place when it cannot be."""
        text = self.text(column)
        try:
            return convert(text) if text else None
        except (ValueError, KeyError) as error:
            raise DataError(
                f"Valeur illisible : « {text} ».", file=self.file, row=self.number, column=column, expected=expected
            ) from error

    def decimal(self, column: str, expected: str = "un nombre") -> float | None:
        """A number with a comma or a point, None when it is empty."""
        return self.read(column, _decimal, expected)


def _decimal(text: str) -> float:
    value = float(text.replace(",", "."))
    if not isfinite(value):
        raise ValueError(text)
    return value


def columns_of(path: Path) -> tuple[str, ...]:
    """The names of the columns, in lower case."""
    return next(_lines(path), ())


def listed_rows(path: Path, needed: tuple[str, ...], mend: str = "") -> Iterator[ListedRow]:
    """The rows of a UTF-8 CSV, separated by « ; » or « , »; DataError when a needed column is absent."""
    lines = _lines(path)
    names = next(lines, ())
    absent = [column for column in needed if column not in names]
    if absent:
        raise DataError(
            f"Il manque des colonnes : {', '.join(absent)}.",
            file=path.name,
            row=1,
            expected=f"au moins {', '.join(needed)}",
            mend=mend,
        )
    for number, line in enumerate(lines, start=2):
        if any(line):
            yield ListedRow(path.name, number, dict(zip(names, line, strict=False)))


def _lines(path: Path) -> Iterator[tuple[str, ...]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            first = stream.readline()
            stream.seek(0)
            lines = csv.reader(stream, delimiter=";" if ";" in first else ",")
            yield tuple(name.strip().lower() for name in next(lines, ()))
            for line in lines:
                yield tuple(cell.strip() for cell in line)
    except UnicodeDecodeError as error:
        raise DataError(
            "Ce fichier n’est pas dans l’encodage attendu.",
            file=path.name,
            expected="un texte en UTF-8",
            mend="Enregistrez-le à nouveau en CSV UTF-8.",
        ) from error
    except csv.Error as error:
        raise DataError("Ce fichier n’est pas un CSV lisible.", file=path.name, expected="un CSV en UTF-8") from error
