"""`python -m bench.index`: index, contributions and rank uncertainty of France's communes, against plain pandas.

35 000 invented communes, 10 indicators, 10 000 draws of the weights. Each run is a fresh process; read the ratio.
"""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from bench._fresh import fresh
from maillage.analytics.index.engine import fit_index, score_index
from maillage.analytics.index.grid import empty_grid
from maillage.analytics.index.recipe import Axis, Indicator, Recipe, load_recipe
from maillage.analytics.index.uncertainty import draw_weights, rank_uncertainty

COMMUNES, INDICATORS, DRAWS, SEED = 35_000, 10, 10_000, 95
ROUNDS = {"ours": 3, "theirs": 1}
CODES = tuple(f"i{k}" for k in range(INDICATORS))
BOUNDS = (0.05, 0.95)
Scene = npt.NDArray[np.float64]


def prepared(communes: int) -> Scene:
    """Shares of the communes, correlated as poverty and diplomas are."""
    rng = np.random.default_rng(SEED)
    common = rng.normal(size=(communes, 1))
    return 1 / (1 + np.exp(-(0.8 * common + rng.normal(size=(communes, INDICATORS)))))


def recipe() -> Recipe:
    """An arithmetic mean of ten indicators between fixed bounds."""
    indicators = tuple(Indicator(code, 1.0, 1, *BOUNDS) for code in CODES)
    return replace(load_recipe("maillage-2026"), axes=(Axis("a", "A", 1.0, indicators),), anchor=CODES[0])


def ours(values: Scene) -> dict[str, float]:
    """The engine of Maillage."""
    grid = empty_grid("commune", tuple(f"{i:05d}" for i in range(len(values))), CODES)
    grid = replace(grid, values=values)
    result = score_index(grid, fit_index(grid, recipe()), values.mean(axis=0))
    ranks = rank_uncertainty(result.normalised, result.fitted.weights, draws=DRAWS, seed=SEED)
    return _digest(result.scores, result.contributions.sum(axis=1), ranks.low, ranks.high)


def theirs(values: Scene) -> dict[str, float]:
    """The same computation as an analyst writes it: data frames, one draw after the other."""
    frame = pd.DataFrame(values, columns=list(CODES))
    weights = pd.Series(1 / INDICATORS, index=frame.columns)
    low, high = BOUNDS
    scaled = (1 + 9 * (frame - low) / (high - low)).clip(1, 10)
    reference = (1 + 9 * (frame.mean() - low) / (high - low)).clip(1, 10)
    scores = scaled.mul(weights).sum(axis=1)
    parts = scaled.sub(reference).mul(weights)
    ranks = {}
    for draw, row in enumerate(draw_weights(weights.to_numpy(), DRAWS, SEED)):
        drawn = scaled.mul(row).sum(axis=1)
        ranks[draw] = drawn.rank(ascending=False, method="first").astype("uint16")
    table = pd.DataFrame(ranks)
    return _digest(scores, parts.sum(axis=1), table.quantile(0.05, axis=1), table.quantile(0.95, axis=1))


def _digest(scores: Any, parts: Any, low: Any, high: Any) -> dict[str, float]:
    """What two methods must agree on."""
    named = {"score": scores, "contributions": parts, "rank_5": low, "rank_95": high}
    return {name: float(np.asarray(values, dtype=float).mean()) for name, values in named.items()}


def main() -> None:
    runs = {
        method: [fresh("bench.index", "prepared", method, COMMUNES) for _ in range(count)]
        for method, count in ROUNDS.items()
    }
    print(f"Indice, contributions et {DRAWS} tirages : {COMMUNES} communes, {INDICATORS} indicateurs")
    for method, results in runs.items():
        seconds, peak = median(r["seconds"] for r in results), median(r["peak_mb"] for r in results)
        found = "  ".join(f"{name} {value:.4f}" for name, value in results[0]["result"].items())
        print(f"  {method:7} {seconds:7.2f} s  {peak:6.0f} Mo  {found}")
    for word, key in (("durées", "seconds"), ("mémoires", "peak_mb")):
        ratio = median(r[key] for r in runs["theirs"]) / median(r[key] for r in runs["ours"])
        print(f"  rapport des {word}, pandas sur Maillage : {ratio:.1f}")


if __name__ == "__main__":
    main()
