"""Reads every cell of what the product exports, and says which would be computed by a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator

import openpyxl
from odfdo import Document

NUMBER = re.compile(r"[+-]?[0-9][0-9 .,\u202f\xa0]*")


def cells_of(name: str, body: bytes) -> Iterator[str]:
    """The cells of a table, whatever its format; nothing for what is no table."""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            names = archive.namelist()
        yield from _workbook(body) if "xl/workbook.xml" in names else _sheets(body) if "mimetype" in names else ()
    elif ".csv" in name:
        text = body.decode("utf-8-sig")
        separator = ";" if text.partition("\n")[0].count(";") else ","
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            yield from row


def _workbook(body: bytes) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(io.BytesIO(body)).worksheets:
        for row in sheet.iter_rows():
            # A text that openpyxl would write as a formula is typed as one.
            yield from ("=" if cell.data_type == "f" else cell.value for cell in row if isinstance(cell.value, str))


def _sheets(body: bytes) -> Iterator[str]:
    document = Document(io.BytesIO(body))
    if document.get_type() == "spreadsheet":
        for table in document.body.tables:
            yield from (cell for row in table.iter_values() for cell in row if isinstance(cell, str))


def computes(cell: str) -> bool:
    """Whether a spreadsheet may take this cell for a formula; a number or a telephone computes nothing."""
    first = unicodedata.normalize("NFKC", cell[:1])
    return first in ("=", "+", "-", "@", "\t", "\r", "\n") and first != "" and not NUMBER.fullmatch(cell)
