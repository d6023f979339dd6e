"""Where to add help so that it serves most: `place` chooses and proves, `worth_of` says what each choice is worth."""

from __future__ import annotations

from maillage.analytics.placement.explain import Worth, worth_of
from maillage.analytics.placement.solve import ContradictionError, OutOfTimeError, Placement, place, serve
from maillage.analytics.placement.spec import Arcs, Floor, Kind, Problem, Tier

__all__ = [
    "Arcs",
    "ContradictionError",
    "Floor",
    "Kind",
    "OutOfTimeError",
    "Placement",
    "Problem",
    "Tier",
    "Worth",
    "place",
    "serve",
    "worth_of",
]
