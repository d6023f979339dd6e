"""How sure is a rank: thousands of draws of the weights (and of the estimated values), and the ranks they give.

Weights follow a Dirichlet law around the nominal ones, +-25 % for an average weight; imputed values move by their own
error. Ranks are exact (1 = most fragile); draws go by blocks over two threads so that memory stays flat.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from maillage.analytics.index.normalise import Array

SPREAD = 0.25
BLOCK = 128
THREADS = 2
SURE = 0.8


@dataclass(frozen=True)
class RankUncertainty:
    """For each territory (n,): median rank, 5 % and 95 % ranks, probability of being in the worst fifth."""

    median: Array
    low: Array
    high: Array
    worst_fifth: Array


def draw_weights(weights: Array, draws: int, seed: int) -> npt.NDArray[np.float32]:
    """Weights of shape (draws, k), each row of sum 1, whose mean is `weights`."""
    positive = weights > 0
    mean = 1 / positive.sum()
    concentration = max((1 - mean) / (mean * SPREAD**2) - 1, 1.0)
    rows = np.zeros((draws, weights.size), dtype=np.float32)
    rng = np.random.default_rng(seed)
    rows[:, positive] = rng.dirichlet(concentration * weights[positive], size=draws)
    return rows


def rank_uncertainty(
    normalised: Array, weights: Array, *, draws: int = 2000, seed: int = 95, deviation: Array | None = None
) -> RankUncertainty:
    """Rank statistics over `draws` draws, for the rows of `normalised` (n, k) whose score exists; NaN elsewhere.

    `deviation` (n, k) is the standard error of each normalised value, 0 where it is observed.
    """
    scored = np.flatnonzero(~np.isnan(normalised).all(axis=1))
    ranks = _ranks(normalised[scored], weights, draws, seed, None if deviation is None else deviation[scored])
    ranks.sort(axis=1)
    last = ranks.shape[1] - 1
    worst = (ranks <= max(round(len(scored) / 5), 1)).mean(axis=1)
    columns = (ranks[:, round(0.5 * last)], ranks[:, round(0.05 * last)], ranks[:, round(0.95 * last)], worst)
    return RankUncertainty(*(_spread(column, scored, len(normalised)) for column in columns))


def _spread(values: npt.NDArray[np.generic], rows: npt.NDArray[np.intp], size: int) -> Array:
    out = np.full(size, np.nan)
    out[rows] = values
    return out


def _ranks(
    normalised: Array, weights: Array, draws: int, seed: int, deviation: Array | None
) -> npt.NDArray[np.unsignedinteger]:
    count = len(normalised)
    drawn = draw_weights(weights, draws, seed)
    known = (~np.isnan(normalised)).astype(np.float32).T
    filled = np.nan_to_num(normalised).astype(np.float32).T
    complete = bool(known.all())
    ranks = np.empty((count, draws), dtype=np.uint16 if count < 65_536 else np.uint32)
    order_of = np.arange(1, count + 1, dtype=ranks.dtype)

    def block(start: int) -> None:
        part = drawn[start : start + BLOCK]
        scores = part @ filled
        if deviation is not None:
            noise = np.random.default_rng((seed, start)).standard_normal(scores.shape, dtype=np.float32)
            scores += noise * np.sqrt((part**2) @ (deviation.T.astype(np.float32) ** 2))
        if not complete:
            scores /= np.maximum(part @ known, 1e-9)
        order = np.argsort(-scores, axis=1)
        placed = np.empty(scores.shape, dtype=ranks.dtype)
        np.put_along_axis(placed, order, order_of[None, :], axis=1)
        ranks[:, start : start + BLOCK] = placed.T

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(block, range(0, draws, BLOCK)))
    return ranks
