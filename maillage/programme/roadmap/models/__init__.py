"""Records of the roadmap: axes, objectives, actions, effects of proposals, indicators."""

from __future__ import annotations

from maillage.programme.roadmap.models.actions import (
    Action,
    ActionMember,
    ActionNote,
    ActionStep,
    BudgetLine,
    Risk,
)
from maillage.programme.roadmap.models.effects import ProposedEffect
from maillage.programme.roadmap.models.indicators import Indicator, Measurement, Target, WeatherReport
from maillage.programme.roadmap.models.roadmaps import (
    Axis,
    Objective,
    Roadmap,
    RoadmapTransition,
    RoadmapVersion,
)

__all__ = [
    "Action",
    "ActionMember",
    "ActionNote",
    "ActionStep",
    "Axis",
    "BudgetLine",
    "Indicator",
    "Measurement",
    "Objective",
    "ProposedEffect",
    "Risk",
    "Roadmap",
    "RoadmapTransition",
    "RoadmapVersion",
    "Target",
    "WeatherReport",
]
