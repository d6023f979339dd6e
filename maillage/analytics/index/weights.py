"""Weights of the indicators: given by the recipe, equal, voted by the COPIL, or from a principal component.

Effective weights tell what really moves the index: the squared correlation of each indicator with it, as shares.
"""

from __future__ import annotations

import numpy as np

from maillage.analytics.index.normalise import Array
from maillage.analytics.index.recipe import Recipe


def nominal_weights(recipe: Recipe, normalised: Array | None = None) -> Array:
    """Weights of shape (k,), sum 1. `normalised` (n, k) is only read by the principal-component weighting."""
    if recipe.weighting == "equal":
        return np.full(len(recipe.indicators), 1 / len(recipe.indicators))
    if recipe.weighting == "budget":
        votes = np.array([indicator.votes or 0.0 for indicator in recipe.indicators])
        if votes.sum() <= 0:
            raise ValueError("La pondération par vote demande au moins un point attribué à un indicateur.")
        return votes / votes.sum()
    if recipe.weighting == "pca" and normalised is not None:
        return component_weights(normalised)
    weights = np.array(
        [
            axis.weight * indicator.weight / sum(i.weight for i in axis.indicators)
            for axis in recipe.axes
            for indicator in axis.indicators
        ]
    )
    return weights / weights.sum()


def component_weights(normalised: Array) -> Array:
    """Squared loadings of the first principal component of the complete rows of (n, k); sum 1."""
    complete = normalised[~np.isnan(normalised).any(axis=1)]
    deviation = complete.std(axis=0)
    usable = deviation > 0
    centred = (complete[:, usable] - complete[:, usable].mean(axis=0)) / deviation[usable]
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    weights = np.zeros(normalised.shape[1])
    weights[usable] = directions[0] ** 2
    return weights / weights.sum()


def effective_weights(normalised: Array, scores: Array) -> Array:
    """Shares of squared correlation with the index, shape (k,), sum 1 (0 where an indicator does not vary)."""
    squares = np.zeros(normalised.shape[1])
    for k in range(normalised.shape[1]):
        known = ~np.isnan(normalised[:, k]) & ~np.isnan(scores)
        column, score = normalised[known, k], scores[known]
        if known.sum() > 2 and column.std() > 0 and score.std() > 0:
            squares[k] = np.corrcoef(column, score)[0, 1] ** 2
    total = squares.sum()
    return squares / total if total > 0 else squares
