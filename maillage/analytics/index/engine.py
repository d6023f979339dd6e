"""The index engine: fit a recipe on the territories compared, then score any grid with the same parameters.

Every intermediate keeps its name: raw -> treated -> normalised -> aggregated, with what was fitted stored beside.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maillage.analytics.index.aggregate import aggregate, net_flows, observed_weight
from maillage.analytics.index.audit import Polarity, audit_polarity
from maillage.analytics.index.contributions import contributions
from maillage.analytics.index.grid import Grid
from maillage.analytics.index.normalise import Array, Fitted, apply, fit
from maillage.analytics.index.recipe import Recipe
from maillage.analytics.index.treat import Treatment, no_treatment, treat_outliers
from maillage.analytics.index.weights import effective_weights, nominal_weights


@dataclass(frozen=True)
class FittedIndex:
    """What a recipe became on its basis: treatments, scales, weights, and the polarity audit."""

    recipe: Recipe
    treatments: tuple[Treatment, ...]
    scales: tuple[Fitted, ...]
    weights: Array
    audit: tuple[Polarity, ...]


@dataclass(frozen=True)
class IndexResult:
    """Scores (n,), coverage (n,), normalised values and contributions (n, k), and the reference's score."""

    fitted: FittedIndex
    grid: Grid
    normalised: Array
    deviation: Array
    scores: Array
    coverage: Array
    contributions: Array
    unobserved: Array
    reference_values: Array
    reference_score: float
    effective: Array


def fit_index(basis: Grid, recipe: Recipe) -> FittedIndex:
    """Fit treatment, scales and weights on the basis, and audit the polarities against the recipe's anchor."""
    chosen = basis.select(recipe.codes)
    treatments = tuple(
        treat_outliers(code, chosen.column(code)) if recipe.treatment == "outliers" else no_treatment(code)
        for code in recipe.codes
    )
    treated = _treat(chosen.values, treatments)
    scales = tuple(fit(treated[:, k], indicator, recipe) for k, indicator in enumerate(recipe.indicators))
    normalised = _normalise(treated, scales, recipe)
    anchor = basis.column(recipe.anchor)
    audit = tuple(
        audit_polarity(indicator.code, chosen.values[:, k], indicator.polarity, anchor, -1)
        for k, indicator in enumerate(recipe.indicators)
        if indicator.code != recipe.anchor
    )
    return FittedIndex(recipe, treatments, scales, nominal_weights(recipe, normalised), audit)


def score_index(grid: Grid, fitted: FittedIndex, reference: Array) -> IndexResult:
    """Score a grid. `reference` (k,) holds the reference territory's raw values, in the recipe's order."""
    recipe = fitted.recipe
    chosen = grid.select(recipe.codes)
    normalised = _normalise(_treat(chosen.values, fitted.treatments), fitted.scales, recipe)
    compared = _normalise(_treat(reference[None, :], fitted.treatments), fitted.scales, recipe)[0]
    if recipe.aggregation == "outranking":
        normalised = net_flows(normalised, recipe.scale)
        compared = np.where(np.isnan(compared), np.nan, np.mean(recipe.scale))
    scores = aggregate(normalised, fitted.weights, recipe.aggregation, recipe.coverage, recipe.factor)
    parts, unobserved = contributions(normalised, compared, fitted.weights, recipe.aggregation, recipe.factor)
    whole = aggregate(compared[None, :], fitted.weights, recipe.aggregation, factor=recipe.factor)[0]
    return IndexResult(
        fitted=fitted,
        grid=chosen,
        normalised=normalised,
        deviation=_scaled_deviation(chosen, fitted),
        scores=scores,
        coverage=observed_weight(normalised, fitted.weights),
        contributions=parts,
        unobserved=unobserved,
        reference_values=reference,
        reference_score=float(whole),
        effective=effective_weights(normalised, scores),
    )


def _treat(values: Array, treatments: tuple[Treatment, ...]) -> Array:
    return np.column_stack([treatment.apply(values[:, k]) for k, treatment in enumerate(treatments)])


def _normalise(values: Array, scales: tuple[Fitted, ...], recipe: Recipe) -> Array:
    return np.column_stack([apply(values[:, k], scale, recipe) for k, scale in enumerate(scales)])


def _scaled_deviation(grid: Grid, fitted: FittedIndex) -> Array:
    """Standard errors carried onto the normalised scale, by a centred difference."""
    high = _normalise(_treat(grid.values + grid.deviation, fitted.treatments), fitted.scales, fitted.recipe)
    low = _normalise(_treat(grid.values - grid.deviation, fitted.treatments), fitted.scales, fitted.recipe)
    return np.nan_to_num(np.abs(high - low) / 2)
