"""How each home reaches help: minutes, help once shared by those with and without a car, and deserts; no database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maillage.analytics.access import (
    Band,
    Crowd,
    deserts,
    nearest,
    nearest_points,
    shared_catchment,
    shared_straight,
)
from maillage.runs.access.declared import Help, Home, capacity_of, definition, mode_of
from maillage.runs.access.journeys import TRANSIT, Journeys, ways, ways_without_car

LONGEST_MINUTES = 240.0
CLOSEST = 3


@dataclass(frozen=True)
class Reach:
    """How one home reaches help: minutes are None beyond those `searched`; `per_thousand` counts appointments a year.

    `closest` are the nearest fixed helps by car, as (rank in the list, minutes); a stop that comes twice a month is
    told by `stops`, and counted in what is shared. Those without a car walk, or take transit where it was measured:
    `afoot` is their way to the nearest fixed help, `to_stop` to the nearest stop of the bus.
    """

    closest: tuple[tuple[int, float], ...]
    walk_minutes: float | None
    transit_minutes: float | None
    to_stop: float | None
    stops: int
    per_thousand: float
    per_thousand_without_car: float
    is_desert: bool
    searched: float = LONGEST_MINUTES
    searched_afoot: float = LONGEST_MINUTES

    @property
    def nearest(self) -> int | None:
        """The nearest fixed help, by its rank in the list."""
        return self.closest[0][0] if self.closest else None

    @property
    def car_minutes(self) -> float | None:
        """Minutes by car to it."""
        return self.closest[0][1] if self.closest else None

    @property
    def afoot(self) -> float | None:
        """Minutes to the nearest fixed help without a car: walking, or transit where it was measured."""
        return min((one for one in (self.walk_minutes, self.transit_minutes) if one is not None), default=None)


def reach(
    homes: Sequence[Home], helps: Sequence[Help], rivals: Sequence[Home] = (), journeys: Journeys | None = None
) -> list[Reach]:
    """Each home, in its order; `rivals` live around, ask the same places for help, and are not in the result.

    Times are straight lines with a detour, or those of `journeys` for the modes that it measured.
    """
    if not homes:
        return []
    fixed = [rank for rank, one in enumerate(helps) if not one.is_stop]
    stops = [rank for rank, one in enumerate(helps) if one.is_stop]
    closest = _closest(homes, [helps[rank] for rank in fixed], "car", journeys, CLOSEST)
    walk = nearest_minutes(homes, [helps[rank] for rank in fixed], "walk", journeys)
    transit = nearest(ways(homes, [helps[rank] for rank in fixed], TRANSIT, LONGEST_MINUTES, journeys))[1][:, 0]
    to_stop = nearest_minutes(homes, [helps[rank] for rank in stops], "walk", journeys)
    by_car, without = _shared(homes, helps, rivals, journeys)
    searched = [_searched(mode, journeys) for mode in ("car", "walk")]
    cars = np.array([1 - (one.without_car or 0.0) for one in homes])
    dry = deserts(
        np.array([np.nan if one.need is None else one.need for one in homes]), cars * by_car + (1 - cars) * without
    )
    return [
        Reach(
            tuple((fixed[i], float(m)) for i, m in zip(*(one[row] for one in closest), strict=True) if np.isfinite(m)),
            _known(walk[row]),
            _known(transit[row]),
            _known(to_stop[row]),
            sum(helps[rank].commune == home.code for rank in stops),
            float(by_car[row]),
            float(without[row]),
            bool(dry[row]),
            *searched,
        )
        for row, home in enumerate(homes)
    ]


def minutes_of(homes: Sequence[Home], helps: Sequence[Help], journeys: Journeys | None = None) -> dict[str, float]:
    """The minutes by car to the nearest fixed help, by code of home; homes with none within four hours are left out."""
    found = nearest_minutes(homes, [one for one in helps if not one.is_stop], "car", journeys)
    return {home.code: float(one) for home, one in zip(homes, found, strict=True) if np.isfinite(one)}


def nearest_minutes(
    homes: Sequence[Home], helps: Sequence[Help], mode: str, journeys: Journeys | None = None
) -> np.ndarray:
    """The minutes of each home to the nearest of these helps, stops or not, (homes,); infinite beyond four hours."""
    return _closest(homes, helps, mode, journeys)[1][:, 0]


def share_within(homes: Sequence[Home], reached: Sequence[Reach], minutes: float) -> float:
    """The share of the people who live within so many minutes by car of a fixed help; 0 when nobody lives there."""
    people = sum(home.people for home in homes)
    near = sum(
        home.people
        for home, one in zip(homes, reached, strict=True)
        if one.car_minutes is not None and one.car_minutes <= minutes
    )
    return near / people if people else 0.0


def _closest(
    homes: Sequence[Home], helps: Sequence[Help], mode: str, journeys: Journeys | None, k: int = 1
) -> tuple[np.ndarray, np.ndarray]:
    """The k nearest helps and their minutes, (homes, k); −1 and infinity beyond four hours."""
    if journeys is not None and mode in journeys.modes:
        return nearest(ways(homes, helps, mode, LONGEST_MINUTES, journeys), k)
    places = np.array([one.point for one in helps]).reshape(-1, 2)
    found = nearest_points(np.array([one.point for one in homes]), places, k)
    minutes = mode_of(mode).minutes(found.kilometres)
    return found.index, np.where(minutes <= LONGEST_MINUTES, minutes, np.inf)


def _shared(
    homes: Sequence[Home], helps: Sequence[Help], rivals: Sequence[Home], journeys: Journeys | None
) -> tuple[np.ndarray, np.ndarray]:
    """Appointments a year for a thousand people with a car, then without: (homes,) each."""
    bands = tuple(Band(**band) for band in definition()["bands"])
    capacity = np.array([capacity_of(one) for one in helps])
    everyone = [*homes, *rivals]
    afoot = np.array([one.people * (one.without_car or 0.0) for one in everyone])
    driving = np.array([one.people for one in everyone]) - afoot
    furthest = bands[-1].up_to_minutes
    if journeys is None:
        places = np.array([one.point for one in helps]).reshape(-1, 2)
        crowds = (Crowd(driving, mode_of("car")), Crowd(afoot, mode_of("walk")))
        points = np.array([one.point for one in everyone])
        found = shared_straight(points, places, crowds, capacity, bands)
    else:
        driven = ways(everyone, helps, "car", furthest, journeys)
        tables = driven, ways_without_car(everyone, helps, furthest, journeys)
        found = shared_catchment(tables, (driving, afoot), capacity, bands)
    return tuple(1000 * one[: len(homes)] for one in found)  # type: ignore[return-value]


def _searched(mode: str, journeys: Journeys | None) -> float:
    return min(LONGEST_MINUTES, LONGEST_MINUTES if journeys is None else journeys.searched(mode))


def _known(minutes: float) -> float | None:
    return float(minutes) if np.isfinite(minutes) else None
