"""`python -m bench.ranks`: ten thousand draws over the communes of France, against numpy's product and sort.

Both see the same weights and values; medians and the worst fifth are compared first.
"""

from __future__ import annotations

from statistics import median
from typing import Any, NamedTuple

import numpy as np

from bench._fresh import fresh
from maillage.analytics.index.uncertainty import draw_weights, rank_uncertainty

TERRITORIES, INDICATORS, DRAWS, ROUNDS = 35_000, 10, 10_000, 3
BLOCK = 500


class Scene(NamedTuple):
    """Normalised values (n, k), weights (k,), and how many draws."""

    values: np.ndarray
    weights: np.ndarray
    draws: int


def scene(territories: int, draws: int) -> Scene:
    """One factor and noise, every third indicator skewed; kernels loaded."""
    rng = np.random.default_rng(5)
    values = 0.6 * rng.normal(size=(territories, 1)) + rng.normal(size=(territories, INDICATORS))
    values[:, ::3] = np.exp(values[:, ::3])
    weights = np.full(INDICATORS, 1 / INDICATORS)
    rank_uncertainty(values[:300], weights, draws=128)
    return Scene(values, weights, draws)


def ours(told: Scene) -> dict[str, float]:
    found = rank_uncertainty(told.values, told.weights, draws=told.draws, seed=95)
    return {
        "median": float(found.median.sum()),
        "high": float(found.high.sum()),
        "worst": float(found.worst_fifth.sum()),
    }


def numpy_sort(told: Scene) -> dict[str, float]:
    count = len(told.values)
    drawn = draw_weights(told.weights, told.draws, 95)
    values = told.values.astype(np.float32).T
    ranks = np.empty((told.draws, count), dtype=np.int32)
    places = np.arange(1, count + 1, dtype=np.int32)
    for start in range(0, told.draws, BLOCK):
        order = np.argsort(-(drawn[start : start + BLOCK] @ values), axis=1)
        np.put_along_axis(ranks[start : start + BLOCK], order, places[None, :], axis=1)
    worst = float((ranks <= round(count / 5)).mean(axis=0).sum())
    at = [round(share * (told.draws - 1)) for share in (0.5, 0.95)]
    ranks.partition(at, axis=0)
    return {"median": float(ranks[at[0]].sum()), "high": float(ranks[at[1]].sum()), "worst": worst}


def main() -> None:
    print(f"{TERRITORIES} territoires, {INDICATORS} indicateurs, {DRAWS} tirages, médianes de {ROUNDS} processus neufs")
    runs: dict[str, list[dict[str, Any]]] = {"ours": [], "numpy_sort": []}
    for _ in range(ROUNDS):
        for method, made in runs.items():
            made.append(fresh("bench.ranks", "scene", method, TERRITORIES, DRAWS))
    first, second = (made[0]["result"] for made in runs.values())
    for key, value in first.items():
        # Sums in single precision are not added in one order: a rank or two apart in a billion.
        assert abs(value - second[key]) <= 1e-5 * abs(value), (key, value, second[key])
    seconds = [median(run["seconds"] for run in made) for made in runs.values()]
    peaks = [median(run["peak_mb"] for run in made) for made in runs.values()]
    for method, time, peak in zip(runs, seconds, peaks, strict=True):
        print(f"    {method:18} {time:6.2f} s {peak:7.0f} Mo")
    print(
        f"    rapports, Maillage sur le pair : durée {seconds[0] / seconds[1]:.2f}, mémoire {peaks[0] / peaks[1]:.2f}"
    )


if __name__ == "__main__":
    main()
