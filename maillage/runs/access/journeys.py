"""Minutes between homes and places: those of a declared table of travel, completed by straight lines, said as such."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from maillage.analytics.access import Mode, TravelTable, straight_line
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

    @property
    def provenance(self) -> tuple[str, ...]:
        """« OSRM, voiture, le 2026-11-20 », one a mode and provider."""
        titles = {"car": "voiture", "walk": "à pied", TRANSIT: "transports"}
        lines = self.table.group_by(["mode", "provider", "made_on"]).aggregate([]).to_pylist()
        return tuple(sorted(f"{one['provider']}, {titles[one['mode']]}, le {one['made_on']}" for one in lines))


@dataclass(frozen=True)
class Between:
    """Minutes between homes and places, and how many of each the table did not know: straight lines stand in."""

    table: TravelTable
    homes_guessed: int
    places_guessed: int


def journeys_of(table: pa.Table, origin: str = "") -> Journeys:
    """The journeys of a table; DataError when it is empty or not as declared."""
    checked = TRAVEL.check(table, origin)
    if not checked.num_rows:
        raise DataError("Cette table de trajets est vide.", file=origin, mend="Refaites-la avec « maillage travel ».")
    return Journeys(checked)


def between(homes: Sequence[Home], helps: Sequence[Help], mode: str, limit: float, journeys: Journeys) -> Between:
    """Minutes by a mode within `limit`; a pair that the table looked for and did not find stays absent.

    What the table does not know (a home or a place that it never saw) is told by straight lines, but for transit.
    """
    rows = journeys.table.filter(pc.equal(journeys.table["mode"], mode))
    origins, places = np.array([one.point for one in homes]), np.array([one.point for one in helps]).reshape(-1, 2)
    origin = _rank(np.array([one.code for one in homes]), rows["origin"].to_numpy())
    unique, place_of = np.unique(_arrivals(places), return_inverse=True)
    arrival = _rank(unique, _arrivals(np.column_stack([rows["latitude"].to_numpy(), rows["longitude"].to_numpy()])))
    homes_known, places_known = np.zeros(len(homes), bool), np.zeros(len(unique), bool)
    homes_known[origin[origin >= 0]], places_known[arrival[arrival >= 0]] = True, True
    minutes = rows["minutes"].to_numpy(zero_copy_only=False).astype(float)
    kept = (origin >= 0) & (arrival >= 0) & (minutes <= limit)
    pairs = _to_each(origin[kept], arrival[kept], minutes[kept], place_of)
    known = places_known[place_of] if len(helps) else np.zeros(0, bool)
    if mode != TRANSIT:
        pairs = _completed(pairs, origins, places, homes_known, known, mode_of(mode), limit)
    provider = " ; ".join(journeys.provenance)
    table = TravelTable(len(homes), len(helps), *pairs, limit, provider)
    return Between(table, int((~homes_known).sum()), int((~known).sum()))


Pairs = tuple[np.ndarray, np.ndarray, np.ndarray]


def _completed(
    pairs: Pairs,
    origins: np.ndarray,
    places: np.ndarray,
    homes_known: np.ndarray,
    places_known: np.ndarray,
    mode: Mode,
    limit: float,
) -> Pairs:
    line = straight_line(origins, places, mode, limit)
    added = ~(homes_known[line.origin] & places_known[line.destination]) if len(line.origin) else np.zeros(0, bool)
    return (
        np.concatenate([pairs[0], line.origin[added]]),
        np.concatenate([pairs[1], line.destination[added]]),
        np.concatenate([pairs[2], line.minutes[added]]),
    )


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
