"""An invented France for the bench: towns of very unequal sizes, cells around them, places where people are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

SEED, SOUTH, WEST, HEIGHT, WIDTH = 33, 42.5, -4.0, 8.5, 12.0


@dataclass(frozen=True)
class Scene:
    """Cells (n, 2) and places (m, 2) in degrees, people by cell, capacity by place."""

    cells: np.ndarray
    places: np.ndarray
    people: np.ndarray
    capacity: np.ndarray


def scene(cells: int, places: int) -> Scene:
    """So many cells and places; the same at each call."""
    rng = np.random.default_rng(SEED)
    towns = np.column_stack([SOUTH + HEIGHT * rng.random(cells // 65), WEST + WIDTH * rng.random(cells // 65)])
    size = rng.pareto(1.05, len(towns)) + 1
    share = size**0.55
    home = rng.choice(len(towns), cells, p=share / share.sum())
    spread = 0.004 * size[home, None] ** 0.25
    where = towns[home] + rng.normal(0, 1, (cells, 2)) * spread
    people = rng.gamma(1.0, 29.0, cells)
    chosen = rng.choice(cells, places, replace=False, p=people**0.7 / (people**0.7).sum())
    return Scene(where, where[chosen], people, rng.uniform(400, 700, places) * (1 + rng.poisson(0.6, places)))
