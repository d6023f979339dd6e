"""A graph of roads: crossings with their position, arcs with their minutes, one way each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Index = np.ndarray


@dataclass(frozen=True)
class Graph:
    """Arcs by the crossing where they start: those of crossing i are `start[i]` to `start[i + 1]`.

    `points` (nodes, 2) are latitude and longitude in degrees, `end` (arcs,) where each arc goes, `minutes` (arcs,).
    """

    points: np.ndarray
    start: Index
    end: Index
    minutes: np.ndarray

    @property
    def nodes(self) -> int:
        """How many crossings there are."""
        return len(self.points)


def graph_of(points: np.ndarray, tail: Index, head: Index, minutes: np.ndarray, *, turned: bool = False) -> Graph:
    """The graph of one-way arcs from `tail` to `head`, ranks in `points`; `turned` runs every arc the other way.

    People go to a place: from the place, the turned graph tells their minutes. ValueError when an arc has no crossing
    at an end, or no time.
    """
    if turned:
        tail, head = head, tail
    if len(tail) and (min(tail.min(), head.min()) < 0 or max(tail.max(), head.max()) >= len(points)):
        raise ValueError("Une route va d’un carrefour à un autre de la liste.")
    if not (minutes > 0).all() or not np.isfinite(minutes).all():
        raise ValueError("Une route demande un temps, positif.")
    order = np.argsort(tail, kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(tail, minlength=len(points)))]).astype(np.int64)
    return Graph(points, start, head[order].astype(np.int32), minutes[order].astype(np.float64))
