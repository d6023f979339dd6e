"""From points to minutes along the roads: the way to the road, the road, and the way from it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np

from maillage.analytics.access import Mode, nearest_points
from maillage.analytics.kernels import kernels_of
from maillage.analytics.roads.graph import Graph

THREADS, BLOCK = 2, 32


kernels = partial(kernels_of, "maillage.analytics.roads")


def minutes_to(turned: Graph, origins: np.ndarray, places: np.ndarray, mode: Mode, limit: float) -> np.ndarray:
    """Minutes (n, m) from origins (n, 2) to places (m, 2), degrees; infinite beyond the limit on the road.

    `turned` is the graph with its arcs the other way. Each point joins the nearest crossing in a straight line.
    """
    (here, before), (there, after) = (_snap(turned, points, mode) for points in (origins, places))
    found = ways_between(turned, there, here, limit)
    return np.asarray(found.T + before[:, None] + after[None, :])


def ways_between(graph: Graph, sources: np.ndarray, targets: np.ndarray, limit: float) -> np.ndarray:
    """Minutes (sources, targets) along the arcs between crossings, given by rank; infinite beyond the limit."""
    found = np.full((len(sources), len(targets)), np.inf)

    def block(low: int) -> None:
        part = slice(low, low + BLOCK)
        kernels().ways(graph.start, graph.end, graph.minutes, sources[part], targets, limit, found[part])

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(block, range(0, len(sources), BLOCK)))
    return found


def nearest_places(turned: Graph, places: np.ndarray, k: int, limit: float) -> tuple[np.ndarray, np.ndarray]:
    """The k nearest places (given by the rank of their crossing) of every crossing: rank (−1: none) and minutes."""
    index, found = np.empty((turned.nodes, k), np.int32), np.empty((turned.nodes, k))
    kernels().nearest(turned.start, turned.end, turned.minutes, places, limit, index, found)
    return index, found


def _snap(graph: Graph, points: np.ndarray, mode: Mode) -> tuple[np.ndarray, np.ndarray]:
    found = nearest_points(points, graph.points)
    return found.index[:, 0].astype(np.int64), np.asarray(mode.minutes(found.kilometres[:, 0]))
