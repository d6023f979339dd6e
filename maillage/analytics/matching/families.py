"""Which services a row says it is, by the words of its name first, by its declared kinds otherwise."""

from __future__ import annotations

from collections.abc import Iterator
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
        named=frozenset(_named(name.text.split(), padded)),
        declared=frozenset(service.code for service in rules.services if service.kinds & kinds),
        france_services=name.france_services or FRANCE_SERVICES_KIND in kinds,
        itinerant=bool(kinds & rules.itinerant.kinds) or _says(rules.itinerant, padded),
        fixed=None if row.itinerant is None else not row.itinerant,
    )


def _says(service: Service, padded: str) -> bool:
    return any(f" {word} " in padded for word in service.words)


def _named(words: list[str], padded: str) -> Iterator[str]:
    single, several = _patterns()
    yield from (single[word] for word in words if word in single)
    yield from (code for phrase, code in several if phrase in padded)


@lru_cache
def _patterns() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Service words by word, for a direct look-up, and phrases of several words to be searched."""
    entries = [(word, service.code) for service in spec().services for word in service.words]
    single = {word: code for word, code in entries if " " not in word}
    return single, tuple((f" {word} ", code) for word, code in entries if " " in word)
