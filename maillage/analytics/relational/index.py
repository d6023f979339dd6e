"""The index as a relational expression: normalisation fitted on the table itself, mean, coverage and rank."""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import Any

import ibis

from maillage.analytics.index.recipe import Indicator, Recipe
from maillage.analytics.index.weights import nominal_weights

# Engines add in their own order: scores that differ beyond this digit are equal.
TIE_DIGITS = 9


def scored(table: Any, recipe: Recipe) -> Any:
    """Each territory with its score (null under the coverage) and its rank, 1 the most exposed.

    `table` is an Ibis table of `code` and one column an indicator of the recipe, null where unknown; its rows are the
    basis. It is `fit_index` and `score_index` of `analytics.index`, which are the reference. ValueError for a recipe
    with a step that is not relational.
    """
    _require_relational(recipe)

    columns = {indicator.code: _normalised(table, indicator, recipe) for indicator in recipe.indicators}
    flat = table.select("code", **columns)
    if recipe.aggregation == "outranking":
        flows = {code: _on_scale((_flow(flat, code) + 1) / 2, recipe) for code in recipe.codes}
        flat = flat.select("code", **flows)
    weights = dict(zip(recipe.codes, nominal_weights(recipe).tolist(), strict=True))
    seen = reduce(add, (ibis.ifelse(flat[code].isnull(), 0.0, weight) for code, weight in weights.items()))
    total = reduce(
        add, (_term(flat[code], recipe.aggregation).fill_null(0.0) * weight for code, weight in weights.items())
    )
    enough = (seen >= recipe.coverage - 1e-12) & (seen > 0)
    mean = _closed(total / seen.nullif(0.0), recipe.aggregation)
    result = flat.select("code", score=ibis.ifelse(enough, recipe.factor * mean, ibis.null("float64")))
    rank = ibis.rank().over(order_by=result.score.round(TIE_DIGITS).desc(nulls_first=False)) + 1
    return result.mutate(rank=ibis.ifelse(result.score.isnull(), ibis.null("int64"), rank))


def _require_relational(recipe: Recipe) -> None:
    if recipe.treatment == "outliers":
        raise ValueError(f"La recette « {recipe.title} » ramène des valeurs extrêmes : ce pas n’est pas relationnel.")
    if recipe.weighting == "pca":
        raise ValueError(f"La recette « {recipe.title} » tire ses poids des données : ce pas n’est pas relationnel.")
    on_scale = recipe.normalisation not in ("z_score", "ratio", "classes") and recipe.scale[0] > 0
    if recipe.aggregation in ("geometric", "harmonic") and not on_scale:
        raise ValueError("La moyenne géométrique ou harmonique demande des valeurs normalisées positives.")


def _normalised(table: Any, indicator: Indicator, recipe: Recipe) -> Any:
    return _METHODS[recipe.normalisation](table[indicator.code].cast("float64"), indicator, recipe)


def _goalposts(column: Any, indicator: Indicator, recipe: Recipe) -> Any:
    return _bounded(column, ibis.literal(indicator.low), ibis.literal(indicator.high), indicator.polarity, recipe)


def _min_max(column: Any, indicator: Indicator, recipe: Recipe) -> Any:
    return _bounded(column, column.min().over(), column.max().over(), indicator.polarity, recipe)


def _bounded(column: Any, low: Any, high: Any, polarity: int, recipe: Recipe) -> Any:
    known = ibis.ifelse(column.isnull(), ibis.null("float64"), 0.5)
    share = ((column - low) / (high - low).nullif(0.0)).clip(lower=0.0, upper=1.0)
    turned = share if polarity >= 0 else 1 - share
    return _on_scale(ibis.ifelse(high <= low, known, turned), recipe)


def _z_score(column: Any, indicator: Indicator, recipe: Recipe) -> Any:
    mean, deviation = column.mean().over(), column.std(how="pop").over()
    still = ibis.ifelse(column.isnull(), ibis.null("float64"), 0.0)
    return ibis.ifelse(deviation == 0, still, indicator.polarity * (column - mean) / deviation.nullif(0.0))


def _ratio(column: Any, indicator: Indicator, recipe: Recipe) -> Any:
    mean = column.mean().over()
    ratio = 100 * column / mean.nullif(0.0)
    turned = ratio if indicator.polarity >= 0 else 200 - ratio
    return ibis.ifelse(mean == 0, ibis.ifelse(column.isnull(), ibis.null("float64"), 100.0), turned)


def _target(column: Any, indicator: Indicator, recipe: Recipe) -> Any:
    target = float(indicator.low or 0.0)
    worst = column.max().over() if indicator.polarity >= 0 else column.min().over()
    distance = (column - target) * (1 if indicator.polarity >= 0 else -1)
    return _bounded(distance, ibis.literal(0.0), (worst - target).abs(), 1, recipe)


def _percentile(column: Any, indicator: Indicator, recipe: Recipe) -> Any:
    return _on_scale(_rank_share(column, indicator.polarity), recipe)


def _classes(column: Any, indicator: Indicator, recipe: Recipe) -> Any:
    share = _rank_share(column, indicator.polarity)
    levels = [float(level) for level in recipe.levels]
    steps = [(share < cut, level) for cut, level in zip(recipe.cuts, levels, strict=False)]
    return ibis.ifelse(column.isnull(), ibis.null("float64"), ibis.cases(*steps, else_=levels[-1]))


def _rank_share(column: Any, polarity: int) -> Any:
    """Where a value stands among the known ones, ties in the middle, 0 to 1; null where it is not known."""
    below, equal, known = _counts(column)
    share = (2 * below + equal) / (2 * known)
    turned = share if polarity >= 0 else 1 - share
    return ibis.ifelse(column.isnull(), ibis.null("float64"), turned)


def _flow(table: Any, code: str) -> Any:
    """Share of the others that a territory beats, less the share that beats it."""
    column = table[code]
    below, equal, known = _counts(column)
    others = ibis.greatest(known - 1, 1)
    return ibis.ifelse(column.isnull(), ibis.null("float64"), (below - (known - below - equal)) / others)


def _counts(column: Any) -> tuple[Any, Any, Any]:
    """How many known values are below this one, equal to it, and known at all."""
    below = ibis.rank().over(order_by=column.asc(nulls_first=False))
    return below, column.count().over(group_by=column), column.count().over()


def _on_scale(share: Any, recipe: Recipe) -> Any:
    low, high = recipe.scale
    return low + (high - low) * share


def _term(column: Any, aggregation: str) -> Any:
    if aggregation == "geometric":
        return column.ln()
    return 1 / column if aggregation == "harmonic" else column


def _closed(mean: Any, aggregation: str) -> Any:
    if aggregation == "geometric":
        return mean.exp()
    return 1 / mean if aggregation == "harmonic" else mean


_METHODS = {
    "min_max": _min_max,
    "z_score": _z_score,
    "percentile": _percentile,
    "classes": _classes,
    "ratio": _ratio,
    "goalposts": _goalposts,
    "distance_to_target": _target,
}
