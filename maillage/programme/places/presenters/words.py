"""The French word of each field of a place, those that no exchange format has included."""

from __future__ import annotations

from maillage.tables.places import FIELD_WORDS

_OURS = {
    "commune": "commune",
    "position": "position",
    "languages": "langues parlées",
    "accessibility": "accessibilité",
    "equipment": "matériel",
    "no_identifier_reason": "raison de l’absence de SIRET et de RNA",
}


def field_word(field: str) -> str:
    """« horaires » for `hours`."""
    return FIELD_WORDS.get(field) or _OURS.get(field, field)
