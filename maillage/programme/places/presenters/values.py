"""The value of any field in French words: for reviews, histories and pages without account."""

from __future__ import annotations

from typing import Any

from maillage.analytics.hours.french import week_words
from maillage.design.typography import spoken_phone
from maillage.tables.vocabulary import labels_of

EMPTY = "non connu"


def value_words(field: str, value: Any) -> str:
    """A value as people read it; an unknown one is said so."""
    if value in (None, "", []):
        return EMPTY
    if isinstance(value, bool):
        return "oui" if value else "non"
    if field == "hours":
        return week_words(str(value))
    if field == "phones":
        return ", ".join(spoken_phone(phone) for phone in value)
    if isinstance(value, list | tuple):
        return ", ".join(_listed(field, value))
    return str(value)


def _listed(field: str, codes: Any) -> tuple[str, ...]:
    try:
        return labels_of(field, codes)
    except KeyError:
        return tuple(str(code) for code in codes)
