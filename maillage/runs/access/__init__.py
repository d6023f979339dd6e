"""How people reach help: homes and helps as declared, journeys as measured, minutes, help once shared."""

from __future__ import annotations

from maillage.runs.access.declared import (
    Help,
    Home,
    capacity_of,
    definition,
    helps_of,
    homes_of,
    mode_of,
    rivals_of,
    with_cars,
)
from maillage.runs.access.journeys import Journeys, journeys_of, ways
from maillage.runs.access.reach import Reach, minutes_of, nearest_minutes, reach, share_within
from maillage.runs.access.table import table_of

__all__ = [
    "Help",
    "Home",
    "Journeys",
    "Reach",
    "capacity_of",
    "definition",
    "helps_of",
    "homes_of",
    "journeys_of",
    "minutes_of",
    "mode_of",
    "nearest_minutes",
    "reach",
    "rivals_of",
    "share_within",
    "table_of",
    "ways",
    "with_cars",
]
