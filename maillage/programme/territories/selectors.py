"""Reads territories: by code, by name as people type it, and who belongs to what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import shapely
from django.db.models import Count, Q
from shapely.geometry.base import BaseGeometry

from maillage.programme.territories.models import Commune, Departement, Epci, Qpv
from maillage.programme.territories.names import plain
from maillage.tables.territories import RURAL_UNDER

FOUND_AT_MOST = 30


@dataclass(frozen=True)
class Found:
    """One answer of a territory search."""

    code: str
    name: str
    kind: str
    detail: str


def geography_loaded() -> bool:
    """True when the official geography is in the database."""
    return Commune.objects.exists()


def commune_of(code: str) -> Commune | None:
    """The commune with this code, or the one that an old code became."""
    communes = Commune.objects.select_related("departement__region", "epci", "ept")
    return communes.filter(code=code).first() or communes.filter(old_codes__old_code=code).first()


def epci_of(code: str) -> Epci | None:
    """The EPCI or EPT with this SIREN."""
    return Epci.objects.filter(code=code).first()


def departement_of(code: str) -> Departement | None:
    """The département with this code."""
    return Departement.objects.select_related("region").filter(code=code).first()


def communes_of_epci(code: str) -> tuple[tuple[str, str, str], ...]:
    """(code, name, département) of each commune of an EPCI or EPT, by name."""
    communes = Commune.objects.filter(Q(epci=code) | Q(ept=code)).order_by("search_name")
    return tuple(communes.values_list("code", "name", "departement_id"))


def territory_name(code: str) -> str:
    """The name of a commune, an EPCI, a département or a QPV by its code; "" when it is unknown."""
    found = commune_of(code) or epci_of(code) or departement_of(code) or Qpv.objects.filter(code=code).first()
    return found.name if found else ""


def communes_around(departement: str) -> frozenset[str]:
    """The communes of a département and the whole of the EPCI that reach over its border, EPT for the Grand Paris."""
    own = Commune.objects.filter(departement=departement)
    bodies = set(own.filter(ept__isnull=True).values_list("epci", flat=True))
    tables = set(own.filter(ept__isnull=False).values_list("ept", flat=True))
    wider = Commune.objects.filter(Q(departement=departement) | Q(epci__in=bodies - {None}) | Q(ept__in=tables))
    return frozenset(wider.values_list("code", flat=True))


def communes_within(code: str) -> frozenset[str]:
    """The communes of a commune, an EPCI, an EPT or a département by its code; empty when it is unknown."""
    commune = commune_of(code)
    if commune is not None:
        return frozenset({commune.code})
    inside = Commune.objects.filter(Q(epci=code) | Q(ept=code) | Q(departement=code))
    return frozenset(inside.values_list("code", flat=True))


@dataclass(frozen=True)
class Lived:
    """The people of a commune, its EPCI and EPT (or ""), and whether it has a QPV."""

    population: int
    epci: str
    ept: str
    has_qpv: bool

    @property
    def is_rural(self) -> bool:
        """Whether national engineering help is free here, which is what rural means in this programme."""
        return self.population < RURAL_UNDER


def communes_lived_in(departement: str) -> dict[str, Lived]:
    """The communes of a département by code."""
    quarters = {
        plain(name) for names in Qpv.objects.values_list("commune_names", flat=True) for name in names.split(",")
    }
    rows = Commune.objects.filter(departement=departement).values_list(
        "code", "population", "epci", "ept", "search_name"
    )
    return {code: Lived(people or 0, epci or "", ept or "", name in quarters) for code, people, epci, ept, name in rows}


def lived_within(codes: Iterable[str], departement: str, lived: Mapping[str, Lived]) -> frozenset[str]:
    """The communes of a list of territories among those already read: no query, but for a code of another time."""
    found: set[str] = set()
    for code in codes:
        inside = {one for one, at in lived.items() if code in (one, at.epci, at.ept, departement)}
        found |= inside or (communes_within(code) & lived.keys())
    return frozenset(found)


def territories_named(text: str) -> tuple[Found, ...]:
    """Territories whose name or code starts with, or contains, what was typed; the most likely first."""
    words = plain(text)
    if not words:
        return ()
    return (*_departements(words), *_epcis(words, text), *_communes(words))[:FOUND_AT_MOST]


def qpv_named(text: str) -> tuple[Found, ...]:
    """The QPV whose name or code was typed, « QPV » before it or not."""
    words = plain(text).removeprefix("qpv ").removeprefix("quartier ")
    if len(words) < 3:
        return ()
    found = Qpv.objects.filter(Q(code__iexact=words) | Q(search_name__contains=words)).order_by("name")
    return tuple(Found(one.code, one.name, "QPV", one.commune_names) for one in found[:FOUND_AT_MOST])


def qpv_outline(code: str) -> BaseGeometry | None:
    """The outline of a QPV in longitude and latitude; None when the code is not one's."""
    found = Qpv.objects.filter(code=code).values_list("outline", flat=True).first()
    return shapely.from_wkt(found) if found else None


def _departements(words: str) -> tuple[Found, ...]:
    return tuple(
        Found(d.code, d.name, "Département", f"code {d.code}")
        for d in Departement.objects.order_by("code")
        if d.code.lower() == words or words in plain(d.name)
    )


def _epcis(words: str, text: str) -> tuple[Found, ...]:
    bodies = Epci.objects.annotate(size=Count("communes")).order_by("name")
    return tuple(
        Found(e.code, e.name, e.get_kind_display(), f"SIREN {e.code}")
        for e in bodies
        if e.code == text.strip() or (len(words) > 2 and words in plain(e.name))
    )[:10]


def _communes(words: str) -> tuple[Found, ...]:
    base = Commune.objects.select_related("departement")
    matches = Q(code__iexact=words) | Q(search_name__contains=words) | Q(old_codes__old_code=words)
    rows = list(base.filter(matches).distinct()[:200])
    rows.sort(key=lambda c: (c.search_name != words, not c.search_name.startswith(words), -(c.population or 0)))
    return tuple(Found(c.code, c.name, "Commune", f"{c.departement.name} ({c.departement_id})") for c in rows)
