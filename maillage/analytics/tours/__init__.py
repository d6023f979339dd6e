"""Bus tours over a cycle of days: `plan` finds the least travel, proven, and `check` reads a plan anew."""

from __future__ import annotations

from maillage.analytics.tours.check import check
from maillage.analytics.tours.plan import ImpossibleError, Plan, Tour, plan
from maillage.analytics.tours.routes import Route, routes
from maillage.analytics.tours.spec import Problem, Stop

__all__ = ["ImpossibleError", "Plan", "Problem", "Route", "Stop", "Tour", "check", "plan", "routes"]
