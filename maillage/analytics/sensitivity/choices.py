"""The choices behind an index, as numbers between 0 and 1: which scale, which mean, which weights, what is left out."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from maillage.analytics.index.aggregate import net_flows
from maillage.analytics.index.grid import Grid
from maillage.analytics.index.normalise import Array, apply, fit
from maillage.analytics.index.recipe import Recipe
from maillage.analytics.index.uncertainty import draw_weights
from maillage.analytics.index.weights import nominal_weights

CHOICES = ("normalisation", "aggregation", "weights", "removed", "imputation")
# Scales on which a mean of any kind makes sense: bounded, and above zero.
NORMALISATIONS = ("goalposts", "min_max", "percentile")
AGGREGATIONS = ("arithmetic", "geometric", "outranking")
TABLE = 4096


@dataclass(frozen=True)
class Variant:
    """Values (n, k) under one scale, with their standard errors, as they are and as net flows."""

    code: str
    values: Array
    deviation: Array
    flows: Array


@dataclass(frozen=True)
class Design:
    """What may be chosen: the variants and means, and tables of drawn weights (t, k) and of noise (t, n)."""

    variants: tuple[Variant, ...]
    aggregations: tuple[str, ...]
    indicators: tuple[str, ...]
    weights: npt.NDArray[np.float64]
    noise: npt.NDArray[np.float64]
    nominal: Array

    @property
    def territories(self) -> int:
        """How many territories are ranked."""
        return len(self.variants[0].values)


def design_of(grid: Grid, recipe: Recipe, seed: int = 95) -> Design:
    """The choices that a recipe's indicators allow over a grid whose territories all have a value or a gap.

    A recipe without fixed goalposts, or whose scale starts at zero or under, has fewer.
    """
    chosen = grid.select(recipe.codes)
    fixed = all(one.low is not None and one.high is not None for one in recipe.indicators)
    scaled = replace(recipe, scale=recipe.scale if recipe.scale[0] > 0 else (1.0, 10.0))
    codes = [code for code in NORMALISATIONS if fixed or code != "goalposts"]
    variants = tuple(_variant(chosen, replace(scaled, normalisation=code)) for code in codes)
    nominal = nominal_weights(recipe, variants[0].values)
    rng = np.random.default_rng((seed, 1))
    return Design(
        variants=variants,
        aggregations=AGGREGATIONS,
        indicators=recipe.codes,
        weights=draw_weights(nominal, TABLE, seed).astype(np.float64),
        noise=rng.standard_normal((TABLE, len(chosen.codes))),
        nominal=nominal,
    )


def _variant(grid: Grid, recipe: Recipe) -> Variant:
    scales = [fit(grid.values[:, k], one, recipe) for k, one in enumerate(recipe.indicators)]

    def scaled(values: Array) -> Array:
        return np.column_stack([apply(values[:, k], scale, recipe) for k, scale in enumerate(scales)])

    values = scaled(grid.values)
    spread = np.abs(scaled(grid.values + grid.deviation) - scaled(grid.values - grid.deviation)) / 2
    return Variant(recipe.normalisation, values, np.nan_to_num(spread), net_flows(values, recipe.scale))
