"""The ways by a search that settles crossings in the order of their minutes (Dijkstra, 1959), compiled by numba.

The waiting crossings stand in a heap of four children a parent: fewer levels, and children side by side in memory.
"""

from __future__ import annotations

import numpy as np
from numba import njit

CHILDREN = 4


@njit(nogil=True, cache=True)
def _put(times: np.ndarray, names: np.ndarray, size: int, time: float, name: int) -> None:
    """Put what waits for `time` in a heap of `size` others."""
    at = size
    while at > 0:
        parent = (at - 1) // CHILDREN
        if times[parent] <= time:
            break
        times[at], names[at] = times[parent], names[parent]
        at = parent
    times[at], names[at] = time, name


@njit(nogil=True, cache=True)
def _drop(times: np.ndarray, names: np.ndarray, size: int) -> None:
    """Take the first out of a heap that then holds `size`."""
    time, name, at = times[size], names[size], 0
    while True:
        first = CHILDREN * at + 1
        if first >= size:
            break
        least = first
        for child in range(first + 1, min(first + CHILDREN, size)):
            if times[child] < times[least]:
                least = child
        if times[least] >= time:
            break
        times[at], names[at] = times[least], names[least]
        at = least
    times[at], names[at] = time, name


@njit(nogil=True, cache=True)
def ways(
    start: np.ndarray,
    end: np.ndarray,
    minutes: np.ndarray,
    sources: np.ndarray,
    targets: np.ndarray,
    limit: float,
    out: np.ndarray,
) -> None:
    """As `plain.ways`."""
    nodes = len(start) - 1
    known = np.full(nodes, np.inf)
    met = np.empty(nodes, np.int32)
    times, names = np.empty(len(end) + 1), np.empty(len(end) + 1, np.int32)
    for rank in range(len(sources)):
        count = _spread(start, end, minutes, sources[rank], limit, known, met, times, names)
        for one in range(len(targets)):
            out[rank, one] = known[targets[one]]
        # Only what was met is to be forgotten.
        for one in range(count):
            known[met[one]] = np.inf


@njit(nogil=True, cache=True)
def _spread(
    start: np.ndarray,
    end: np.ndarray,
    minutes: np.ndarray,
    source: int,
    limit: float,
    known: np.ndarray,
    met: np.ndarray,
    times: np.ndarray,
    names: np.ndarray,
) -> int:
    """Minutes from a source in `known`, all infinite before; the nodes that were met stand in `met`, counted."""
    known[source], met[0], count, size = 0.0, source, 1, 1
    times[0], names[0] = 0.0, source
    while size:
        time, node = times[0], names[0]
        size -= 1
        _drop(times, names, size)
        if time > known[node]:
            continue
        for arc in range(start[node], start[node + 1]):
            there, later = end[arc], time + minutes[arc]
            if later < known[there] and later <= limit:
                if known[there] == np.inf:
                    met[count] = there
                    count += 1
                known[there] = later
                _put(times, names, size, later, there)
                size += 1
    return count


@njit(nogil=True, cache=True)
def nearest(
    start: np.ndarray,
    end: np.ndarray,
    minutes: np.ndarray,
    sources: np.ndarray,
    limit: float,
    index: np.ndarray,
    found: np.ndarray,
) -> None:
    """As `plain.nearest`, in one sweep: a node passes on the k first sources that reach it, and no other."""
    nodes, k = index.shape
    index[:], found[:] = -1, np.inf
    full = np.zeros(nodes, np.int32)
    room = len(end) * k + len(sources) + 1
    times, names = np.empty(room), np.empty(room, np.int64)
    size, many = 0, np.int64(len(sources))
    for rank in range(len(sources)):
        _put(times, names, size, 0.0, sources[rank] * many + rank)
        size += 1
    while size:
        time, node, source = times[0], names[0] // many, names[0] % many
        size -= 1
        _drop(times, names, size)
        if full[node] >= k or _holds(index[node], source):
            continue
        index[node, full[node]], found[node, full[node]] = source, time
        full[node] += 1
        for arc in range(start[node], start[node + 1]):
            there, later = end[arc], time + minutes[arc]
            if later <= limit and full[there] < k:
                _put(times, names, size, later, there * many + source)
                size += 1


@njit(nogil=True, cache=True)
def _holds(row: np.ndarray, source: int) -> bool:
    held = False
    for one in row:
        held = held or one == source
    return held
