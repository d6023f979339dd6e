"""An invented département for the bench: towns of very unequal sizes, inhabited cells, sites where people are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

SEED, TOWNS, CELLS, PEOPLE = 95, 184, 15_000, 1_260_000
WIDTH_M, HEIGHT_M, SIDE_M = 48_000.0, 26_000.0, 200.0


@dataclass(frozen=True)
class Scene:
    """Rows (n, 2) and sites (m, 2) in metres, people by row (n,)."""

    rows: np.ndarray
    sites: np.ndarray
    people: np.ndarray


def scene(rows: int, sites: int) -> Scene:
    """So many rows and sites, the same at each call; fewer rows than cells: each cell joins the nearest row."""
    cells, people = _cells()
    rng = np.random.default_rng(rows + sites)
    share = np.sqrt(people)
    where = cells[rng.choice(len(cells), sites, replace=False, p=share / share.sum())]
    where = where + rng.uniform(-90, 90, where.shape)
    if rows >= len(cells):
        return Scene(cells, where, people)
    kept = cells[rng.choice(len(cells), rows, replace=False)]
    _, nearest = cKDTree(kept).query(cells)
    return Scene(kept, where, np.bincount(nearest, people, rows))


def _cells() -> tuple[np.ndarray, np.ndarray]:
    """Exactly `CELLS` squares around the towns, three in ten of which are near a pole, and their people."""
    rng = np.random.default_rng(SEED)
    size = np.array([WIDTH_M, HEIGHT_M])
    poles, near = rng.random((3, 2)) * size, int(0.3 * TOWNS)
    towns = rng.random((TOWNS, 2)) * size
    towns[:near] = np.clip(poles[rng.integers(0, 3, near)] + rng.normal(0, 2_500, (near, 2)), 0, size - 1)
    people = (rng.pareto(1.05, TOWNS) + 1) * np.where(np.arange(TOWNS) < near, 6.0, 1.0)
    people = np.minimum(people, 0.03 * people.sum())
    many = people**0.55
    home = rng.choice(TOWNS, 4 * CELLS, p=many / many.sum())
    spread = 150 + 110 * np.sqrt(many[home] / many.sum() * 2.4 * CELLS)
    square = np.floor((towns[home] + rng.normal(0, 1, (len(home), 2)) * spread[:, None]) / SIDE_M)
    inside = ((square >= 0) & (square < size // SIDE_M)).all(axis=1)
    _, first = np.unique(square[inside], axis=0, return_index=True)
    first = np.sort(rng.choice(first, CELLS, replace=False))
    square, home = square[inside][first], home[inside][first]
    lived = rng.gamma(0.6, 1.0, CELLS) * (people / np.bincount(home, minlength=TOWNS).clip(1))[home]
    return (square + 0.5) * SIDE_M, np.round(np.maximum(lived / lived.sum() * PEOPLE, 1.0), 2)
