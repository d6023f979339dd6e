"""Errors about data, in French, that say what is wrong, where, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class DataError(Exception):
    """A file or table that cannot be used as it is.

    Every part is French text ready for a user; `row` counts from 1, header included, as a spreadsheet shows it.
    """

    what: str
    file: str = ""
    row: int | None = None
    column: str = ""
    expected: str = ""
    mend: str = ""

    def __str__(self) -> str:
        """The whole message, one line a part."""
        where = ", ".join(
            part
            for part in (
                f"fichier « {self.file} »" if self.file else "",
                f"ligne {self.row}" if self.row is not None else "",
                f"colonne « {self.column} »" if self.column else "",
            )
            if part
        )
        lines = [self.what]
        if where:
            lines.append(f"Où : {where}.")
        if self.expected:
            lines.append(f"Attendu : {self.expected}.")
        if self.mend:
            lines.append(f"Que faire : {self.mend}")
        return "\n".join(lines)
