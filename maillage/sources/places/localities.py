"""Where a place is: its commune found by code, or by name and postal code, and coordinates that make sense."""

from __future__ import annotations

import math
import re
from functools import lru_cache

import shapely
from rapidfuzz import fuzz, process
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from maillage.sources.cog import communes, departement_of, passages
from maillage.sources.outlines import departement_outlines
from maillage.sources.places.cells import folded, official_name

_ARRONDISSEMENTS = (("751", "75056"), ("6938", "69123"), ("132", "13055"))
_TAIL = re.compile(r"\b(?:cedex|cedx)\b.*$|\b\d+\s*(?:er|e|eme)?\s*(?:arrondissement)?\s*$")
# West, south, east, north of each part of France, generous.
_FRANCE = (
    (-5.6, 41.2, 10.0, 51.4), (-63.3, 14.2, -60.6, 18.3), (-55.0, 1.9, -51.3, 6.1), (55.0, -21.6, 56.1, -20.7),
    (44.8, -13.2, 45.5, -12.4), (-56.8, 46.5, -55.9, 47.3), (-179.5, -28.5, -133.5, -7.5), (156.0, -26.0, 175.0, -13.0),
)  # fmt: skip
# The outlines are drawn lightly: a place this near (about 2 km) may be inside.
_MARGIN = 0.025


def known_commune(code: str) -> str:
    """The current code of a commune code, old codes and arrondissements followed; empty when it is unknown."""
    current = code.strip().upper()
    if len(current) == 4 and current.isdecimal():
        current = f"0{current}"
    for start, city in _ARRONDISSEMENTS:
        if current.startswith(start) and len(current) == 5:
            current = city
    if official_name(current):
        return current
    return _became().get(current, "")


def find_commune(name: str, postal_code: str) -> tuple[str, str]:
    """(code, doubt in French or nothing) of a commune by name among those of the postal code's département."""
    wanted = _plain(name)
    if not wanted:
        return "", ""
    near = _by_departement().get(_departement(postal_code), {})
    if postal_code.startswith("20"):
        near = {**_by_departement()["2A"], **_by_departement()["2B"]}
    if wanted in near:
        return near[wanted], ""
    close = process.extractOne(wanted, near.keys(), scorer=fuzz.ratio, score_cutoff=90) if near else None
    if close:
        return near[close[0]], f"Commune comprise comme {official_name(near[close[0]])}."
    everywhere = [names[wanted] for names in _by_departement().values() if wanted in names]
    if len(everywhere) == 1 and len(wanted) > 4:
        return everywhere[0], f"Commune trouvée dans le département {departement_of(everywhere[0])}."
    return "", ""


def located(latitude: str, longitude: str, commune_code: str) -> tuple[float | None, float | None, str]:
    """(latitude, longitude, fault): 0,0 is dropped, swapped numbers are put right, a far place is said."""
    if not latitude and not longitude:
        return None, None, ""
    north, east = _degrees(latitude), _degrees(longitude)
    if north is None or east is None:
        return None, None, "Coordonnées illisibles : il faut deux nombres en degrés."
    if north == 0 and east == 0:
        return None, None, "Coordonnées 0,0 : elles ne désignent aucun lieu."
    departement = departement_of(commune_code) if commune_code else ""
    inside = [_inside(a, b, departement) for a, b in ((north, east), (east, north))]
    if inside[0]:
        return north, east, ""
    if inside[1]:
        return east, north, "Latitude et longitude étaient inversées : elles ont été remises dans l’ordre."
    if not _in_france(north, east):
        return None, None, "Ces coordonnées ne sont pas en France."
    return north, east, f"Ces coordonnées sont hors du département {departement} de la commune : à vérifier."


def departement_named(commune_code: str, postal_code: str) -> str:
    """The département of a row, for its phones."""
    return departement_of(commune_code) if commune_code else _departement(postal_code)


def _degrees(text: str) -> float | None:
    try:
        value = float(text.replace(",", ".").replace(" ", ""))
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= 180 else None


def _inside(north: float, east: float, departement: str) -> bool:
    outline = _outlines().get(departement)
    if outline is not None:
        return bool(outline.covers(Point(east, north)))
    return _in_france(north, east)


def _in_france(north: float, east: float) -> bool:
    return any(west <= east <= last and south <= north <= top for west, south, last, top in _FRANCE)


@lru_cache
def _outlines() -> dict[str, BaseGeometry]:
    wide: dict[str, BaseGeometry] = {code: shape.buffer(_MARGIN) for code, shape in departement_outlines().items()}
    for shape in wide.values():
        shapely.prepare(shape)
    return wide


@lru_cache
def _became() -> dict[str, str]:
    table = passages()
    found: dict[str, set[str]] = {}
    for old, new in zip(table["old_code"].to_pylist(), table["new_code"].to_pylist(), strict=True):
        found.setdefault(old, set()).add(new)
    return {old: next(iter(new)) for old, new in found.items() if len(new) == 1}


@lru_cache
def _by_departement() -> dict[str, dict[str, str]]:
    table = communes()
    found: dict[str, dict[str, str]] = {}
    for code, name in zip(table["code"].to_pylist(), table["name"].to_pylist(), strict=True):
        names = found.setdefault(departement_of(code), {})
        for form in _forms(name):
            names.setdefault(form, code)
    return found


def _forms(name: str) -> set[str]:
    """The name, and without its article."""
    whole = _plain(name)
    return {whole, re.sub(r"^(?:le|la|les|l) ", "", whole)}


def _plain(name: str) -> str:
    words = _TAIL.sub("", folded(name)).strip() or folded(name)
    words = re.sub(r"\bste\b", "sainte", re.sub(r"\bst\b", "saint", words))
    return re.sub(r"\bs\b(?= )", "sur", words) if " s " in words else words


def _departement(postal_code: str) -> str:
    return postal_code[:3] if postal_code[:2] in {"97", "98"} else postal_code[:2]
