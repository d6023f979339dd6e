"""Poverty that is secret at commune level: estimated from income and diploma, then raked to what is published.

log(rate) = a + b log(median income) + c (share without diploma); communes of under 50 fiscal households take the
EPCI's rate. Raking multiplies the estimates so that each group's weighted mean equals its published rate.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from maillage.analytics.index.normalise import Array

FEWEST_OBSERVED = 12
BOUNDS = (0.005, 0.75)


@dataclass(frozen=True)
class PovertyModel:
    """The fitted regression: coefficients, explained variance and residual deviation on the log scale."""

    coefficients: tuple[float, float, float]
    r_squared: float
    residual_deviation: float
    observed: int


def fit_poverty(rates: Array, incomes: Array, no_diploma: Array) -> PovertyModel | None:
    """Fit on the communes where all three are known; None when fewer than 12 are."""
    known = ~np.isnan(rates) & ~np.isnan(incomes) & ~np.isnan(no_diploma) & (rates > 0)
    if known.sum() < FEWEST_OBSERVED:
        return None
    design = _design(incomes[known], no_diploma[known])
    target = np.log(rates[known])
    coefficients, *_ = np.linalg.lstsq(design, target, rcond=None)
    residual = target - design @ coefficients
    deviation = float(np.sqrt((residual**2).sum() / (known.sum() - design.shape[1])))
    r_squared = float(1 - residual.var() / target.var()) if target.var() > 0 else 0.0
    a, b, c = (float(value) for value in coefficients)
    return PovertyModel((a, b, c), r_squared, deviation, int(known.sum()))


def predict_poverty(model: PovertyModel, incomes: Array, no_diploma: Array) -> Array:
    """Estimated rates, between 0.5 % and 75 %; NaN where income or diploma is unknown."""
    return np.clip(np.exp(_design(incomes, no_diploma) @ np.array(model.coefficients)), *BOUNDS)


def rake(
    rates: Array,
    weights: Array,
    adjustable: npt.NDArray[np.bool_],
    members: npt.NDArray[np.bool_],
    published: float,
) -> Array:
    """Rates whose weighted mean over `members` equals `published`, moving only the adjustable ones.

    The observed rates never move. Where the observed alone exceed what is published, the factor stays positive
    (rates are rounded at the source) and the remaining gap is the caller's to report.
    """
    moved = members & adjustable & ~np.isnan(rates)
    fixed = members & ~adjustable & ~np.isnan(rates)
    if not moved.any():
        return rates
    total = weights[moved | fixed].sum() * published
    room = total - (weights[fixed] * rates[fixed]).sum()
    factor = np.clip(room / (weights[moved] * rates[moved]).sum(), 0.25, 4.0)
    raked = rates.copy()
    raked[moved] = np.clip(rates[moved] * factor, *BOUNDS)
    return raked


def _design(incomes: Array, no_diploma: Array) -> Array:
    return np.column_stack([np.ones(incomes.size), np.log(incomes), no_diploma])
