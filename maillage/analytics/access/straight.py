"""Access at the size of a country along straight lines, without ever keeping the pairs: nearest places, catchments.

Distances are great circles, told by chords of the unit sphere: exact everywhere, no projection to choose. Points whose
span meets a pole or the date line are measured by `straight_line` instead, slower and as exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maillage.analytics.access import plain
from maillage.analytics.access.catchment import Band, shared_catchment, weights
from maillage.analytics.access.engine import by_blocks, kernels
from maillage.analytics.access.grid import Grid, box_of, grid_of
from maillage.analytics.access.sphere import EARTH_KM, chord_of, kilometres_of, on_sphere
from maillage.analytics.access.travel import Mode, straight_line

# Buckets a fifth of the reach wide: fewer candidates outside the circle than larger ones, fewer rows than smaller.
BUCKETS_ACROSS = 5
POINTS_TOGETHER = 65_536
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
    south, west, north, east = box_of(destinations)
    grid = grid_of(
        destinations, vectors, float(np.sqrt(max((north - south) * (east - west), 1e-12) / len(destinations)))
    )

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


@dataclass(frozen=True)
class Crowd:
    """People (origins,) who travel the same way; several crowds compete for the same places."""

    people: np.ndarray
    mode: Mode


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
    return shared_straight(origins, destinations, (Crowd(people, mode),), capacity, bands)[0]


def shared_straight(
    origins: np.ndarray,
    destinations: np.ndarray,
    crowds: Sequence[Crowd],
    capacity: np.ndarray,
    bands: Sequence[Band],
) -> list[np.ndarray]:
    """What one person of each crowd can use, (n,) a crowd, when all share the same places (Mao, Nekorchuk, 2013)."""
    reached = [reached_by(crowd.mode, bands) for crowd in crowds]
    if not len(origins) or not len(destinations):
        return [np.zeros(len(origins)) for _ in crowds]
    if max(one.degrees for one in reached) > WIDEST_DEGREES or not _is_plain_map(origins, destinations):
        tables = [straight_line(origins, destinations, crowd.mode, bands[-1].up_to_minutes) for crowd in crowds]
        return shared_catchment(tables, [crowd.people for crowd in crowds], capacity, bands)
    there = on_sphere(destinations)
    here = [sorted_points(origins, one) for one in reached]
    total = np.zeros(len(destinations))
    for points, crowd, one in zip(here, crowds, reached, strict=True):
        total += sums(points, crowd.people, destinations, there, one)
    share = np.divide(capacity, total, out=np.zeros(len(destinations)), where=total > 0)
    return [_used(points, share, destinations, one) for points, one in zip(here, reached, strict=True)]


@dataclass(frozen=True)
class SortedPoints:
    """Points in the order of their buckets, in degrees and in the grid."""

    degrees: np.ndarray
    grid: Grid


def sorted_points(degrees: np.ndarray, reached: Reached) -> SortedPoints:
    """Points in buckets that suit the reach."""
    vectors = np.empty((len(degrees), 3))

    def block(low: int, high: int) -> None:
        vectors[low:high] = on_sphere(degrees[low:high])

    by_blocks(block, len(degrees), POINTS_TOGETHER)
    grid = grid_of(degrees, vectors, reached.degrees / BUCKETS_ACROSS)
    return SortedPoints(np.take(degrees, grid.order, axis=0), grid)


def _used(here: SortedPoints, share: np.ndarray, places: np.ndarray, reached: Reached) -> np.ndarray:
    access = np.empty(len(here.degrees))
    access[here.grid.order] = sums(sorted_points(places, reached), share, here.degrees, here.grid.points, reached)
    return access


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
    boxes = np.array([box_of(one) for one in sets])
    (south, west), (north, east) = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    steepest = max(abs(south), abs(north))
    return bool(east - west < HALF_TURN and steepest + WIDEST_DEGREES < STEEPEST_DEGREES)
