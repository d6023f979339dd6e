"""The permanences of conseillers numériques (JSON): the standard 0.1 with its own fees column and no Insee code."""

from __future__ import annotations

from dataclasses import replace

from maillage.sources.places import standard_v0
from maillage.sources.places.row import Row
from maillage.tables.places import PlaceRow

SOURCE = "conseiller-numerique"


def read(row: Row) -> PlaceRow:
    """One permanence."""
    row.text("source")
    place = standard_v0.read(row)
    return replace(
        place,
        source=SOURCE,
        fees=row.codes("conditions_access", "fees", standard_v0.FORM),
        programmes=place.programmes or ("conseiller_numerique",),
    )
