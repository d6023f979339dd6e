"""Cells of exported tables: no text from outside may become a formula in a spreadsheet."""

from __future__ import annotations

from typing import Any

# What Excel and LibreOffice take for the start of a formula, in full width too (OWASP, CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(value: Any) -> Any:
    """The value, a text that would start a formula being quoted."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
