"""Ranks of the territories under many ways to make the index, by blocks, and what stays true of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from maillage.analytics.index.normalise import Array
from maillage.analytics.sensitivity.choices import Design, Variant

BLOCK = 2048
FIFTHS = 5
Ranks = npt.NDArray[np.uint32]


@dataclass(frozen=True)
class Certainty:
    """For each territory (n,): median rank, 5 and 95 % ranks, and the probability of each fifth (n, 5), 1 the worst."""

    median: Array
    low: Array
    high: Array
    fifths: Array

    @property
    def likeliest(self) -> npt.NDArray[np.intp]:
        """The likeliest fifth, 1 to 5."""
        return self.fifths.argmax(axis=1) + 1

    def sure(self, least: float) -> npt.NDArray[np.bool_]:
        """Where one fifth has at least this probability."""
        return self.fifths.max(axis=1) >= least - 1e-12


def ranks_under(design: Design, points: Array) -> Ranks:
    """Ranks (draws, n), 1 the most fragile, of points (draws, 5) in the unit cube of CHOICES."""
    ranks = np.empty((len(points), design.territories), dtype=np.uint32)
    removable = len(design.indicators) + 1 if len(design.indicators) > 2 else 1
    picked = np.column_stack(
        [
            _pick(points[:, 0], len(design.variants)),
            _pick(points[:, 1], len(design.aggregations)),
            _pick(points[:, 3], removable),
        ]
    )
    drawn, noisy = _pick(points[:, 2], len(design.weights)), _pick(points[:, 4], len(design.noise))
    for which in np.unique(picked, axis=0):
        rows = np.flatnonzero((picked == which).all(axis=1))
        for start in range(0, len(rows), BLOCK):
            part = rows[start : start + BLOCK]
            weights = design.weights[drawn[part]].copy()
            if which[2]:
                weights[:, which[2] - 1] = 0.0
            variant, method = design.variants[which[0]], design.aggregations[which[1]]
            ranks[part] = _ranked(_scores(variant, method, weights, design.noise[noisy[part]]))
    return ranks


def reference_ranks(design: Design) -> Ranks:
    """The ranks (n,) with the nominal choices: the first variant, the first mean, nominal weights, no noise."""
    still = np.zeros((1, design.territories))
    return _ranked(_scores(design.variants[0], design.aggregations[0], design.nominal[None], still))[0]


def mean_shift(design: Design, ranks: Ranks) -> Array:
    """How many places a territory moves on average from the nominal ranking, shape (draws,) (Saisana et al., 2005)."""
    shift: Array = np.abs(ranks.astype(np.int64) - reference_ranks(design).astype(np.int64)).mean(axis=1)
    return shift


def certainty(ranks: Ranks) -> Certainty:
    """What the draws agree on."""
    count = ranks.shape[1]
    low, median, high = np.quantile(ranks, [0.05, 0.5, 0.95], axis=0, method="inverted_cdf").astype(float)
    edges = np.ceil(np.arange(1, FIFTHS) * count / FIFTHS)
    fifth = np.searchsorted(edges, ranks, side="left")
    shares = np.stack([(fifth == one).mean(axis=0) for one in range(FIFTHS)], axis=1)
    return Certainty(median, low, high, shares)


def _pick(points: Array, count: int) -> npt.NDArray[np.intp]:
    return np.minimum((points * count).astype(np.intp), count - 1)


def _scores(variant: Variant, method: str, weights: Array, noise: Array) -> Array:
    values = variant.flows if method == "outranking" else variant.values
    known = ~np.isnan(values)
    filled = np.where(known, values, 1.0)
    share = np.maximum(weights @ known.T, 1e-12)
    if method == "geometric":
        logs = (weights @ np.where(known, np.log(filled), 0.0).T) / share
        spread = np.where(known, variant.deviation / filled, 0.0)
    else:
        logs = (weights @ np.where(known, filled, 0.0).T) / share
        spread = np.where(known, variant.deviation, 0.0)
    error: Array = np.sqrt((weights**2) @ (spread**2).T) / share
    scores: Array = logs + noise * error
    return scores


def _ranked(scores: Array) -> Ranks:
    order = np.argsort(-scores, axis=1, kind="stable")
    ranks = np.empty(scores.shape, dtype=np.uint32)
    places = np.arange(1, scores.shape[1] + 1, dtype=np.uint32)
    np.put_along_axis(ranks, order, np.broadcast_to(places, scores.shape), axis=1)
    return ranks
