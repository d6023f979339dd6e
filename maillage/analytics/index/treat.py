"""Outlier treatment before normalisation: winsorise a few values, or take logs, and say what was changed.

Rule of the OECD/JRC handbook: at most five values are brought back to the next one until |skewness| <= 2 and
kurtosis <= 3.5; when that is not enough the indicator is put on a log scale.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from maillage.analytics.index.normalise import Array

MOST_POINTS = 5
SKEWNESS = 2.0
KURTOSIS = 3.5


@dataclass(frozen=True)
class Treatment:
    """What was done to one indicator: bounds of the values kept, and whether logs were taken."""

    indicator: str
    low: float
    high: float
    logged: bool
    changed: int

    def apply(self, values: Array) -> Array:
        """The treated values, same shape, NaN kept."""
        treated = np.clip(values, self.low, self.high)
        return np.log1p(treated) if self.logged else treated


def no_treatment(indicator: str) -> Treatment:
    """Leave the indicator as it is."""
    return Treatment(indicator, -np.inf, np.inf, False, 0)


def treat_outliers(indicator: str, values: Array) -> Treatment:
    """The smallest treatment that brings the indicator of shape (n,) within the rule."""
    known = np.sort(values[~np.isnan(values)])
    low, high = 0, known.size - 1
    for changed in range(min(MOST_POINTS, known.size - 1) + 1):
        if _well_behaved(np.clip(known, known[low], known[high])):
            return Treatment(indicator, float(known[low]), float(known[high]), False, changed)
        if stats.skew(np.clip(known, known[low], known[high])) > 0:
            high -= 1
        else:
            low += 1
    if known.size and known[0] > -1:
        return Treatment(indicator, -np.inf, np.inf, True, int(known.size))
    return no_treatment(indicator)


def _well_behaved(values: Array) -> bool:
    if values.size < 4 or np.ptp(values) == 0:
        return True
    return bool(abs(stats.skew(values)) <= SKEWNESS and stats.kurtosis(values, fisher=False) - 3 <= KURTOSIS)
