"""How much two partitions agree: the adjusted Rand index (Hubert, Arabie, 1985)."""

from __future__ import annotations

import numpy as np

from maillage.analytics.index.normalise import Array
from maillage.analytics.typology.groups import Labels


def adjusted_rand(here: Labels, there: Labels) -> float:
    """1 for the same partition whatever its names, 0 on average for partitions drawn at random; labels are (n,)."""
    _, rows = np.unique(here, return_inverse=True)
    _, columns = np.unique(there, return_inverse=True)
    table = np.zeros((rows.max() + 1, columns.max() + 1))
    np.add.at(table, (rows, columns), 1)
    together = _pairs(table).sum()
    left, right = _pairs(table.sum(axis=1)).sum(), _pairs(table.sum(axis=0)).sum()
    chance = left * right / max(_pairs(np.array([float(len(here))])).sum(), 1.0)
    most = (left + right) / 2
    return 1.0 if most == chance else float((together - chance) / (most - chance))


def _pairs(counts: Array) -> Array:
    pairs: Array = counts * (counts - 1) / 2
    return pairs
