"""Who can reach help, in how long, and how much of it.

Along a table of travel: `nearest`, `catchment`; along straight lines at the size of a country: `nearest_points`,
`catchment_straight`; then `deserts`.
"""

from __future__ import annotations

from maillage.analytics.access.catchment import Band, catchment, shared_catchment
from maillage.analytics.access.deserts import deserts
from maillage.analytics.access.straight import Crowd, Nearest, catchment_straight, nearest_points, shared_straight
from maillage.analytics.access.travel import Mode, TravelTable, nearest, straight_line

__all__ = [
    "Band",
    "Crowd",
    "Mode",
    "Nearest",
    "TravelTable",
    "catchment",
    "catchment_straight",
    "deserts",
    "nearest",
    "nearest_points",
    "shared_catchment",
    "shared_straight",
    "straight_line",
]
