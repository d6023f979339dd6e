"""Which choice matters: first and total Sobol indices (Jansen, 1999) on a design of Saltelli (2010)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.stats import qmc

from maillage.analytics.index.normalise import Array

AGAIN = 200


@dataclass(frozen=True)
class Effect:
    """How much of the variance one choice makes: alone (`first`), with the others (`total`), and its 90 % interval."""

    name: str
    first: float
    total: float
    total_low: float
    total_high: float


def saltelli(power: int, dimensions: int, seed: int) -> tuple[Array, Array]:
    """Two tables of points (2 ** power, dimensions) in the unit cube."""
    points = qmc.Sobol(2 * dimensions, seed=seed).random_base2(power)
    return points[:, :dimensions], points[:, dimensions:]


def effects(
    names: tuple[str, ...], model: Callable[[Array], Array], *, power: int = 10, seed: int = 95
) -> tuple[Effect, ...]:
    """The effect of each choice on the output of a model from points (m, d) to numbers (m,).

    A model that never changes has effects of 0. The interval comes from drawing the points again (bootstrap).
    """
    here, there = saltelli(power, len(names), seed)
    first, second = model(here), model(there)
    mixed = np.stack([model(_with_column(here, there, k)) for k in range(len(names))])
    variance = np.concatenate([first, second]).var()
    if variance <= 0:
        return tuple(Effect(name, 0.0, 0.0, 0.0, 0.0) for name in names)
    alone = 1 - ((second - mixed) ** 2).mean(axis=1) / (2 * variance)
    whole = ((first - mixed) ** 2).mean(axis=1) / (2 * variance)
    rng = np.random.default_rng(seed)
    rows = rng.integers(0, len(first), size=(AGAIN, len(first)))
    again = ((first[rows] - mixed[:, rows]) ** 2).mean(axis=2) / (
        2 * np.concatenate([first[rows], second[rows]], axis=1).var(axis=1)
    )
    low, high = np.quantile(again, [0.05, 0.95], axis=1)
    return tuple(
        Effect(name, float(max(alone[k], 0.0)), float(whole[k]), float(low[k]), float(high[k]))
        for k, name in enumerate(names)
    )


def _with_column(here: Array, there: Array, k: int) -> Array:
    mixed = here.copy()
    mixed[:, k] = there[:, k]
    return mixed
