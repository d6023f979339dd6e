"""Figures that a higher app may quote without knowing who publishes them: each app registers where it finds its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from maillage.programme.territories.models import Commune
from maillage.programme.territories.names import plain

FOUND = 12
SHORTEST, LONGEST = 2, 100


@dataclass(frozen=True)
class PublishedFigure:
    """A figure in words, as it is today: `key` names it for ever, `source` says who says so."""

    key: str
    label: str
    value: str
    source: str


Finder = Callable[[str], Iterable[PublishedFigure]]
_finders: list[Finder] = []


def publish_figures(finder: Finder) -> None:
    """Register a function that finds figures by what a person types."""
    if finder not in _finders:
        _finders.append(finder)


def find_figures(typed: str) -> tuple[PublishedFigure, ...]:
    """The figures whose territory or subject is typed; nothing for less than two letters, or more than a name has."""
    if not SHORTEST <= len(typed.strip()) <= LONGEST:
        return ()
    return tuple(figure for finder in _finders for figure in finder(typed))[: 3 * FOUND]


def communes_typed(typed: str) -> tuple[Commune, ...]:
    """The communes whose name is typed."""
    found = Commune.objects.filter(search_name__contains=plain(typed)).order_by("search_name")
    return tuple(found[:FOUND])


def populations(typed: str) -> Iterable[PublishedFigure]:
    """The population of each commune typed."""
    for commune in communes_typed(typed):
        if commune.population is not None:
            yield PublishedFigure(
                f"population:{commune.code}",
                f"Population de {commune.name}",
                f"{commune.population:,} habitants".replace(",", "\u202f"),
                f"Insee, code officiel géographique {commune.cog_year}",
            )
