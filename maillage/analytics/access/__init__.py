"""Who can reach help, in how long, and how much of it.

Along a table of travel: `nearest`, `catchment`; along straight lines at the size of a country: `nearest_points`,
`catchment_straight`; then `deserts`.
"""

from __future__ import annotations

from maillage.analytics.access.catchment import Band, catchment
from maillage.analytics.access.deserts import deserts
from maillage.analytics.access.straight import Nearest, catchment_straight, nearest_points
from maillage.analytics.access.travel import Mode, TravelTable, nearest, straight_line

__all__ = [
    "Band",
    "Mode",
    "Nearest",
    "TravelTable",
    "catchment",
    "catchment_straight",
    "deserts",
    "nearest",
    "nearest_points",
    "straight_line",
]
