"""Who gets a training place, and in which session: `allot(total, bodies, floors)`, `seat(places, sessions, ...)`."""

from __future__ import annotations

from maillage.analytics.planning.training.allot import allot, utility
from maillage.analytics.planning.training.seat import Seating, seat
from maillage.analytics.planning.training.spec import Body, Session

__all__ = ["Body", "Seating", "Session", "allot", "seat", "utility"]
