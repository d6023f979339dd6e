"""Where something typed is: the communes that a name, a code or a postal code may mean, and how far a point is."""

from __future__ import annotations

import re

from shapely.geometry import Point

from maillage.programme.places.selectors.directory import home_communes
from maillage.programme.territories.models import Commune
from maillage.programme.territories.names import plain
from maillage.programme.territories.selectors import Found, commune_of, territories_named
from maillage.sources.cog import departement_of, postal_codes
from maillage.sources.outlines import commune_outlines
from maillage.tables.errors import DataError

KM_PER_DEGREE = 111.0
_FIVE = re.compile(r"^\d[\dAB]\d{3}$", re.IGNORECASE)


def communes_written(text: str, postal_code: str = "") -> tuple[Found, ...]:
    """The communes that a text may mean: one when it is sure, several to choose from, the programme's own first."""
    wanted = " ".join(text.split())
    found = _by_code(wanted) if _FIVE.match(wanted) else ()
    found = found or _by_name(plain(wanted))
    if len(found) > 1 and postal_code:
        found = tuple(place for place in found if postal_code in postal_codes().get(place.code, ())) or found
    return found


def _by_name(words: str) -> tuple[Found, ...]:
    """The communes of that very name, else those of the programme that contain it, else any other."""
    if not words:
        return ()
    communes, home = Commune.objects.select_related("departement"), home_communes()
    exact = sorted(communes.filter(search_name=words), key=lambda commune: commune.code not in home)
    near = exact or list(communes.filter(code__in=home, search_name__contains=words).order_by("search_name"))
    if near:
        return tuple(_found(commune) for commune in near)
    return tuple(place for place in territories_named(words) if place.kind == "Commune")


def commune_with_code(code: str) -> Commune | None:
    """The commune with this code, the one that an old code became included."""
    return commune_of(code)


def km_outside(latitude: float, longitude: float, code: str) -> float:
    """How far a point is outside a commune, in kilometres; 0 inside, or where no outline is known."""
    try:
        outline = commune_outlines(departement_of(code)).get(code)
    except DataError:
        return 0.0
    return float(outline.distance(Point(longitude, latitude))) * KM_PER_DEGREE if outline is not None else 0.0


def _by_code(text: str) -> tuple[Found, ...]:
    commune = commune_of(text.upper())
    if commune is not None:
        return (_found(commune),)
    codes = [code for code, postal in postal_codes().items() if text in postal]
    return tuple(_found(commune) for commune in Commune.objects.filter(code__in=codes).select_related("departement"))


def _found(commune: Commune) -> Found:
    where = f"{commune.departement.name} ({commune.departement_id})"
    return Found(commune.code, commune.name, "Commune", where)
