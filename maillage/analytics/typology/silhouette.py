"""Whether a point is nearer to its own group than to the next one (Rousseeuw, 1987)."""

from __future__ import annotations

import numpy as np

from maillage.analytics.index.normalise import Array
from maillage.analytics.typology.groups import Labels, squared_distances


def silhouettes(points: Array, labels: Labels) -> Array:
    """Silhouettes (n,) in [-1, 1] of points (n, d): under 0, another group is nearer; 0 for a group of one."""
    distances = np.sqrt(squared_distances(points[None], points[None])[0])
    np.fill_diagonal(distances, 0.0)
    members = (labels[:, None] == np.unique(labels)).astype(float)
    sizes, rows = members.sum(axis=0), np.arange(len(points))
    own = members.argmax(axis=1)
    sums = distances @ members
    inside = sums[rows, own] / np.maximum(sizes[own] - 1, 1)
    means = sums / sizes
    means[rows, own] = np.inf
    outside = means.min(axis=1)
    if not np.isfinite(outside).all():
        return np.zeros(len(points))
    widest = np.maximum(inside, outside)
    return np.where((sizes[own] > 1) & (widest > 0), (outside - inside) / np.where(widest > 0, widest, 1.0), 0.0)
