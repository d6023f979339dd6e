"""Minutes between homes and places: those of a declared table of travel, completed by straight lines, said as such."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from maillage.analytics.access import TravelTable, straight_line
from maillage.runs.access.declared import Help, Home, mode_of
from maillage.tables.errors import DataError
from maillage.tables.travel import TRAVEL

# Places within about ten metres are one arrival.
ARRIVAL = 1e4
WIDE = 8_000_000
TRANSIT = "transit"


@dataclass(frozen=True)
class Journeys:
    """A table of travel that was checked: the modes it measures, who made it, and when."""

    table: pa.Table

    @property
    def modes(self) -> frozenset[str]:
        """The modes that were measured."""
        return frozenset(pc.unique(self.table["mode"]).to_pylist())

    def searched(self, mode: str) -> float:
        """Up to how many minutes every way of a mode was searched; infinite for one that was not measured."""
        found = pc.min(self.table.filter(pc.equal(self.table["mode"], mode))["furthest_minutes"]).as_py()
        return float("inf") if found is None else float(found)

    @property
    def provenance(self) -> tuple[str, ...]:
        """« OSRM, voiture, le 2026-11-20 », one a mode and provider."""
        titles = {"car": "voiture", "walk": "à pied", TRANSIT: "transports"}
        lines = self.table.group_by(["mode", "provider", "made_on"]).aggregate([]).to_pylist()
        return tuple(sorted(f"{one['provider']}, {titles[one['mode']]}, le {one['made_on']}" for one in lines))


def journeys_of(table: pa.Table, origin: str = "") -> Journeys:
    """The journeys of a table; DataError when it is empty or not as declared."""
    checked = TRAVEL.check(table, origin)
    if not checked.num_rows:
        raise DataError("Cette table de trajets est vide.", file=origin, mend="Refaites-la avec « maillage travel ».")
    return Journeys(checked)


def ways(
    homes: Sequence[Home], helps: Sequence[Help], mode: str, limit: float, journeys: Journeys | None = None
) -> TravelTable:
    """Minutes by a mode within `limit`: straight lines with a detour, or those of `journeys` where it measured them.

    A pair that was looked for and not found stays absent. What the table never saw (a home or a place) is told by
    straight lines, but for transit.
    """
    origins, places = _points(homes), _points(helps)
    if journeys is None or mode not in journeys.modes:
        return (
            _nothing(homes, helps, limit) if mode == TRANSIT else straight_line(origins, places, mode_of(mode), limit)
        )
    rows = journeys.table.filter(pc.equal(journeys.table["mode"], mode))
    origin = _rank(np.array([one.code for one in homes]), rows["origin"].to_numpy())
    unique, place_of = np.unique(_arrivals(places), return_inverse=True)
    arrival = _rank(unique, _arrivals(np.column_stack([rows["latitude"].to_numpy(), rows["longitude"].to_numpy()])))
    homes_known, places_known = np.zeros(len(homes), bool), np.zeros(len(unique), bool)
    homes_known[origin[origin >= 0]], places_known[arrival[arrival >= 0]] = True, True
    minutes = rows["minutes"].to_numpy(zero_copy_only=False).astype(float)
    kept = (origin >= 0) & (arrival >= 0) & (minutes <= limit)
    pairs = _to_each(origin[kept], arrival[kept], minutes[kept], place_of)
    if mode != TRANSIT:
        line = straight_line(origins, places, mode_of(mode), limit)
        known = homes_known[line.origin] & places_known[place_of][line.destination]
        pairs = _joined(pairs, (line.origin[~known], line.destination[~known], line.minutes[~known]))
    return TravelTable(len(homes), len(helps), *pairs, limit, " ; ".join(journeys.provenance))


def ways_without_car(
    homes: Sequence[Home], helps: Sequence[Help], limit: float, journeys: Journeys | None = None
) -> TravelTable:
    """Minutes of those who walk, or take transit where it was measured and is quicker."""
    walk, transit = (ways(homes, helps, mode, limit, journeys) for mode in ("walk", TRANSIT))
    both = _joined(
        (walk.origin, walk.destination, walk.minutes), (transit.origin, transit.destination, transit.minutes)
    )
    order = np.lexsort((both[2], both[1], both[0]))
    origin, destination, minutes = (one[order] for one in both)
    first = np.ones(len(order), bool)
    first[1:] = (np.diff(origin) != 0) | (np.diff(destination) != 0)
    return TravelTable(len(homes), len(helps), origin[first], destination[first], minutes[first], limit, walk.provider)


Pairs = tuple[np.ndarray, np.ndarray, np.ndarray]


def _joined(here: Pairs, there: Pairs) -> Pairs:
    return tuple(np.concatenate(both) for both in zip(here, there, strict=True))  # type: ignore[return-value]


def _nothing(homes: Sequence[Home], helps: Sequence[Help], limit: float) -> TravelTable:
    none = np.zeros(0, dtype=np.int64)
    return TravelTable(len(homes), len(helps), none, none, np.zeros(0), limit, "")


def _points(them: Sequence[Home] | Sequence[Help]) -> np.ndarray:
    return np.array([one.point for one in them]).reshape(-1, 2)


def _to_each(origin: np.ndarray, arrival: np.ndarray, minutes: np.ndarray, place_of: np.ndarray) -> Pairs:
    """The same pairs for every place that stands at an arrival."""
    order = np.argsort(place_of, kind="stable")
    start = np.searchsorted(place_of[order], np.arange(place_of.max(initial=-1) + 2))
    count = start[arrival + 1] - start[arrival] if len(arrival) else np.zeros(0, int)
    row = np.repeat(np.arange(len(arrival)), count)
    step = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    return origin[row].astype(np.int64), order[start[arrival[row]] + step].astype(np.int64), minutes[row]


def _arrivals(points: np.ndarray) -> np.ndarray:
    rounded = np.rint(points * ARRIVAL).astype(np.int64)
    return np.asarray(rounded[:, 0] * WIDE + rounded[:, 1])


def _rank(known: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """Where each of `asked` stands in `known`; −1 when it is not there."""
    if not len(known):
        return np.full(len(asked), -1)
    order = np.argsort(known, kind="stable")
    place = np.minimum(np.searchsorted(known[order], asked), len(known) - 1)
    return np.where(known[order][place] == asked, order[place], -1)
