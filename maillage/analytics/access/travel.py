"""Travel times as one table, whoever makes it: a straight line with a detour by default, said as such."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from maillage.analytics.access.sphere import chord_of, kilometres_of, on_sphere


@dataclass(frozen=True)
class Mode:
    """How one travels: kilometres an hour, and how much longer a road is than a straight line (1 or more)."""

    code: str
    speed_kmh: float
    detour: float

    def __post_init__(self) -> None:
        if self.speed_kmh <= 0 or self.detour < 1:
            raise ValueError(f"Le mode {self.code} demande une vitesse positive et un détour d’au moins 1.")

    def minutes(self, kilometres: np.ndarray) -> np.ndarray:
        """The minutes of straight kilometres."""
        return np.asarray(kilometres * self.detour / self.speed_kmh * 60.0)

    def kilometres(self, minutes: float) -> float:
        """The straight kilometres that so many minutes allow."""
        return minutes / 60.0 * self.speed_kmh / self.detour


@dataclass(frozen=True)
class TravelTable:
    """Minutes from origins to destinations, sparse: `origin`, `destination` and `minutes` have the same length.

    A pair that is absent is farther than `furthest_minutes`. `provider` says who made it.
    """

    origins: int
    destinations: int
    origin: np.ndarray
    destination: np.ndarray
    minutes: np.ndarray
    furthest_minutes: float
    provider: str


def straight_line(origins: np.ndarray, destinations: np.ndarray, mode: Mode, furthest_minutes: float) -> TravelTable:
    """The table between points of latitude and longitude in degrees, shapes (n, 2) and (m, 2), on the sphere."""
    provider = f"ligne droite × {mode.detour:g}".replace(".", ",")
    if not len(origins) or not len(destinations):
        empty = np.zeros(0, dtype=np.int64)
        return TravelTable(len(origins), len(destinations), empty, empty, np.zeros(0), furthest_minutes, provider)
    chord = chord_of(mode.kilometres(furthest_minutes))
    here, there = cKDTree(on_sphere(origins)), cKDTree(on_sphere(destinations))
    found = here.sparse_distance_matrix(there, chord * (1 + 1e-12), output_type="ndarray")
    return TravelTable(
        len(origins),
        len(destinations),
        found["i"].astype(np.int64),
        found["j"].astype(np.int64),
        mode.minutes(kilometres_of(found["v"])),
        furthest_minutes,
        provider,
    )


def nearest(table: TravelTable, k: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """The k nearest destinations of each origin, nearest first, and their minutes, both (origins, k).

    Where fewer are near enough, −1 and infinity.
    """
    order = np.lexsort((table.destination, table.minutes, table.origin))
    origin = table.origin[order]
    rank = np.arange(len(origin)) - np.searchsorted(origin, origin, side="left")
    kept = rank < k
    index, minutes = np.full((table.origins, k), -1, dtype=np.int64), np.full((table.origins, k), np.inf)
    index[origin[kept], rank[kept]] = table.destination[order][kept]
    minutes[origin[kept], rank[kept]] = table.minutes[order][kept]
    return index, minutes
