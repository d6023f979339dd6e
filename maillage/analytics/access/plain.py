"""The kernels of access in numpy and scipy: what runs where numba is not installed, and the oracle of `compiled`."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

# Queries handled together: a block holds its candidate pairs, so this bounds the memory.
BLOCK = 65_536
PAIRS = 1_000_000


def sorted_by_bucket(bucket: np.ndarray, buckets: int) -> tuple[np.ndarray, np.ndarray]:
    """Where each bucket starts (buckets + 1,), and the points in the order of their buckets."""
    order = np.argsort(bucket, kind="stable").astype(np.int32)
    return np.concatenate([[0], np.cumsum(np.bincount(bucket, minlength=buckets))]), order


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
    """For each query, the weighted sum of the values within `radius` degrees: out (queries,), filled in.

    `limits` are squared chords, growing; a value counts for the weight of the first limit that holds its distance.
    """
    query, first, count = _runs(frame, start, degrees, radius)
    steps = np.append(weights, 0.0)
    out[:] = 0.0
    ends = np.cumsum(count)
    for low, high in _parts(ends):
        many = count[low:high]
        rank = np.repeat(first[low:high] - (ends[low:high] - many - (ends[low] - many[0])), many)
        rank += np.arange(len(rank))
        of = np.repeat(query[low:high], many)
        gap = points[rank] - vectors[of]
        square = np.einsum("ij,ij->i", gap, gap)
        weight = steps[np.searchsorted(limits, square, side="left")]
        out += np.bincount(of, weight * values[rank], minlength=len(out))


def _runs(
    frame: tuple[float, float, float, float, int, int], start: np.ndarray, degrees: np.ndarray, radius: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The runs of candidates: which query, their first rank, how many; one run for each row of buckets in reach."""
    south, west, height, width, rows, columns = frame
    latitude, longitude = degrees.T
    sine = np.sin(np.radians(radius)) / np.cos(np.radians(latitude))
    aside = np.degrees(np.arcsin(np.minimum(sine, 1.0))) + 1e-9
    left = np.maximum(np.floor((longitude - aside - west) / width).astype(np.int64), 0)
    right = np.minimum(np.floor((longitude + aside - west) / width).astype(np.int64), columns - 1)
    low = np.maximum(np.floor((latitude - radius - 1e-9 - south) / height).astype(np.int64), 0)
    high = np.minimum(np.floor((latitude + radius + 1e-9 - south) / height).astype(np.int64), rows - 1)
    height_of = np.where(left <= right, np.maximum(high - low + 1, 0), 0)
    query = np.repeat(np.arange(len(degrees)), height_of)
    row = low[query] + np.arange(len(query)) - np.repeat(np.cumsum(height_of) - height_of, height_of)
    first, beyond = start[row * columns + left[query]], start[row * columns + right[query] + 1]
    full = beyond > first
    return query[full], first[full], (beyond - first)[full]


def _parts(ends: np.ndarray) -> list[tuple[int, int]]:
    """Runs cut into parts of about `PAIRS` candidates."""
    if not len(ends):
        return []
    edges = np.searchsorted(ends, np.arange(PAIRS, ends[-1] + PAIRS, PAIRS), side="left") + 1
    bounds = np.unique(np.concatenate([[0], np.minimum(edges, len(ends)), [len(ends)]]))
    return list(zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True))


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
    """The k nearest points of each query, nearest first: squared chords and indices, both (queries, k), filled in."""
    many = min(squares.shape[1], len(points))
    chord, rank = cKDTree(points).query(vectors, k=np.arange(1, many + 1))
    squares[:, :many], indices[:, :many] = chord**2, order[rank]
