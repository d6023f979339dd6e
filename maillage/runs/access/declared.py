"""Where people live, where help is given, and the decided figures of access."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from shapely.geometry.base import BaseGeometry

from maillage.analytics.access import Mode
from maillage.analytics.hours.week import weekly_hours
from maillage.runs.map import neighbour_shapes
from maillage.runs.perimeter import Perimeter, perimeter_of
from maillage.sources.outlines import commune_outlines
from maillage.tables.errors import DataError
from maillage.tables.places import PlaceRow

Point = tuple[float, float]


@lru_cache
def definition() -> dict[str, Any]:
    """`definitions/access.yaml`."""
    path = files("maillage") / "definitions" / "access.yaml"
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def mode_of(code: str) -> Mode:
    """A way to travel, as it is defined."""
    entry = definition()["modes"][code]
    return Mode(code, entry["speed_kmh"], entry["detour"])


@dataclass(frozen=True)
class Home:
    """Where people live: a point inside (latitude, longitude), how many they are, how exposed (None: unknown).

    `without_car` is the share of households that have no car; None when nobody said.
    """

    code: str
    name: str
    point: Point
    people: float
    need: float | None = None
    without_car: float | None = None


@dataclass(frozen=True)
class Help:
    """Where help is given: `weekly_hours` is None when nobody said; a stop comes now and then."""

    name: str
    point: Point
    weekly_hours: float | None
    commune: str = ""
    is_stop: bool = False


def capacity_of(help_: Help) -> float:
    """Appointments a year: those of a mediator, for the part of a full week when the place is open."""
    told = definition()
    share = told["unknown_week_share"]
    if help_.weekly_hours is not None:
        share = min(help_.weekly_hours / told["full_week_hours"], 1.0)
    return float(told["appointments_per_year"] * share)


def helps_of(rows: Iterable[PlaceRow]) -> list[Help]:
    """The places of a file whose position is known."""
    return [
        Help(one.name, (one.latitude, one.longitude), weekly_hours(one.hours), one.commune_code)
        for one in rows
        if one.latitude is not None and one.longitude is not None
    ]


def homes_of(
    perimeter: Perimeter, needs: Mapping[str, float], outlines: Mapping[str, BaseGeometry] | None = None
) -> list[Home]:
    """The communes of a département, from these outlines or those that ship; DataError when there are none."""
    shapes = commune_outlines(perimeter.code) if outlines is None else outlines
    homes = []
    for code, name in perimeter.names.items():
        if code in shapes:
            centre = shapes[code].representative_point()
            people = float(perimeter.populations[code] or 0)
            homes.append(Home(code, name, (centre.y, centre.x), people, needs.get(code)))
    if not homes:
        raise DataError(f"Aucun contour de commune pour le département {perimeter.code}.")
    return homes


def with_cars(homes: Sequence[Home], shares: Mapping[str, float]) -> list[Home]:
    """The same homes with the share of households that have no car, by code."""
    return [replace(home, without_car=shares.get(home.code)) for home in homes]


@lru_cache(maxsize=4)
def rivals_of(departement: str) -> tuple[Home, ...]:
    """The people of the neighbouring départements, where the outlines of their communes are here."""
    found: list[Home] = []
    for code in sorted(neighbour_shapes(departement)):
        try:
            found += homes_of(perimeter_of(code), {})
        except DataError:
            continue
    return tuple(found)
