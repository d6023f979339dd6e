"""Territories alike: groups that hold when the data are drawn again, and the words for what makes each of them."""

from __future__ import annotations

from maillage.analytics.typology.agreement import adjusted_rand
from maillage.analytics.typology.groups import Partition, group
from maillage.analytics.typology.naming import Trait, distinct_names
from maillage.analytics.typology.plane import balanced, standardise
from maillage.analytics.typology.search import Search, Typed, find_types, stability
from maillage.analytics.typology.silhouette import silhouettes

__all__ = [
    "Partition",
    "Search",
    "Trait",
    "Typed",
    "adjusted_rand",
    "balanced",
    "distinct_names",
    "find_types",
    "group",
    "silhouettes",
    "stability",
    "standardise",
]
