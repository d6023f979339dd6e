"""Opens a file of places, CSV, XLSX or JSON, and gives its header and rows whatever the encoding and separator."""

from __future__ import annotations

import csv
import io
import json
import warnings
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from maillage.sources.places import bounds
from maillage.sources.places.cells import clean, one_line
from maillage.sources.places.faults import Faults
from maillage.tables.errors import DataError

SEPARATORS = (",", ";", "\t", "|")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LISTS = ("data", "items", "results", "lieux", "structures", "records")

Cells = dict[str, Any]


@dataclass(frozen=True)
class Opened:
    """What a file contains before any meaning is given to it; rows are numbered as a spreadsheet shows them."""

    form: str
    encoding: str
    separator: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, Cells], ...]


def open_table(path: Path, faults: Faults) -> Opened:
    """The table of a file; a DataError when it is not one."""
    content = bounds.read_bytes(path)
    if content.startswith(b"PK"):
        return _workbook(content, path, faults)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise bounds.refusal("C’est un ancien classeur Excel (.xls).", path, "Enregistrez-le en .xlsx ou en CSV.")
    text, encoding = _decoded(content, path)
    if text.lstrip()[:1] in "[{" and path.suffix.lower() not in {".csv", ".tsv"}:
        return _json(content, text, encoding, path)
    return _csv(text, encoding, path, faults)


def _decoded(content: bytes, path: Path) -> tuple[str, str]:
    tried = [name for mark, name in _BOMS if content.startswith(mark)] or ["utf-8", "cp1252"]
    for encoding in tried:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        controls = sum(1 for c in text[:20_000] if ord(c) < 32 and c not in "\t\r\n\f\v")
        if controls * 20 <= min(len(text), 20_000):
            return text, encoding
    raise bounds.refusal(
        "Ce fichier n’est pas un texte lisible.", path, "Enregistrez-le en CSV UTF-8, en XLSX ou en JSON."
    )


def _csv(text: str, encoding: str, path: Path, faults: Faults) -> Opened:
    lines = text.lstrip("\r\n\ufeff")
    skipped = text[: len(text) - len(lines)].count("\n")
    first = lines.split("\n", 1)[0]
    separator = max(SEPARATORS, key=lambda sign: _width(first, sign))
    reader = csv.reader(io.StringIO(lines, newline=""), delimiter=separator)
    rows: list[tuple[int, Cells]] = []
    filled = 0
    try:
        titles = next(reader, [])
        _check_widths(titles, 1 + skipped, path)
        header = _header(titles, path, faults)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                row = _csv_row(header, cells, reader.line_num + skipped, path, faults)
                rows += [(reader.line_num + skipped, row)] if row is not None else []
                filled += len(row or ())
                bounds.check_counts(len(header), len(rows), path, filled)
    except csv.Error as error:
        raise bounds.refusal(
            "Une case est démesurée ou un guillemet n’est pas fermé.",
            path,
            "Ouvrez le fichier dans un tableur et enregistrez-le à nouveau en CSV.",
            row=reader.line_num + skipped,
        ) from error
    return Opened("csv", encoding, separator, tuple(name for name in header if name), tuple(rows))


def _csv_row(header: list[str], cells: list[str], number: int, path: Path, faults: Faults) -> Cells | None:
    _check_widths(cells, number, path)
    if any(cell.strip() for cell in cells[len(header) :]):
        faults.add(
            number,
            "",
            clean(cells[0], 200)[0],
            f"Cette ligne a {len(cells)} cases au lieu de {len(header)} : elle est décalée et n’est pas lue.",
            kept=False,
        )
        return None
    return {name: cell for name, cell in zip(header, cells, strict=False) if name and cell}


def _check_widths(cells: list[str], number: int, path: Path) -> None:
    """The bound on a cell, which the csv module's own may exceed: a library can raise it for the whole process."""
    if max(map(len, cells), default=0) > bounds.MAX_CELL:
        raise bounds.refusal(
            f"Une case a plus de {bounds.MAX_CELL} caractères.", path, "Vérifiez les guillemets.", row=number
        )


def _width(line: str, separator: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=separator), []))
    except csv.Error:
        return 0


def _column_name(cell: Any) -> str:
    return one_line(clean(cell, 200)[0])


def _header(cells: list[Any], path: Path, faults: Faults) -> list[str]:
    bounds.check_counts(len(cells), 0, path)
    names: list[str] = []
    for cell in cells:
        name = _column_name(cell)
        if name and name in names:
            faults.add(1, name, "", "Cette colonne est deux fois dans le fichier : la première est lue.")
            name = ""
        names.append(name)
    if not any(names):
        raise bounds.refusal("La première ligne ne nomme aucune colonne.", path, "Ajoutez une ligne de titres.")
    return names


def _workbook(content: bytes, path: Path, faults: Faults) -> Opened:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            bounds.check_workbook(archive, path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _sheet(content, path, faults)
    except DataError:
        raise
    # A damaged workbook fails anywhere inside zipfile, the XML parser or openpyxl, with any kind of exception.
    except Exception as error:
        raise bounds.refusal(
            f"Ce classeur est abîmé ou n’en est pas un ({type(error).__name__}).",
            path,
            "Ouvrez-le dans un tableur et enregistrez-le à nouveau.",
            expected="un classeur .xlsx",
        ) from error


def _sheet(content: bytes, path: Path, faults: Faults) -> Opened:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    if len(book.worksheets) > 1:
        faults.add(1, "", "", f"Ce classeur a {len(book.worksheets)} feuilles : seule la première est lue.")
    sheet = book.worksheets[0]
    sheet.reset_dimensions()
    header: list[str] = []
    rows: list[tuple[int, Cells]] = []
    filled = 0
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        bounds.check_counts(len(cells), number, path, filled)
        if all(cell is None or cell == "" for cell in cells):
            continue
        if not header:
            header = _header(list(cells), path, faults)
            continue
        row = {name: cell for name, cell in zip(header, cells, strict=False) if name and cell is not None}
        filled += len(row)
        rows.append((number, row))
    if not header:
        raise bounds.refusal(
            "La première feuille du classeur est vide.", path, "Mettez le tableau en première feuille."
        )
    return Opened("xlsx", "", "", tuple(name for name in header if name), tuple(rows))


def _json(content: bytes, text: str, encoding: str, path: Path) -> Opened:
    bounds.check_json(content, path)
    try:
        whole = json.loads(text.lstrip("\ufeff"), parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        raise bounds.refusal(
            "Ce fichier JSON est abîmé ou coupé.", path, "Téléchargez-le à nouveau, en entier."
        ) from error
    records = _records(whole)
    if records is None:
        raise bounds.refusal("Ce JSON n’est pas une liste de lieux.", path, expected="une liste d’objets, un par lieu")
    names = {name: _column_name(name) for record in records for name in record}
    records = [{names[name]: value for name, value in record.items() if names[name]} for record in records]
    header = tuple(dict.fromkeys(name for name in names.values() if name))
    bounds.check_counts(len(header), len(records), path)
    if not header:
        raise bounds.refusal("Ce JSON ne contient aucun lieu.", path, expected="une liste d’objets, un par lieu")
    return Opened("json", encoding, "", header, tuple(enumerate(records, start=1)))


def _records(whole: Any) -> list[Cells] | None:
    if isinstance(whole, dict):
        whole = next((whole[name] for name in _LISTS if isinstance(whole.get(name), list)), None)
    if not isinstance(whole, list) or not all(isinstance(record, dict) for record in whole):
        return None
    return whole
