"""Why a score: exact contributions of each indicator, whose sum is the score minus the reference's.

Arithmetic: c_k = w_k (z_k - z_ref,k). Other means: Shapley values of the game v(S) = mean with the territory's
values in S and the reference's elsewhere. What a missing indicator changes is a contribution of its own.
"""

from __future__ import annotations

from itertools import combinations
from math import factorial

import numpy as np

from maillage.analytics.index.aggregate import aggregate
from maillage.analytics.index.normalise import Array


def contributions(
    normalised: Array, reference: Array, weights: Array, method: str, factor: float = 1.0
) -> tuple[Array, Array]:
    """Contributions (n, k), 0 where unobserved, and the effect (n,) of what is not observed.

    `reference` (k,) holds the reference's normalised values, NaN where unknown. For every row:
    contributions.sum() + effect == score - score of the reference.
    """
    seen = ~np.isnan(normalised) & ~np.isnan(reference)
    base = np.where(np.isnan(normalised), np.nan, reference)
    whole = aggregate(reference[None, :], weights, method, factor=factor)[0]
    parts = _additive(normalised, base, weights, factor) if method in ("arithmetic", "outranking") else None
    if parts is None:
        parts = np.vstack([_shapley(z, r, weights, method) for z, r in zip(normalised, base, strict=True)]) * factor
    scores = aggregate(normalised, weights, method, factor=factor)
    parts = np.where(seen, parts, 0.0)
    return parts, scores - whole - parts.sum(axis=1)


def _additive(normalised: Array, base: Array, weights: Array, factor: float) -> Array:
    known = ~np.isnan(normalised)
    share = known @ weights
    kept = np.where(known, weights, 0.0) / np.where(share > 0, share, 1.0)[:, None]
    return np.nan_to_num(factor * kept * (normalised - base))


def _shapley(values: Array, base: Array, weights: Array, method: str) -> Array:
    players = np.flatnonzero(~np.isnan(values) & ~np.isnan(base))
    shares = np.zeros(values.size)
    if players.size == 0:
        return shares
    subsets = [frozenset(s) for size in range(players.size + 1) for s in combinations(players, size)]
    rows = np.tile(base, (len(subsets), 1))
    for row, subset in zip(rows, subsets, strict=True):
        row[list(subset)] = values[list(subset)]
    worth = dict(zip(subsets, aggregate(rows, weights, method), strict=True))
    count = players.size
    for player in players:
        for subset in subsets:
            if player not in subset:
                chance = factorial(len(subset)) * factorial(count - len(subset) - 1) / factorial(count)
                shares[player] += chance * (worth[subset | {player}] - worth[subset])
    return shares
