"""The ways in scipy: what runs where numba is not installed, and the oracle of `compiled`."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

# Sources handled together: a block holds a row of the graph each.
TOGETHER = 64


def ways(
    start: np.ndarray,
    end: np.ndarray,
    minutes: np.ndarray,
    sources: np.ndarray,
    targets: np.ndarray,
    limit: float,
    out: np.ndarray,
) -> None:
    """Minutes from each source to each target along the arcs, infinite beyond the limit: out (sources, targets)."""
    graph = _matrix(start, end, minutes)
    for low in range(0, len(sources), TOGETHER):
        part = sources[low : low + TOGETHER]
        out[low : low + TOGETHER] = dijkstra(graph, indices=part, limit=limit)[:, targets]


def nearest(
    start: np.ndarray,
    end: np.ndarray,
    minutes: np.ndarray,
    sources: np.ndarray,
    limit: float,
    index: np.ndarray,
    found: np.ndarray,
) -> None:
    """The k nearest sources of each node within the limit, nearest first: index (−1: none), found; (nodes, k) each."""
    graph = _matrix(start, end, minutes)
    k = index.shape[1]
    index[:], found[:] = -1, np.inf
    for rank, source in enumerate(sources):
        away = dijkstra(graph, indices=int(source), limit=limit)
        both = np.column_stack([found, away])
        names = np.column_stack([index, np.full(len(away), rank)])
        order = np.argsort(both, axis=1, kind="stable")[:, :k]
        found[:] = np.take_along_axis(both, order, axis=1)
        index[:] = np.where(np.isinf(found), -1, np.take_along_axis(names, order, axis=1))


def _matrix(start: np.ndarray, end: np.ndarray, minutes: np.ndarray) -> csr_array:
    """Two roads between the same crossings: scipy would add them, the shorter is what people take."""
    nodes = len(start) - 1
    tail = np.repeat(np.arange(nodes), np.diff(start))
    order = np.lexsort((minutes, end, tail))
    first = np.ones(len(order), bool)
    first[1:] = (np.diff(tail[order]) != 0) | (np.diff(end[order]) != 0)
    kept = order[first]
    return csr_array((minutes[kept], (tail[kept], end[kept])), shape=(nodes, nodes))
