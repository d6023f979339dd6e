"""The ranks in numpy: what runs where numba is not installed, and the oracle of `compiled`."""

from __future__ import annotations

import numpy as np


def means_of(weights: np.ndarray, values: np.ndarray, scores: np.ndarray) -> None:
    """Weighted sums of weights (draws, k) and values (k, n), float32, added in the order of k: scores (draws, n)."""
    scores[:] = 0.0
    for one, value in enumerate(values):
        scores += weights[:, one, None] * value


def ranks_of(scores: np.ndarray, ranks: np.ndarray) -> None:
    """Ranks (n, draws) of the rows of scores (draws, n), float32 without NaN, 1 the highest, the first among equals.

    `ranks` is filled in. Zero and minus zero are equal.
    """
    order = np.argsort(-scores, axis=1, kind="stable")
    places = np.arange(1, scores.shape[1] + 1, dtype=ranks.dtype)
    np.put_along_axis(ranks.T, order, np.broadcast_to(places, scores.shape), axis=1)


def positions_of(ranks: np.ndarray, positions: np.ndarray, found: np.ndarray) -> None:
    """What stands at each position (from 0, growing) of each row of ranks (n, draws) put in order.

    `found` (p, n) is filled in; `ranks` may be reordered.
    """
    ranks.sort(axis=1)
    found[:] = ranks[:, positions].T
