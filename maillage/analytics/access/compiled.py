"""The kernels of access compiled by numba; `plain` says the same in numpy and scipy, and is their oracle."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

# Blocks large enough to hide the cost of a thread, small enough to share the work evenly.
BLOCK = 65_536


@njit(nogil=True, cache=True)
def sorted_by_bucket(bucket: np.ndarray, buckets: int) -> tuple[np.ndarray, np.ndarray]:
    """Counting sort: where each bucket starts (buckets + 1,), and the points in the order of their buckets."""
    start = np.zeros(buckets + 1, np.int64)
    for one in bucket:
        start[one + 1] += 1
    for place in range(buckets):
        start[place + 1] += start[place]
    order, free = np.empty(len(bucket), np.int32), start[:-1].copy()
    for point in range(len(bucket)):
        order[free[bucket[point]]] = point
        free[bucket[point]] += 1
    return start, order


@njit(nogil=True, cache=True)
def sums_within(
    frame: tuple[float, float, float, float, int, int],
    start: np.ndarray,
    points: np.ndarray,
    values: np.ndarray,
    degrees: np.ndarray,
    vectors: np.ndarray,
    radius: float,
    limits: np.ndarray,
    weights: np.ndarray,
    out: np.ndarray,
) -> None:
    """For each query, the weighted sum of the values within `radius` degrees: out (queries,).

    `limits` are squared chords, growing; a value counts for the weight of the first limit that holds its distance.
    """
    south, west, height, width, rows, columns = frame
    sine, last, bands = math.sin(math.radians(radius)), limits[-1], len(limits)
    for query in range(len(degrees)):
        latitude, longitude = degrees[query, 0], degrees[query, 1]
        x, y, z = vectors[query, 0], vectors[query, 1], vectors[query, 2]
        aside = math.degrees(math.asin(min(sine / math.cos(math.radians(latitude)), 1.0))) + 1e-9
        left = max(math.floor((longitude - aside - west) / width), 0)
        right = min(math.floor((longitude + aside - west) / width), columns - 1)
        low = max(math.floor((latitude - radius - 1e-9 - south) / height), 0)
        high = min(math.floor((latitude + radius + 1e-9 - south) / height), rows - 1)
        total = 0.0
        if left <= right:
            for row in range(low, high + 1):
                for one in range(start[row * columns + left], start[row * columns + right + 1]):
                    across, along, up = points[one, 0] - x, points[one, 1] - y, points[one, 2] - z
                    square = across * across + along * along + up * up
                    if square <= last:
                        band = 0
                        while band < bands - 1 and square > limits[band]:
                            band += 1
                        total += weights[band] * values[one]
        out[query] = total


@njit(nogil=True, cache=True)
def _kept(squares: np.ndarray, indices: np.ndarray, square: float, index: int) -> None:
    """Insert a candidate nearer than the last kept one in its place, the nearest first."""
    place = len(squares) - 1
    while place > 0 and squares[place - 1] > square:
        squares[place], indices[place] = squares[place - 1], indices[place - 1]
        place -= 1
    squares[place], indices[place] = square, index


@njit(nogil=True, cache=True)
def _read(
    among: tuple[int, int],
    points: np.ndarray,
    order: np.ndarray,
    query: tuple[float, float, float],
    squares: np.ndarray,
    indices: np.ndarray,
) -> None:
    """Keep what is nearer among the points from one rank to another."""
    for one in range(among[0], among[1]):
        across, along, up = points[one, 0] - query[0], points[one, 1] - query[1], points[one, 2] - query[2]
        square = across * across + along * along + up * up
        if square < squares[-1]:
            _kept(squares, indices, square, order[one])


@njit(nogil=True, cache=True)
def _margin(latitude: float, longitude: float, box: tuple[float, float, float, float]) -> float:
    """A squared chord under which no point outside the box (south, west, north, east) can be."""
    south, west, north, east = box
    up = math.radians(min(latitude - south, north - latitude))
    aside = min(math.radians(min(longitude - west, east - longitude)), 1.0)
    if up <= 0.0 or aside <= 0.0:
        return 0.0
    # 2 sin(a/2) >= a (1 - a²/24), and a meridian at b is at least cos(latitude) sin(b) >= cos(latitude) b (1 - b²/6).
    up = min(up, 1.0)
    chord = min(up * (1.0 - up * up / 24.0), math.cos(math.radians(latitude)) * aside * (1.0 - aside * aside / 6.0))
    return chord * chord * (1.0 - 1e-12)


@njit(nogil=True, cache=True)
def nearest_k(
    frame: tuple[float, float, float, float, int, int],
    start: np.ndarray,
    order: np.ndarray,
    points: np.ndarray,
    degrees: np.ndarray,
    vectors: np.ndarray,
    squares: np.ndarray,
    indices: np.ndarray,
) -> None:
    """The k nearest points of each query, nearest first: squared chords and indices, both (queries, k), filled in.

    Rings of buckets around the query are read until nothing outside them can be nearer.
    """
    south, west, height, width, rows, columns = frame
    last = squares.shape[1] - 1
    for query in range(len(degrees)):
        latitude, longitude = degrees[query, 0], degrees[query, 1]
        x, y, z = vectors[query, 0], vectors[query, 1], vectors[query, 2]
        # A query far outside starts from the border: its rings would be empty until they meet the grid.
        middle = min(max(math.floor((latitude - south) / height), -1), rows)
        centre = min(max(math.floor((longitude - west) / width), -1), columns)
        ring = 0
        while True:
            low, high, left, right = middle - ring, middle + ring, centre - ring, centre + ring
            for row in range(max(low, 0), min(high, rows - 1) + 1):
                step = 1 if row in (low, high) or ring == 0 else right - left
                for column in range(left, right + 1, step):
                    if 0 <= column < columns:
                        bucket = row * columns + column
                        among = (start[bucket], start[bucket + 1])
                        _read(among, points, order, (x, y, z), squares[query], indices[query])
            box = (south + low * height, west + left * width, south + (high + 1) * height, west + (right + 1) * width)
            whole = low <= 0 and left <= 0 and high >= rows - 1 and right >= columns - 1
            if whole or squares[query, last] <= _margin(latitude, longitude, box):
                break
            ring += 1
