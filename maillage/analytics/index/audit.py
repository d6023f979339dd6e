"""The polarity audit: does each indicator rise where territories are poorer, as its declared polarity says?

The published "v1" index counted an axis that rises with income: the richer, the more fragile. This audit catches it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from maillage.analytics.index.normalise import Array

WEAK = 0.2


@dataclass(frozen=True)
class Polarity:
    """Rank correlation of one indicator with the anchor's fragility, and the verdict."""

    indicator: str
    declared: int
    correlation: float
    suspicious: bool


def audit_polarity(code: str, values: Array, declared: int, anchor: Array, anchor_polarity: int) -> Polarity:
    """Compare the declared polarity with the sign of Spearman's correlation with the anchor (n,).

    `anchor_polarity` is -1 for income (low is fragile). Correlations under 0.2 in size accuse nobody.
    """
    known = ~np.isnan(values) & ~np.isnan(anchor)
    if known.sum() < 10 or np.ptp(values[known]) == 0 or np.ptp(anchor[known]) == 0:
        return Polarity(code, declared, float("nan"), False)
    correlation = float(stats.spearmanr(values[known], anchor_polarity * anchor[known]).statistic)
    suspicious = abs(correlation) >= WEAK and bool(np.sign(correlation) != declared)
    return Polarity(code, declared, correlation, suspicious)
