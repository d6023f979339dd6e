"""One row being read: typed access to its cells, each fault noted in passing, what nobody asked for counted as lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from maillage.sources.places import contacts, identifiers, localities
from maillage.sources.places.cells import as_text, clean, official_name, one_line, parse_date
from maillage.sources.places.faults import Faults
from maillage.sources.places.written_hours import understood_hours
from maillage.tables.vocabulary import code_of

SHORT, LONG = 300, 10_000
_OLDEST = date(1990, 1, 1)
_POSTAL = re.compile(r"^\d{5}$")


class Row:
    """The cells of one row by column name; an absent column is an empty cell."""

    def __init__(self, number: int, cells: dict[str, Any], faults: Faults, today: date) -> None:
        self.number = number
        self.today = today
        self._cells = cells
        self._faults = faults
        self._asked: set[str] = set()

    def fault(self, column: str, value: str, message: str, *, kept: bool = True) -> None:
        """Note what is wrong in a cell."""
        if message:
            self._faults.add(self.number, column, value, message, kept=kept)

    def paragraph(self, column: str, limit: int = LONG) -> str:
        """A text that may hold several lines."""
        self._asked.add(column)
        text, change = clean(self._cells.get(column), limit)
        self.fault(column, text, change)
        return text

    def text(self, column: str, limit: int = SHORT) -> str:
        """A text on one line."""
        return one_line(self.paragraph(column, limit))

    def parts(self, column: str, separators: str) -> tuple[str, ...]:
        """The values of a cell that holds several."""
        pieces = re.split(f"[{re.escape(separators)}\n]", self.paragraph(column))
        return tuple(dict.fromkeys(one_line(piece) for piece in pieces if piece.strip()))

    def codes(self, column: str, vocabulary: str, form: str, separators: str = "|;") -> tuple[str, ...]:
        """Our codes of published values; a value outside the vocabulary is said and counted as lost."""
        found: dict[str, None] = {}
        for value in self.parts(column, separators):
            code = code_of(vocabulary, form, value)
            if code:
                found[code] = None
            else:
                self.unknown_value(column, value)
        return tuple(found)

    def unknown_value(self, column: str, value: str) -> None:
        """A value that no vocabulary knows."""
        self.fault(column, value, "Cette valeur n’est pas dans la liste du standard : elle n’est pas reprise.")
        self._faults.lose(column, value)

    def contacts(self, column: str, read: Callable[[str], contacts.Found]) -> tuple[str, ...]:
        """The phones, e-mails or sites of a cell."""
        found, faults = read(self.text(column, 4000))
        for part, message in faults:
            self.fault(column, part, message)
        return found

    def site(self, column: str) -> str:
        """One site or nothing."""
        return next(iter(self.contacts(column, contacts.sites_of)), "")

    def pivot(self, column: str) -> tuple[str, str]:
        """(SIRET, RNA); a number that is neither is said and counted as lost, zeros apart."""
        text = self.text(column)
        siret, rna, message = identifiers.pivot_of(text)
        self.fault(column, text, message)
        if message and text.strip("0 "):
            self._faults.lose(column, text)
        return siret, rna

    def postal_code(self, column: str) -> str:
        """Five digits; the zero that a spreadsheet drops is put back."""
        text = self.text(column).replace(" ", "")
        if len(text) == 4 and text.isdecimal():
            text = f"0{text}"
        if text and not (_POSTAL.match(text) and text.isascii()):
            self.fault(column, text, "Ce n’est pas un code postal : il faut 5 chiffres.")
            return ""
        return text

    def commune(self, name_column: str, postal_code: str, code_column: str = "") -> tuple[str, str]:
        """(Insee code, name): by code where there is one, else by name and postal code."""
        name = self.text(name_column) if name_column else ""
        written = self.text(code_column) if code_column else ""
        code = localities.known_commune(written) if written else ""
        if written and not code:
            self.fault(code_column, written, "Ce code Insee ne désigne aucune commune.")
        if not code and name:
            return self.commune_named(name_column, name, postal_code)
        return code, official_name(code) or name

    def commune_named(self, column: str, name: str, postal_code: str) -> tuple[str, str]:
        """(Insee code, name) by name and postal code."""
        code, doubt = localities.find_commune(name, postal_code)
        message = doubt or ("" if code else "Commune introuvable avec ce nom et ce code postal.")
        self.fault(column, name, message)
        return code, official_name(code) or name

    def coordinates(self, latitude: str, longitude: str, commune_code: str) -> tuple[float | None, float | None]:
        """Degrees put right, or nothing."""
        return self._located(latitude, self.text(latitude), self.text(longitude), commune_code)

    def coordinate_pair(self, column: str, commune_code: str) -> tuple[float | None, float | None]:
        """« latitude, longitude » in one cell."""
        north, _, east = re.sub(r"[;\s]+", ",", self.text(column)).partition(",")
        return self._located(column, north, east.lstrip(","), commune_code)

    def hours(self, column: str) -> tuple[str, str]:
        """(OSM hours, the text as it was when it is not understood)."""
        text = self.text(column, 2000)
        hours, message = understood_hours(text)
        self.fault(column, text, message)
        return hours, "" if hours else text

    def date(self, column: str) -> date | None:
        """A date neither absurdly old nor to come."""
        text = self.text(column)
        found = parse_date(text) if text else None
        if text and (found is None or not _OLDEST <= found <= self.today):
            self.fault(column, text, "Ce n’est pas une date passée, lisible.")
            return None
        return found

    def _located(self, column: str, north: str, east: str, commune_code: str) -> tuple[float | None, float | None]:
        latitude, longitude, message = localities.located(north, east, commune_code)
        self.fault(column, f"{north} ; {east}", message)
        return latitude, longitude

    def leftovers(self) -> None:
        """Count as lost every filled cell that no field of ours received."""
        for column, value in self._cells.items():
            if column not in self._asked and as_text(value).strip():
                self._faults.lose(column, "")
