"""The plane where territories are compared: standard scores, and axes that weigh the same whatever they hold."""

from __future__ import annotations

import numpy as np

from maillage.analytics.index.normalise import Array


def standardise(values: Array, most: float = 2.0) -> Array:
    """Distances to the mean in standard deviations, shape (n, d), within +-`most`; NaN kept, 0 where all is equal.

    The bound keeps one extreme territory from being a type of its own.
    """
    mean, deviation = np.nanmean(values, axis=0), np.nanstd(values, axis=0)
    usable = deviation > 1e-12
    scores = np.where(usable, (values - mean) / np.where(usable, deviation, 1.0), np.where(np.isnan(values), np.nan, 0))
    clipped: Array = np.clip(scores, -most, most)
    return clipped


def balanced(scores: Array, axes: tuple[str, ...]) -> Array:
    """Scores (n, d) shrunk so that each axis, named once a column in `axes`, has the same weight in a distance."""
    share = np.array([1 / np.sqrt(axes.count(axis)) for axis in axes])
    shrunk: Array = scores * share
    return shrunk
