"""Which services a row says it is, by the words of its name first, by its declared kinds otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from maillage.analytics.matching.names import NameForm
from maillage.analytics.matching.spec import Service, spec
from maillage.tables.places import PlaceRow

FRANCE_SERVICES_KIND = "rfs"


@dataclass(frozen=True, slots=True)
class Services:
    """Service families named by words, by kinds; whether it is a France services; whether its name says it moves.

    `fixed` is what the row declares about itinerance, None when it says nothing.
    """

    named: frozenset[str]
    declared: frozenset[str]
    france_services: bool
    itinerant: bool
    fixed: bool | None

    @property
    def moves(self) -> bool:
        """Itinerant by its name, its kind or its own declaration."""
        return self.itinerant or self.fixed is False

    @property
    def all(self) -> frozenset[str]:
        """The families named, or else those declared: a name is written with more care than a typology."""
        return self.named or self.declared


def services_of(name: NameForm, row: PlaceRow) -> Services:
    """The services of a row."""
    rules = spec()
    padded = f" {name.text} "
    kinds = frozenset(row.kinds)
    return Services(
        named=frozenset(code for code, words in _patterns() if any(word in padded for word in words)),
        declared=frozenset(service.code for service in rules.services if service.kinds & kinds),
        france_services=name.france_services or FRANCE_SERVICES_KIND in kinds,
        itinerant=bool(kinds & rules.itinerant.kinds) or _says(rules.itinerant, padded),
        fixed=None if row.itinerant is None else not row.itinerant,
    )


def _says(service: Service, padded: str) -> bool:
    return any(f" {word} " in padded for word in service.words)


@lru_cache
def _patterns() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((service.code, tuple(f" {word} " for word in service.words)) for service in spec().services)
