"""Seven ways to put indicators on one scale; always oriented so that a higher value is more fragile.

A method is fitted on the basis (the territories compared), then applied to any value, the reference's included.
Parameters come back as plain arrays so that a run can store them. Identical values give the midpoint, never 0/0.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from maillage.analytics.index.recipe import Indicator, Recipe

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Fitted:
    """A fitted method for one indicator: what is needed to normalise any value again."""

    indicator: str
    method: str
    parameters: tuple[float, ...]
    polarity: int


def fit(basis: Array, indicator: Indicator, recipe: Recipe) -> Fitted:
    """Fit the recipe's method on one indicator's basis, of shape (n,), NaN where unknown."""
    known = basis[~np.isnan(basis)]
    parameters = _FIT[recipe.normalisation](known, indicator)
    return Fitted(indicator.code, recipe.normalisation, tuple(float(p) for p in parameters), indicator.polarity)


def apply(values: Array, fitted: Fitted, recipe: Recipe) -> Array:
    """Normalised values, same shape, NaN kept. Unit: the recipe's scale, or the method's own."""
    parameters = np.asarray(fitted.parameters)
    return _APPLY[fitted.method](values, parameters, fitted.polarity, recipe)


def _on_scale(share: Array, recipe: Recipe) -> Array:
    low, high = recipe.scale
    return low + (high - low) * share


def _share(values: Array, low: float, high: float, polarity: int) -> Array:
    if high <= low:
        share = np.full_like(values, 0.5)
        share[np.isnan(values)] = np.nan
        return share
    share = np.clip((values - low) / (high - low), 0, 1)
    return share if polarity >= 0 else 1 - share


def _fit_min_max(known: Array, indicator: Indicator) -> Array:
    return np.array([known.min(), known.max()]) if known.size else np.zeros(2)


def _fit_z_score(known: Array, indicator: Indicator) -> Array:
    return np.array([known.mean(), known.std()]) if known.size else np.zeros(2)


def _fit_sorted(known: Array, indicator: Indicator) -> Array:
    return np.sort(known)


def _fit_mean(known: Array, indicator: Indicator) -> Array:
    return np.array([known.mean() if known.size else 0.0])


def _fit_goalposts(known: Array, indicator: Indicator) -> Array:
    if indicator.low is None or indicator.high is None:
        raise ValueError(f"L’indicateur {indicator.code} n’a pas de bornes fixes (goalposts) dans la recette.")
    return np.array([indicator.low, indicator.high])


def _fit_target(known: Array, indicator: Indicator) -> Array:
    target = indicator.low if indicator.low is not None else 0.0
    worst = (known.max() if indicator.polarity >= 0 else known.min()) if known.size else target
    return np.array([target, worst])


def _apply_bounds(values: Array, parameters: Array, polarity: int, recipe: Recipe) -> Array:
    return _on_scale(_share(values, parameters[0], parameters[1], polarity), recipe)


def _apply_z_score(values: Array, parameters: Array, polarity: int, recipe: Recipe) -> Array:
    mean, deviation = parameters
    if deviation == 0:
        return np.where(np.isnan(values), np.nan, 0.0)
    return polarity * (values - mean) / deviation


def _rank_share(values: Array, ordered: Array, polarity: int) -> Array:
    below = np.searchsorted(ordered, values, side="left")
    upto = np.searchsorted(ordered, values, side="right")
    share = (below + upto) / (2 * max(len(ordered), 1))
    share = np.where(np.isnan(values), np.nan, share)
    return share if polarity >= 0 else 1 - share


def _apply_percentile(values: Array, parameters: Array, polarity: int, recipe: Recipe) -> Array:
    return _on_scale(_rank_share(values, parameters, polarity), recipe)


def _apply_classes(values: Array, parameters: Array, polarity: int, recipe: Recipe) -> Array:
    share = _rank_share(values, parameters, polarity)
    levels = np.asarray(recipe.levels, dtype=float)
    place = np.searchsorted(np.asarray(recipe.cuts), np.nan_to_num(share), side="right")
    return np.where(np.isnan(values), np.nan, levels[place])


def _apply_ratio(values: Array, parameters: Array, polarity: int, recipe: Recipe) -> Array:
    if parameters[0] == 0:
        return np.where(np.isnan(values), np.nan, 100.0)
    ratio = 100 * values / parameters[0]
    return ratio if polarity >= 0 else 200 - ratio


def _apply_target(values: Array, parameters: Array, polarity: int, recipe: Recipe) -> Array:
    target, worst = parameters
    distance = (values - target) * (1 if polarity >= 0 else -1)
    return _on_scale(_share(distance, 0, abs(worst - target), 1), recipe)


_FIT: dict[str, Callable[[Array, Indicator], Array]] = {
    "min_max": _fit_min_max,
    "z_score": _fit_z_score,
    "percentile": _fit_sorted,
    "classes": _fit_sorted,
    "ratio": _fit_mean,
    "goalposts": _fit_goalposts,
    "distance_to_target": _fit_target,
}
_APPLY: dict[str, Callable[[Array, Array, int, Recipe], Array]] = {
    "min_max": _apply_bounds,
    "z_score": _apply_z_score,
    "percentile": _apply_percentile,
    "classes": _apply_classes,
    "ratio": _apply_ratio,
    "goalposts": _apply_bounds,
    "distance_to_target": _apply_target,
}
