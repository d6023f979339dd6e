"""`python -m bench.roads`: minutes along the roads of an invented département, against scipy's Dijkstra.

60 000 crossings, 500 places, 15 000 cells, thirty minutes; then the five nearest places of every crossing against
scipy's search of the nearest one. Each makes its graph from the arcs, in a fresh process, in turn; the tables are
compared first.
"""

from __future__ import annotations

from statistics import median
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra, minimum_spanning_tree
from scipy.spatial import Delaunay, cKDTree

from bench._fresh import fresh
from maillage.analytics.roads import Graph, graph_of, nearest_places
from maillage.analytics.roads.ways import ways_between

CROSSINGS, PLACES, CELLS, LIMIT, ROUNDS = 60_000, 500, 15_000, 30.0, 3
KEPT, SPEEDS = 0.5, ((250, 30.0), (800, 50.0), (np.inf, 80.0))


class Scene(NamedTuple):
    """Positions, one-way arcs with their minutes, and the crossings of the places and of the cells."""

    points: np.ndarray
    tail: np.ndarray
    head: np.ndarray
    minutes: np.ndarray
    places: np.ndarray
    cells: np.ndarray


def scene(crossings: int, places: int, cells: int) -> Scene:
    """Towns of all sizes, roads between neighbours, half of them kept with all that joins; kernels loaded."""
    rng = np.random.default_rng(7)
    towns = rng.uniform([0, 0], [48_000, 26_000], (180, 2))
    weight = rng.pareto(1.1, len(towns)) + 0.1
    home = rng.choice(len(towns), crossings, p=weight / weight.sum())
    points = towns[home] + rng.normal(0, 300 + 900 * rng.random((crossings, 1)), (crossings, 2))
    corners = Delaunay(points).simplices
    pairs = np.unique(np.sort(np.vstack([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [0, 2]]]), axis=1), axis=0)
    metres = np.hypot(*(points[pairs[:, 0]] - points[pairs[:, 1]]).T) + 1.0
    tree = minimum_spanning_tree(csr_array(coo_array((metres, pairs.T), shape=(crossings, crossings)))).tocoo()
    joined = np.sort(np.column_stack([tree.row, tree.col]), axis=1)
    pairs = np.unique(np.vstack([pairs[rng.random(len(pairs)) < KEPT], joined]), axis=0).astype(np.int64)
    metres = np.hypot(*(points[pairs[:, 0]] - points[pairs[:, 1]]).T) + 1.0
    speed = np.array([one for _, one in SPEEDS])[np.searchsorted([edge for edge, _ in SPEEDS], metres)]
    minutes = 1.1 * metres / 1000 / speed * 60
    tail, head = np.concatenate([pairs[:, 0], pairs[:, 1]]), np.concatenate([pairs[:, 1], pairs[:, 0]])
    both = np.concatenate([minutes, minutes])
    near = cKDTree(points)
    there, here = (near.query(points[rng.choice(crossings, many)] + 50)[1] for many in (places, cells))
    small = graph_of(points[:2], np.array([0]), np.array([1]), np.array([1.0]))
    ways_between(small, np.array([0]), np.array([1]), LIMIT)
    nearest_places(small, np.array([0]), 5, LIMIT)
    return Scene(points, tail, head, both, there, here)


def _graph(told: Scene) -> Graph:
    return graph_of(told.points, told.tail, told.head, told.minutes)


def _matrix(told: Scene) -> csr_array:
    return csr_array((told.minutes, (told.tail, told.head)), shape=(len(told.points), len(told.points)))


def ours(told: Scene) -> dict[str, float]:
    return _digest(ways_between(_graph(told), told.places, told.cells, LIMIT))


def scipy_all(told: Scene) -> dict[str, float]:
    return _digest(dijkstra(_matrix(told), indices=told.places, limit=LIMIT)[:, told.cells])


def ours_five(told: Scene) -> dict[str, float]:
    _, minutes = nearest_places(_graph(told), told.places, 5, LIMIT)
    return {"first": float(minutes[:, 0][np.isfinite(minutes[:, 0])].sum())}


def scipy_nearest(told: Scene) -> dict[str, float]:
    minutes = dijkstra(_matrix(told), indices=told.places, limit=LIMIT, min_only=True)
    return {"first": float(minutes[np.isfinite(minutes)].sum())}


def _digest(minutes: np.ndarray) -> dict[str, float]:
    known = np.isfinite(minutes)
    return {"pairs": float(known.sum()), "minutes": float(minutes[known].sum())}


def main() -> None:
    print(
        f"{CROSSINGS} carrefours, {PLACES} lieux, {CELLS} mailles, {LIMIT:.0f} minutes, médianes de {ROUNDS} processus"
    )
    for name, methods in {"table": ("ours", "scipy_all"), "5 plus proches / 1": ("ours_five", "scipy_nearest")}.items():
        runs: dict[str, list[dict[str, Any]]] = {method: [] for method in methods}
        for _ in range(ROUNDS):
            for method in methods:
                runs[method].append(fresh("bench.roads", "scene", method, CROSSINGS, PLACES, CELLS))
        first, second = (runs[method][0]["result"] for method in methods)
        for key, value in first.items():
            assert abs(value - second[key]) <= 1e-9 * abs(value), (name, key, value, second[key])
        seconds = [median(run["seconds"] for run in runs[method]) for method in methods]
        peaks = [median(run["peak_mb"] for run in runs[method]) for method in methods]
        print(f"  {name}")
        for method, time, peak in zip(methods, seconds, peaks, strict=True):
            print(f"    {method:18} {time:6.2f} s {peak:7.0f} Mo")
        print(f"    rapports, Maillage sur le pair : durée {seconds[0] / seconds[1]:.2f}")


if __name__ == "__main__":
    main()
