"""The method page, written from the recipes themselves so that it cannot say anything else than what is computed."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.analytics.index.recipe import Recipe
from maillage.analytics.index.weights import nominal_weights
from maillage.design.parts import Cell, Column, Table
from maillage.design.typography import percent
from maillage.runs.indicators import indicators

NORMALISATIONS = {
    "min_max": "étendue : la plus faible valeur donne 1, la plus forte 10",
    "z_score": "écart à la moyenne, en écarts types",
    "percentile": "rang parmi les territoires comparés",
    "classes": "classes de rang",
    "ratio": "rapport à la moyenne, multiplié par 100",
    "goalposts": "bornes fixées pour la campagne, les mêmes chaque année",
    "distance_to_target": "distance à une cible",
}
AGGREGATIONS = {
    "arithmetic": "moyenne pondérée",
    "geometric": "moyenne géométrique pondérée",
    "harmonic": "moyenne harmonique pondérée",
    "outranking": "surclassement : combien de territoires sont moins exposés",
}


@dataclass(frozen=True)
class Method:
    """One recipe in words."""

    recipe: Recipe
    normalisation: str
    aggregation: str
    coverage: str
    table: Table


def method_of(recipe: Recipe) -> Method:
    """The words and the table of weights of a recipe."""
    words = indicators()
    weights = iter(nominal_weights(recipe)) if recipe.weighting != "pca" else iter(())
    rows = tuple(
        (
            Cell(words[entry.code].title),
            Cell(axis.title),
            Cell(percent(float(next(weights, 0.0)), 0), numeric=True),
            Cell("plus c’est haut, plus on est exposé" if entry.polarity > 0 else "plus c’est bas, plus on est exposé"),
            Cell(_posts(entry.low, entry.high), numeric=True),
        )
        for axis in recipe.axes
        for entry in axis.indicators
    )
    columns = (Column("Indicateur"), Column("Axe"), Column("Poids", True), Column("Sens"), Column("Bornes", True))
    return Method(
        recipe,
        NORMALISATIONS[recipe.normalisation],
        AGGREGATIONS[recipe.aggregation],
        percent(recipe.coverage, 0),
        Table(f"Indicateurs et poids : {recipe.title}", columns, rows),
    )


def _posts(low: float | None, high: float | None) -> str:
    return "sans objet" if low is None or high is None else f"{percent(low, 0)} à {percent(high, 0)}"
