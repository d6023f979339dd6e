"""How each commune reaches help, from homes and helps to minutes, help once shared, and deserts; no database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import pyarrow as pa
import yaml

from maillage.analytics.access import Band, Mode, catchment_straight, deserts, nearest_points
from maillage.analytics.hours.week import weekly_hours
from maillage.runs.map import neighbour_shapes
from maillage.runs.perimeter import Perimeter, perimeter_of
from maillage.sources.outlines import commune_outlines
from maillage.tables.errors import DataError
from maillage.tables.places import PlaceRow

LONGEST_MINUTES = 240.0
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
    """Where people live: a point inside (latitude, longitude), how many they are, how exposed (None: unknown)."""

    code: str
    name: str
    point: Point
    people: float
    need: float | None = None


@dataclass(frozen=True)
class Help:
    """Where help is given: `weekly_hours` is None when nobody said; a stop comes now and then."""

    name: str
    point: Point
    weekly_hours: float | None
    commune: str = ""
    is_stop: bool = False


@dataclass(frozen=True)
class Reach:
    """How one home reaches help: minutes are None beyond four hours; `per_thousand` counts appointments a year.

    `nearest` is the place of a fixed help in the list; a stop that comes twice a month is told by `stops`, and
    counted in `per_thousand`.
    """

    nearest: int | None
    car_minutes: float | None
    walk_minutes: float | None
    stops: int
    per_thousand: float
    is_desert: bool


def reach(homes: Sequence[Home], helps: Sequence[Help], rivals: Sequence[Home] = ()) -> list[Reach]:
    """Each home, in its order; `rivals` live around, ask the same places for help, and are not in the result."""
    if not homes:
        return []
    origins, people = np.array([one.point for one in homes]), np.array([one.people for one in homes])
    fixed = [rank for rank, one in enumerate(helps) if not one.is_stop]
    places = np.array([one.point for one in helps]).reshape(-1, 2)
    closest = nearest_points(origins, places[fixed])
    index, kilometres = closest.index[:, 0], closest.kilometres[:, 0]
    minutes, walk = (_within(mode_of(code).minutes(kilometres)) for code in ("car", "walk"))
    bands = tuple(Band(**band) for band in definition()["bands"])
    capacity = np.array([capacity_of(one) for one in helps])
    around = np.vstack([origins, np.array([one.point for one in rivals]).reshape(-1, 2)])
    everyone = np.concatenate([people, [one.people for one in rivals]])
    shared = catchment_straight(around, places, everyone, capacity, mode_of("car"), bands)
    access = 1000 * shared[: len(homes)]
    dry = deserts(np.array([np.nan if one.need is None else one.need for one in homes]), access)
    return [
        Reach(
            fixed[index[row]] if np.isfinite(minutes[row]) else None,
            _known(minutes[row]),
            _known(walk[row]),
            sum(one.is_stop and one.commune == home.code for one in helps),
            float(access[row]),
            bool(dry[row]),
        )
        for row, home in enumerate(homes)
    ]


def minutes_of(homes: Sequence[Home], helps: Sequence[Help]) -> dict[str, float]:
    """The minutes by car to the nearest fixed help, by code of home; homes with none within four hours are left out."""
    found = zip(homes, reach(homes, helps), strict=True)
    return {home.code: one.car_minutes for home, one in found if one.car_minutes is not None}


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


def homes_of(perimeter: Perimeter, needs: dict[str, float]) -> list[Home]:
    """The communes of a département; DataError when their outlines are not here."""
    shapes = commune_outlines(perimeter.code)
    homes = []
    for code, name in perimeter.names.items():
        if code in shapes:
            centre = shapes[code].representative_point()
            people = float(perimeter.populations[code] or 0)
            homes.append(Home(code, name, (centre.y, centre.x), people, needs.get(code)))
    if not homes:
        raise DataError(f"Aucun contour de commune pour le département {perimeter.code}.")
    return homes


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


def _within(minutes: np.ndarray) -> np.ndarray:
    return np.where(minutes <= LONGEST_MINUTES, minutes, np.inf)


def _known(minutes: float) -> float | None:
    return float(minutes) if np.isfinite(minutes) else None


def table_of(homes: Sequence[Home], reached: Sequence[Reach], helps: Sequence[Help]) -> pa.Table:
    """One line a home, as it is published."""
    return pa.table(
        {
            "code": [one.code for one in homes],
            "nom": [one.name for one in homes],
            "population": [one.people for one in homes],
            "lieu_fixe_le_plus_proche": ["" if one.nearest is None else helps[one.nearest].name for one in reached],
            "minutes_voiture": [_rounded(one.car_minutes) for one in reached],
            "minutes_a_pied": [_rounded(one.walk_minutes) for one in reached],
            "arrets_du_bus": [one.stops for one in reached],
            "rendez_vous_pour_1000": [round(one.per_thousand, 1) for one in reached],
            "desert": ["oui" if one.is_desert else "non" for one in reached],
        }
    )


def _rounded(minutes: float | None) -> float | None:
    return None if minutes is None else round(minutes, 1)
