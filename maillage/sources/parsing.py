"""From a file and its layout to checked observations: numbers as producers write them, secrets kept secret."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NoReturn

import pyarrow as pa

from maillage.sources.fusion import Line, fuse
from maillage.sources.layout import Field, Layout
from maillage.sources.reading import damaged, header_of, rows_of
from maillage.tables.errors import DataError
from maillage.tables.observations import OBSERVATIONS
from maillage.tables.quality import Quality

Number = float | None
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
# Between thousands, producers put plain, non-breaking or narrow spaces.
SPACES = {ord(space): None for space in " \u00a0\u202f"}


def parse_file(path: Path, layout: Layout, wanted: frozenset[str] | None = None) -> pa.Table:
    """The observations of one file (OBSERVATIONS), for the codes wanted or all of them. All of the file, or nothing."""
    header = header_of(path, layout)
    if not path.is_file():
        raise DataError("Ce fichier n’existe pas.", file=path.name, mend="Vérifiez le chemin, puis relancez.")
    if header is None:
        raise damaged(path, layout)
    digits = layout.vintage(header)
    if not layout.fits(header) or digits is None:
        absent = [c for c in layout.columns if c.replace("{yy}", digits or "") not in header]
        raise DataError(
            f"Il manque des colonnes : {', '.join(absent[:6])}.",
            file=path.name,
            row=1,
            expected=f"les colonnes {', '.join(layout.columns[:8])} (séparateur « {layout.separator} »)",
            mend="Vérifiez le millésime et le producteur du fichier, ou écrivez une correspondance (--map).",
        )
    reader = _Reader(path, layout, digits)
    merged: dict[tuple[str, str, str, int, str], list[Line]] = {}
    for number, row in rows_of(path, layout):
        for line in reader.lines(number, row, wanted):
            _add(merged, line, layout, path, number)
    return OBSERVATIONS.build([fuse(parts) for parts in merged.values()], path.name)


def _add(merged: dict[Any, list[Line]], line: Line, layout: Layout, path: Path, number: int) -> None:
    parts = merged.setdefault(tuple(line[name] for name in OBSERVATIONS.key), [])
    if parts and not (layout.sum_rows or layout.listing):
        raise DataError(
            f"Le territoire {line['code']} est deux fois dans le fichier.",
            file=path.name,
            row=number,
            column=layout.code,
            expected="une seule ligne par territoire",
            mend="Supprimez la ligne en trop, ou téléchargez le fichier à nouveau.",
        )
    parts.append(line)


def _year_of(path: Path, layout: Layout, digits: str) -> int | None:
    """The year of a file: in its columns, in its name, or declared by its layout."""
    if digits:
        return layout.year or 2000 + int(digits)
    named = re.search(r"(?<!\d)(20\d\d)", path.stem) if layout.year_in_name else None
    year = int(named[1]) if named else layout.year
    if year is None and not layout.year_column and not all(entry.year for entry in layout.fields):
        raise DataError(
            "Impossible de savoir de quelle année est ce fichier.",
            file=path.name,
            expected="l’année dans le nom du fichier, par exemple « france-services_2024-08-01.csv »",
            mend="Renommez le fichier avec la date de sa publication.",
        )
    return year


class _Reader:
    """Reads the rows of one file."""

    def __init__(self, path: Path, layout: Layout, digits: str) -> None:
        self.path = path
        self.layout = layout
        self.digits = digits
        self.year = _year_of(path, layout, digits)
        self.seen: dict[str, int] = {}

    def lines(self, number: int, row: dict[str, Any], wanted: frozenset[str] | None) -> list[dict[str, Any]]:
        """The observations of one row."""
        layout = self.layout
        if any(str(row.get(column)) != value for column, value in layout.keep.items()):
            return []
        raw = row.get(layout.code)
        text = "" if raw is None else str(raw).strip()
        code, level = layout.code_aliases.get(text, (text, layout.level))
        if not code:
            self._refuse(number, layout.code, raw, "un code de territoire")
        if level == "commune":
            code = code.zfill(5)[: layout.code_length]
        if layout.identity:
            self._check_identity(number, row)
        if wanted is not None and code not in wanted:
            return []
        return [self._line(number, row, code, level, entry) for entry in layout.fields]

    def _check_identity(self, number: int, row: dict[str, Any]) -> None:
        """A place listed twice would be counted twice."""
        identity = str(row.get(self.layout.identity))
        if identity in self.seen:
            raise DataError(
                f"Le lieu {identity} est deux fois dans le fichier (lignes {self.seen[identity]} et {number}).",
                file=self.path.name,
                row=number,
                column=self.layout.identity,
                expected="une seule ligne par lieu",
                mend="Supprimez la ligne en trop, ou téléchargez le fichier à nouveau.",
            )
        self.seen[identity] = number

    def _year(self, number: int, row: dict[str, Any]) -> int | None:
        if not self.layout.year_column:
            return self.year
        text = str(row.get(self.layout.year_column))[:4]
        if not text.isdecimal():
            self._refuse(number, self.layout.year_column, row.get(self.layout.year_column), "une date AAAA-MM-JJ")
        return int(text)

    def _line(self, number: int, row: dict[str, Any], code: str, level: str, entry: Field) -> dict[str, Any]:
        numerator, top = self._sum(number, row, entry.numerator)
        denominator, bottom = self._sum(number, row, entry.denominator)
        value, quality = self._value(number, row, entry, numerator, denominator, top or bottom)
        if entry.complement and numerator is not None and denominator is not None:
            numerator = max(denominator - numerator, 0.0)
        return {
            "code": code,
            "level": level,
            "cog_year": self.layout.cog_year,
            "indicator": entry.indicator,
            "value": value,
            "numerator": numerator if value is not None else None,
            "denominator": denominator,
            "year": entry.year or self._year(number, row),
            "source": entry.source or self.layout.source,
            "quality": str(Quality.OUTDATED if self.layout.outdated and quality == Quality.OK else quality),
        }

    def _value(
        self, number: int, row: dict[str, Any], entry: Field, top: Number, bottom: Number, state: Quality | None
    ) -> tuple[Number, Quality]:
        if self.layout.listing:
            return 1.0, Quality.OK
        if entry.value:
            value, found = self._number(number, row, entry.value)
            value = None if value is None else value * entry.scale
            state = found
        elif state is None and top is not None and bottom:
            value = top / bottom
        else:
            value = None
        if value is not None and entry.complement:
            value = 1 - value
        declared = entry.flags.get(str(row.get(self._name(entry.flag)))) if entry.flag else None
        if value is None:
            return None, Quality(declared) if declared and declared != "ok" else state or Quality.NOT_AVAILABLE
        return value, Quality(declared) if declared else Quality.OK

    def _sum(self, number: int, row: dict[str, Any], columns: tuple[str, ...]) -> tuple[Number, Quality | None]:
        if not columns:
            return None, None
        total = 0.0
        for column in columns:
            value, state = self._number(number, row, column)
            if value is None:
                return None, state
            total += value
        return total, None

    def _number(self, number: int, row: dict[str, Any], column: str) -> tuple[Number, Quality | None]:
        name = self._name(column)
        raw = row.get(name)
        text = "" if raw is None or raw != raw else str(raw).strip()
        if text in self.layout.secret:
            return None, Quality.SECRET
        if text in self.layout.missing:
            return None, Quality.NOT_AVAILABLE
        if not isinstance(raw, int | float):
            text = text.replace(self.layout.decimal, ".").translate(SPACES)
        if not NUMBER.fullmatch(text):
            self._refuse(number, name, raw, "un nombre, « s » (secret) ou une case vide")
        return float(text), None

    def _name(self, column: str) -> str:
        return column.replace("{yy}", self.digits)

    def _refuse(self, number: int, column: str, raw: Any, expected: str) -> NoReturn:
        raise DataError(
            f"Valeur illisible : « {raw} ».",
            file=self.path.name,
            row=number,
            column=column,
            expected=expected,
            mend="Corrigez cette case, ou téléchargez le fichier à nouveau.",
        )
