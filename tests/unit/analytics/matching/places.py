"""Invented places for the tests of the matching: two towns that do not exist, nobody's real address."""

from __future__ import annotations

from typing import Any

from maillage.tables.places import PlaceRow

TOWN = {"commune_code": "99001", "commune_name": "Vallombre-sur-Orge", "postal_code": "99100"}
HERE = {"latitude": 48.5, "longitude": 2.2}
METRE = 1 / 111_195


def place(name: str = "Atelier du Moulin bleu", source: str = "alpha", source_id: str = "1", **values: Any) -> PlaceRow:
    """A place of Vallombre, 12 rue des Tanneurs, unless told otherwise."""
    known: dict[str, Any] = {**TOWN, **HERE, "address": "12 rue des Tanneurs", **values}
    return PlaceRow(source=source, source_id=source_id, name=name, **known)


def other(name: str = "Atelier du Moulin bleu", source: str = "beta", source_id: str = "2", **values: Any) -> PlaceRow:
    """The same place as another source writes it."""
    return place(name, source, source_id, **values)


def north_of(metres: float) -> dict[str, float]:
    """Coordinates so many metres north of the default ones."""
    return {"latitude": 48.5 + metres * METRE, "longitude": 2.2}
