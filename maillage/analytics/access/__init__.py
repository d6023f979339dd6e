"""Who can reach help, in how long, and how much of it: `straight_line`, `nearest`, `catchment`, `deserts`."""

from __future__ import annotations

from maillage.analytics.access.catchment import Band, catchment
from maillage.analytics.access.deserts import deserts
from maillage.analytics.access.travel import Mode, TravelTable, nearest, straight_line

__all__ = ["Band", "Mode", "TravelTable", "catchment", "deserts", "nearest", "straight_line"]
