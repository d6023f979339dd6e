"""From normalised indicators to one score, with the coverage rule: too little observed weight, no score."""

from __future__ import annotations

import numpy as np

from maillage.analytics.index.normalise import Array


def observed_weight(normalised: Array, weights: Array) -> Array:
    """Share of the weight that is observed, shape (n,)."""
    share: Array = (~np.isnan(normalised)) @ weights
    return share


def aggregate(normalised: Array, weights: Array, method: str, coverage: float = 0.0, factor: float = 1.0) -> Array:
    """Scores of shape (n,), NaN under the coverage; weights are re-normalised over what is observed.

    arithmetic: sum w z; geometric: prod z^w (needs z > 0); harmonic: 1 / sum (w / z);
    outranking: `normalised` already holds net flows (see `net_flows`), summed as the arithmetic mean.
    """
    share = observed_weight(normalised, weights)
    enough = (share >= coverage - 1e-12) & (share > 0)
    kept = np.where(np.isnan(normalised), 0.0, weights) / np.where(share > 0, share, 1.0)[:, None]
    filled = np.nan_to_num(normalised, nan=1.0)
    scores = factor * _mean(filled, kept, method)
    return np.where(enough, scores, np.nan)


def _mean(values: Array, weights: Array, method: str) -> Array:
    if method in ("arithmetic", "outranking"):
        total: Array = (values * weights).sum(axis=1)
        return total
    if (values <= 0).any():
        raise ValueError("La moyenne géométrique ou harmonique demande des valeurs normalisées positives.")
    if method == "geometric":
        return np.exp((np.log(values) * weights).sum(axis=1))
    return 1 / (weights / values).sum(axis=1)


def net_flows(normalised: Array, scale: tuple[float, float]) -> Array:
    """For each indicator, how often a territory is more fragile than the others, put on the scale.

    Net flow (Promethee II, usual criterion) = share of others beaten - share of others that beat it, in [-1, 1];
    additive over indicators, so contributions stay exact. Shape (n, k), NaN kept.
    """
    low, high = scale
    flows = np.full_like(normalised, np.nan)
    for k in range(normalised.shape[1]):
        column = normalised[:, k]
        known = np.sort(column[~np.isnan(column)])
        others = max(known.size - 1, 1)
        below = np.searchsorted(known, column, side="left")
        above = known.size - np.searchsorted(known, column, side="right")
        flows[:, k] = np.where(np.isnan(column), np.nan, (below - above) / others)
    return low + (high - low) * (flows + 1) / 2
