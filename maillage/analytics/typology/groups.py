"""Groups of points by k-means (Lloyd, 1982) from k-means++ starts (Arthur, Vassilvitskii, 2007), many runs at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from maillage.analytics.index.normalise import Array

LONGEST = 100
Labels = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Partition:
    """The group (n,) of each point from 0, the centres (k, d), and the sum of squared distances to them."""

    labels: Labels
    centres: Array
    inertia: float


def group(points: Array, count: int, *, seed: int = 95, restarts: int = 20) -> Partition:
    """The best of `restarts` partitions of points (n, d); ValueError when they are not `count` distinct ones."""
    if len(np.unique(points, axis=0)) < count:
        raise ValueError(f"Il faut au moins {count} territoires différents pour faire {count} groupes.")
    centres = best_centres(points[None], count, np.random.default_rng(seed), restarts)[0]
    distances = squared_distances(points[None], centres[None])[0]
    return Partition(distances.argmin(axis=1), centres, float(distances.min(axis=1).sum()))


def best_centres(samples: Array, count: int, rng: np.random.Generator, restarts: int) -> Array:
    """The centres (b, count, d) of the best of `restarts` runs over each of the samples (b, n, d)."""
    runs = np.repeat(samples, restarts, axis=0)
    centres = _settled(runs, _starts(runs, count, rng))
    inertia = squared_distances(runs, centres).min(axis=2).sum(axis=1).reshape(len(samples), restarts)
    found: Array = centres[np.arange(len(samples)) * restarts + inertia.argmin(axis=1)]
    return found


def squared_distances(points: Array, centres: Array) -> Array:
    """Squared distances (b, n, k) from points (b, n, d) to centres (b, k, d)."""
    squares = (points**2).sum(axis=2)[:, :, None] + (centres**2).sum(axis=2)[:, None, :]
    distances: Array = np.maximum(squares - 2 * points @ centres.transpose(0, 2, 1), 0.0)
    return distances


def _starts(points: Array, count: int, rng: np.random.Generator) -> Array:
    """Each centre after the first is a point, drawn the more readily as it is far from those drawn before."""
    runs = np.arange(len(points))
    centres = points[runs, rng.integers(points.shape[1], size=len(points))][:, None]
    nearest = squared_distances(points, centres)[:, :, 0]
    for _ in range(1, count):
        reached = nearest.cumsum(axis=1)
        drawn = rng.random((len(points), 1)) * reached[:, -1:]
        picked = np.minimum((reached <= drawn).sum(axis=1), points.shape[1] - 1)
        centres = np.concatenate([centres, points[runs, picked][:, None]], axis=1)
        nearest = np.minimum(nearest, squared_distances(points, centres[:, -1:])[:, :, 0])
    return centres


def _settled(points: Array, centres: Array) -> Array:
    """Centres moved to the mean of what is nearest to them, until no point of their run changes."""
    moving, before = np.arange(len(points)), np.full(points.shape[:2], -1)
    for _ in range(LONGEST):
        distances = squared_distances(points[moving], centres[moving])
        labels = distances.argmin(axis=2)
        changed = (labels != before[moving]).any(axis=1)
        moving, labels, distances = moving[changed], labels[changed], distances[changed]
        if not moving.size:
            break
        centres[moving] = _means(points[moving], labels, distances, centres.shape[1])
        before[moving] = labels
    return centres


def _means(points: Array, labels: Labels, distances: Array, count: int) -> Array:
    """The mean of each group; one that nothing is in starts again from the point that is worst served."""
    members = (labels[:, :, None] == np.arange(count)).astype(float)
    sizes = members.sum(axis=1)[:, :, None]
    means = members.transpose(0, 2, 1) @ points / np.maximum(sizes, 1)
    farthest = points[np.arange(len(points)), distances.min(axis=2).argmax(axis=1)][:, None]
    found: Array = np.where(sizes > 0, means, farthest)
    return found
