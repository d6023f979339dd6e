"""How many places there are, as figures that a meeting can quote."""

from __future__ import annotations

from collections.abc import Iterable

from maillage.programme.places.selectors.counts import places_by_commune
from maillage.programme.territories.figures import PublishedFigure, communes_typed
from maillage.programme.territories.names import plain

SOURCE = "Maillage, répertoire des lieux"


def place_counts(typed: str) -> Iterable[PublishedFigure]:
    """The number of places of each commune typed, and of the whole directory for « lieux »."""
    counts = places_by_commune()
    if plain(typed) in "lieux":
        yield PublishedFigure(
            "places", "Lieux d’accompagnement, ensemble du répertoire", _words(sum(counts.values())), SOURCE
        )
    for commune in communes_typed(typed):
        label = f"Lieux d’accompagnement à {commune.name}"
        yield PublishedFigure(f"places:{commune.code}", label, _words(counts.get(commune.code, 0)), SOURCE)


def _words(count: int) -> str:
    return f"{count} lieux" if count > 1 else f"{count} lieu"
