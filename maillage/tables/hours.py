"""The one written form of opening hours, OSM's: whether a text follows it, and in which words it does not.

Holidays are those of France. What the hours mean on a given day belongs to `analytics.hours`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]

LONGEST = 2000
_PLACE = re.compile(r"--> 1:(\d+)")
_EMPTY_RANGE = re.compile(r"(?<![\d:])(\d?\d:\d\d)\s*-\s*(\d?\d:\d\d)(?![\d:])")


@dataclass(frozen=True)
class CheckedHours:
    """Hours in their tidy form, or the reason in French why they are not known."""

    hours: str = ""
    reason: str = ""

    @property
    def known(self) -> bool:
        """Whether there is something to read."""
        return bool(self.hours)


def check_hours(text: str) -> CheckedHours:
    """The tidy form of an OSM string; a text that is not one keeps no hours and says where it stops being readable."""
    wanted = " ".join(text.split()).rstrip("; ")
    if not wanted:
        return CheckedHours(reason="Horaires non renseignés.")
    if len(wanted) > LONGEST or not wanted.isprintable():
        return CheckedHours(reason="Horaires trop longs ou contenant des caractères invisibles.")
    try:
        OpeningHours(wanted, country="FR")
    except ParserError as error:
        return CheckedHours(reason=_reason(wanted, str(error)))
    for start, end in _EMPTY_RANGE.findall(wanted):
        if start.zfill(5) == end.zfill(5):
            return CheckedHours(reason=f"La plage « {start}-{end} » commence et finit à la même heure.")
    return CheckedHours(hours=wanted)


@lru_cache(maxsize=8192)
def parsed_hours(text: str) -> OpeningHours | None:
    """The library's reading of an OSM string, or None."""
    try:
        return OpeningHours(text, country="FR")
    except ParserError:
        return None


def _reason(text: str, message: str) -> str:
    place = _PLACE.search(message)
    rest = text[int(place[1]) - 1 :] if place else text
    return f"Écriture des horaires non reconnue à partir de « {rest[:60] or text[:60]} »."
