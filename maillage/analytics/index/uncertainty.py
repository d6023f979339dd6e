"""How sure is a rank: thousands of draws of the weights (and of the estimated values), and the ranks they give.

Weights follow a Dirichlet law around the nominal ones, +-25 % for an average weight; imputed values move by their own
error. Ranks are exact (1 = most fragile), the first among equals; draws go by blocks over two threads, in half
the memory of the scores.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from maillage.analytics.index.normalise import Array
from maillage.analytics.index.ranking import kernels

SPREAD = 0.25
BLOCK, TERRITORIES = 64, 1024
THREADS = 2
SURE = 0.8


@dataclass(frozen=True)
class RankUncertainty:
    """For each territory (n,): 5 % rank, median, 95 % rank, probability of being in the worst fifth."""

    low: Array
    median: Array
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
    blocks = _ranks(normalised[scored], weights, draws, seed, None if deviation is None else deviation[scored])
    found = np.empty((4, len(scored)))
    positions = np.array([round(share * (draws - 1)) for share in (0.05, 0.5, 0.95)])

    def part(start: int) -> None:
        here = slice(start, start + TERRITORIES)
        ranks = np.concatenate([block[here] for block in blocks], axis=1)
        found[3, here] = (ranks <= max(round(len(scored) / 5), 1)).mean(axis=1)
        kernels().positions_of(ranks, positions, found[:3, here])

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(part, range(0, len(scored), TERRITORIES)))
    return RankUncertainty(*(_spread(column, scored, len(normalised)) for column in found))


def _spread(values: npt.NDArray[np.generic], rows: npt.NDArray[np.intp], size: int) -> Array:
    out = np.full(size, np.nan)
    out[rows] = values
    return out


def _ranks(
    normalised: Array, weights: Array, draws: int, seed: int, deviation: Array | None
) -> list[npt.NDArray[np.unsignedinteger]]:
    """The ranks of each block of draws, (n, draws of the block) each: what a territory needs stays together."""
    count, steps = len(normalised), kernels()
    drawn = draw_weights(weights, draws, seed)
    known = (~np.isnan(normalised)).astype(np.float32).T
    filled = np.nan_to_num(normalised).astype(np.float32).T
    errors = None if deviation is None else (deviation.T**2).astype(np.float32)
    complete = bool(known.all())
    kind: type[np.unsignedinteger] = np.uint16 if count < 65_536 else np.uint32

    def block(start: int) -> npt.NDArray[np.unsignedinteger]:
        part = drawn[start : start + BLOCK]
        scores, other = np.empty((len(part), count), np.float32), np.empty((len(part), count), np.float32)
        steps.means_of(part, filled, scores)
        if errors is not None:
            noise = np.random.default_rng((seed, start)).standard_normal(scores.shape, dtype=np.float32)
            steps.means_of(part**2, errors, other)
            scores += noise * np.sqrt(other)
        if not complete:
            steps.means_of(part, known, other)
            scores /= np.maximum(other, 1e-9)
        ranks = np.empty((count, len(part)), dtype=kind)
        steps.ranks_of(scores, ranks)
        return ranks

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(block, range(0, draws, BLOCK)))
