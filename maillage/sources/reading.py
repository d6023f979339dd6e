"""Opens a file in any of the known formats and gives its header and rows, or a DataError that says what is wrong."""

from __future__ import annotations

import csv
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl.utils.exceptions import InvalidFileException

from maillage.sources.layout import Layout
from maillage.tables.errors import DataError

SUFFIXES = {"csv": (".csv", ".txt"), "xlsx": (".xlsx",), "parquet": (".parquet",), "json": (".json",)}
Row = dict[str, Any]
DAMAGE = (
    OSError,
    EOFError,
    SyntaxError,
    ValueError,
    KeyError,
    IndexError,
    StopIteration,
    csv.Error,
    zlib.error,
    zipfile.BadZipFile,
    InvalidFileException,
    pa.ArrowException,
)
_LOOKUP = re.compile(r"(\w+)\[(\w+)=([^\]]*)\]$")


def header_of(path: Path, layout: Layout) -> list[str] | None:
    """The column names of a file, or None when it is not of the layout's format or cannot be opened."""
    if path.suffix.lower() not in SUFFIXES[layout.format]:
        return None
    try:
        return _HEADERS[layout.format](path, layout)
    except DAMAGE:
        return None


def rows_of(path: Path, layout: Layout) -> Iterator[tuple[int, Row]]:
    """(row number as a spreadsheet shows it, row) of every row; a DataError when the file is damaged."""
    try:
        yield from _ROWS[layout.format](path, layout)
    except UnicodeDecodeError as error:
        raise DataError(
            "Ce fichier n’est pas dans l’encodage attendu.",
            file=path.name,
            row=_undecodable_row(path, layout),
            expected=f"un texte en {layout.encoding.upper()}",
            mend="Enregistrez-le à nouveau en UTF-8, ou nommez son encodage dans une correspondance (--map).",
        ) from error
    except DAMAGE as error:
        raise damaged(path, layout, error) from error


def opens(path: Path) -> bool:
    """False for a spreadsheet or a Parquet file that cannot be opened for what its name says."""
    try:
        if path.suffix.lower() == ".xlsx":
            openpyxl.load_workbook(path, read_only=True).close()
        elif path.suffix.lower() == ".parquet":
            pq.read_schema(path)
    except DAMAGE:
        return False
    return True


def damaged(path: Path, layout: Layout, error: Exception | None = None) -> DataError:
    """The error about a file that cannot be opened for what its name says."""
    why = f" ({type(error).__name__})" if error else ""
    return DataError(
        f"Ce fichier est abîmé ou n’est pas un vrai fichier {layout.format.upper()}{why}.",
        file=path.name,
        expected=f"un fichier {layout.format.upper()} complet",
        mend="Téléchargez-le à nouveau auprès de son producteur.",
    )


def _undecodable_row(path: Path, layout: Layout) -> int | None:
    if layout.format != "csv":
        return None
    with path.open("rb") as stream:
        for number, raw in enumerate(stream, start=1):
            try:
                raw.decode(layout.encoding)
            except UnicodeDecodeError:
                return number
    return None


def _csv_header(path: Path, layout: Layout) -> list[str]:
    # A stray byte further down must not hide the file: reading its rows will name the one at fault.
    with path.open(encoding=layout.encoding, errors="replace", newline="") as stream:
        return next(islice(csv.reader(stream, delimiter=layout.separator), layout.skip, None))


def _csv_rows(path: Path, layout: Layout) -> Iterator[tuple[int, Row]]:
    with path.open(encoding=layout.encoding, newline="") as stream:
        reader = csv.reader(stream, delimiter=layout.separator)
        header = next(islice(reader, layout.skip, None))
        for number, cells in enumerate(reader, start=layout.skip + 2):
            if len(cells) != len(header):
                raise DataError(
                    f"Cette ligne a {len(cells)} cases au lieu de {len(header)} : le fichier est sans doute tronqué.",
                    file=path.name,
                    row=number,
                    expected=f"{len(header)} cases séparées par « {layout.separator} »",
                    mend="Téléchargez le fichier à nouveau, en entier.",
                )
            yield number, dict(zip(header, cells, strict=True))


def _xlsx_header(path: Path, layout: Layout) -> list[str]:
    sheet = openpyxl.load_workbook(path, read_only=True, data_only=True).worksheets[0]
    return [str(cell) for cell in next(sheet.iter_rows(values_only=True))]


def _xlsx_rows(path: Path, layout: Layout) -> Iterator[tuple[int, Row]]:
    sheet = openpyxl.load_workbook(path, read_only=True, data_only=True).worksheets[0]
    lines = sheet.iter_rows(values_only=True)
    header = [str(cell) for cell in next(lines)]
    for number, cells in enumerate(lines, start=2):
        yield number, dict(zip(header, cells, strict=False))


def _parquet_header(path: Path, layout: Layout) -> list[str]:
    return list(pq.read_schema(path).names)


def _parquet_rows(path: Path, layout: Layout) -> Iterator[tuple[int, Row]]:
    names = list(pq.read_schema(path).names)
    digits = layout.vintage(names) or ""
    table = pq.read_table(path, columns=[c.replace("{yy}", digits) for c in layout.columns])
    yield from enumerate(table.to_pylist(), start=2)


def _json_header(path: Path, layout: Layout) -> list[str]:
    first = next(iter(_json_records(path)), {})
    return [column for column in layout.columns if _follow(first, column) is not _ABSENT]


def _json_rows(path: Path, layout: Layout) -> Iterator[tuple[int, Row]]:
    for number, record in enumerate(_json_records(path), start=1):
        row = {column: _follow(record, column) for column in layout.columns}
        yield number, {column: None if value is _ABSENT else value for column, value in row.items()}


def _json_records(path: Path) -> list[Row]:
    content = json.loads(path.read_text(encoding="utf-8"))
    if isinstance(content, list):
        return content
    if isinstance(content, dict) and "code" in content:
        return [content]
    if isinstance(content, dict):
        return [{**record, "key": key} for key, record in content.items() if isinstance(record, dict)]
    raise KeyError("records")


_ABSENT = object()


def _follow(record: Any, path: str) -> Any:
    """The value at "themes.habitants.repartition[label=Bac+2].value", or _ABSENT."""
    for step in re.split(r"\.(?![^\[]*\])", path):
        lookup = _LOOKUP.match(step)
        if lookup:
            lines = record.get(lookup[1], []) if isinstance(record, dict) else []
            record = next((line for line in lines if line.get(lookup[2]) == lookup[3]), _ABSENT)
        else:
            record = record.get(step, _ABSENT) if isinstance(record, dict) else _ABSENT
        if record is _ABSENT:
            return _ABSENT
    return record


_HEADERS = {"csv": _csv_header, "xlsx": _xlsx_header, "parquet": _parquet_header, "json": _json_header}
_ROWS = {"csv": _csv_rows, "xlsx": _xlsx_rows, "parquet": _parquet_rows, "json": _json_rows}
