"""The tables of a PDF as its text lays them out: the second line of a cell joins the first, by its column."""

from __future__ import annotations

import re

_CELL = re.compile(r"\S+(?: {1,2}\S+)*")
_NEAR = 2


def cells_joined(text: str) -> str:
    """The text with each row of a table on one line; the lines freed are left blank, so that numbers stay."""
    lines = text.split("\n")
    starts: list[int] = []
    row: list[str] = []
    place = 0
    for k, line in enumerate(lines):
        found = [(match.start(), match[0]) for match in _CELL.finditer(line)]
        columns = [_column(start, starts) for start, _ in found]
        if row and found and len(found) < len(row) and all(column > 0 for column in columns):
            for column, (_, words) in zip(columns, found, strict=True):
                row[column] += f" {words}"
            lines[place], lines[k] = "    ".join(row), ""
        else:
            several = len(found) > 1 and found[0][0] < 30
            starts, row, place = ([s for s, _ in found], [w for _, w in found], k) if several else ([], [], 0)
    return "\n".join(lines)


def _column(start: int, starts: list[int]) -> int:
    return next((k for k, known in enumerate(starts) if abs(known - start) <= _NEAR), -1)
