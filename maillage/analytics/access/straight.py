"""Access at the size of a country along straight lines, without ever keeping the pairs: nearest places, catchments.

Distances are great circles, told by chords of the unit sphere: exact everywhere, no projection to choose. Points whose
span meets a pole or the date line are measured by `straight_line` instead, slower and as exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maillage.analytics.access import plain
from maillage.analytics.access.catchment import Band, catchment, weights
from maillage.analytics.access.engine import by_blocks, kernels
from maillage.analytics.access.grid import Grid, grid_of
from maillage.analytics.access.sphere import EARTH_KM, chord_of, kilometres_of, on_sphere
from maillage.analytics.access.travel import Mode, straight_line

# Buckets a fifth of the reach wide: fewer candidates outside the circle than larger ones, fewer rows than smaller.
BUCKETS_ACROSS = 5
WIDEST_DEGREES, STEEPEST_DEGREES, HALF_TURN = 10.0, 89.0, 180.0


@dataclass(frozen=True)
class Nearest:
    """The k nearest destinations of each origin, nearest first: `index` (−1: none) and `kilometres`, both (n, k)."""

    index: np.ndarray
    kilometres: np.ndarray


def nearest_points(origins: np.ndarray, destinations: np.ndarray, k: int = 1) -> Nearest:
    """The k nearest destinations along the great circle, shapes (n, 2) and (m, 2) in degrees.

    Where fewer than k exist, the last columns hold −1 and infinity. Between equally far places, any may come first.
    """
    squares, indices = np.full((len(origins), k), np.inf), np.full((len(origins), k), -1, np.int32)
    if not len(origins) or not len(destinations):
        return Nearest(indices, squares)
    steps = kernels() if _is_plain_map(origins, destinations) else plain
    vectors = on_sphere(destinations)
    extent = np.ptp(destinations, axis=0)
    grid = grid_of(destinations, vectors, float(np.sqrt(max(extent[0] * extent[1], 1e-12) / len(destinations))))

    def block(low: int, high: int) -> None:
        part = origins[low:high]
        found = (squares[low:high], indices[low:high])
        steps.nearest_k(_frame(grid), grid.start, grid.order, grid.points, part, on_sphere(part), *found)
        chords = np.sqrt(found[0])
        found[0][:] = np.where(np.isinf(chords), np.inf, kilometres_of(chords))

    by_blocks(block, len(origins), steps.BLOCK)
    return Nearest(indices, squares)


@dataclass(frozen=True)
class Reached:
    """Straight lines turned into squared chords, with the weight of each zone."""

    degrees: float
    limits: np.ndarray
    weights: np.ndarray


def reached_by(mode: Mode, bands: Sequence[Band]) -> Reached:
    """The zones of a mode; ValueError when they do not go outwards."""
    edges = np.array([band.up_to_minutes for band in bands])
    radius = np.degrees(mode.kilometres(float(edges[-1])) / EARTH_KM) * (1 + 1e-9)
    limits = np.array([chord_of(mode.kilometres(edge)) ** 2 for edge in edges.tolist()])
    return Reached(float(radius), limits, weights(edges, bands))


def catchment_straight(
    origins: np.ndarray,
    destinations: np.ndarray,
    people: np.ndarray,
    capacity: np.ndarray,
    mode: Mode,
    bands: Sequence[Band],
) -> np.ndarray:
    """`catchment` of the straight-line table, shape (n,), in two passes that keep no pair.

    `origins` (n, 2) and `destinations` (m, 2) in degrees, `people` (n,), `capacity` (m,).
    """
    reached = reached_by(mode, bands)
    if not len(origins) or not len(destinations):
        return np.zeros(len(origins))
    if reached.degrees > WIDEST_DEGREES or not _is_plain_map(origins, destinations):
        table = straight_line(origins, destinations, mode, bands[-1].up_to_minutes)
        return catchment(table, people, capacity, bands)
    here = sorted_points(origins, reached)
    share = shares(here, people, destinations, capacity, reached)
    access = np.empty(len(origins))
    access[here.grid.order] = sums(sorted_points(destinations, reached), share, here.degrees, here.grid.points, reached)
    return access


@dataclass(frozen=True)
class SortedPoints:
    """Points in the order of their buckets, in degrees and in the grid."""

    degrees: np.ndarray
    grid: Grid


def sorted_points(degrees: np.ndarray, reached: Reached) -> SortedPoints:
    """Points in buckets that suit the reach."""
    grid = grid_of(degrees, on_sphere(degrees), reached.degrees / BUCKETS_ACROSS)
    return SortedPoints(degrees[grid.order], grid)


def shares(
    here: SortedPoints, people: np.ndarray, places: np.ndarray, capacity: np.ndarray, reached: Reached
) -> np.ndarray:
    """What each place gives per person of its zones, (places,); zero where nobody is."""
    crowd = sums(here, people, places, on_sphere(places), reached)
    return np.divide(capacity, crowd, out=np.zeros(len(places)), where=crowd > 0)


def sums(
    there: SortedPoints, values: np.ndarray, degrees: np.ndarray, vectors: np.ndarray, reached: Reached
) -> np.ndarray:
    """Around each query, the weighted sum of the values of the points, given in the order before sorting."""
    out, steps, grid = np.empty(len(degrees)), kernels(), there.grid
    ordered = np.ascontiguousarray(values[grid.order], dtype=np.float64)

    def block(low: int, high: int) -> None:
        queries = (degrees[low:high], vectors[low:high], reached.degrees, reached.limits, reached.weights)
        steps.sums_within(_frame(grid), grid.start, grid.points, ordered, *queries, out[low:high])

    by_blocks(block, len(degrees), max(min(steps.BLOCK, len(degrees) // 8), 64))
    return out


def _frame(grid: Grid) -> tuple[float, float, float, float, int, int]:
    return grid.south, grid.west, grid.height, grid.width, grid.rows, grid.columns


def _is_plain_map(*sets: np.ndarray) -> bool:
    """True when latitude and longitude are a map: no pole within reach, no date line between the points."""
    low, high = np.min([one.min(axis=0) for one in sets], axis=0), np.max([one.max(axis=0) for one in sets], axis=0)
    steepest = max(abs(low[0]), abs(high[0]))
    return bool(high[1] - low[1] < HALF_TURN and steepest + WIDEST_DEGREES < STEEPEST_DEGREES)
