"""Minutes along a graph of roads: from homes to every place within a limit, and to the k nearest of them."""

from __future__ import annotations

from maillage.analytics.roads.graph import Graph, graph_of
from maillage.analytics.roads.ways import minutes_to, nearest_places

__all__ = ["Graph", "graph_of", "minutes_to", "nearest_places"]
