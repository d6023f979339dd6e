"""A fictitious roadmap with an axis, an objective and an action, for the tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from maillage.programme.governance.enums import CommitteeKind, MemberCategory
from maillage.programme.governance.models import Governance, Meeting, Member
from maillage.programme.roadmap.enums import RoadmapState
from maillage.programme.roadmap.models import Action, Indicator, Objective, Roadmap
from maillage.programme.roadmap.services.actions import create_action
from maillage.programme.roadmap.services.indicators import save_indicator
from maillage.programme.roadmap.services.roadmaps import create_roadmap, move_roadmap, save_axis, save_objective
from tests.factories.governance_bodies import BY, TODAY, make_committee, make_meeting, make_member

SHEET = {"title": "Former les aidants", "objective": "Des aidants formés"}


def make_roadmap(governance: Governance, **fields: Any) -> Roadmap:
    """The départemental roadmap, a draft; or a local one."""
    given = {
        "name": "Feuille de route fictive",
        "lead": None,
        "is_departemental": True,
        "territory_codes": ["95"],
        "starts_on": date(2025, 1, 1),
        "ends_on": date(2027, 12, 31),
    }
    return create_roadmap(governance=governance, **(given | fields), by=BY)


def make_objective(roadmap: Roadmap, title: str = "Des aidants formés") -> Objective:
    """One objective on an axis of its own."""
    return save_objective(axis=save_axis(roadmap=roadmap, title="Former", by=BY), title=title, by=BY)


def make_action(roadmap: Roadmap, **sheet: Any) -> Action:
    """One action; its objective is made when it is missing."""
    if not roadmap.axes.exists():
        make_objective(roadmap)
    return create_action(roadmap=roadmap, sheet={**SHEET, **sheet}, by=BY)


def adopt(roadmap: Roadmap) -> tuple[Roadmap, Meeting]:
    """Take a draft to its adoption, through held meetings; the last one comes back."""
    governance = roadmap.governance
    cotech = make_meeting(make_committee(governance, CommitteeKind.COTECH))
    copil = make_meeting(make_committee(governance, CommitteeKind.COPIL))
    steps = ((RoadmapState.CONSULTATION, None), (RoadmapState.VALIDATED, cotech), (RoadmapState.ADOPTED, copil))
    for state, meeting in steps:
        roadmap = move_roadmap(roadmap=roadmap, to=state, meeting=meeting, by=BY, today=TODAY)
    return roadmap, copil


def make_lead(governance: Governance, **fields: Any) -> Member:
    """A member that may carry a local roadmap."""
    return make_member(governance, MemberCategory.REGION, **fields)


def make_indicator(governance: Governance, **fields: Any) -> Indicator:
    """The young people of the minutes: from 0 on 1 January 2024, in young people, upwards."""
    given = {
        "title": "Jeunes formés",
        "unit": "jeunes",
        "source": "École fictive",
        "baseline_value": Decimal(0),
        "baseline_on": date(2024, 1, 1),
    }
    return save_indicator(governance=governance, values=given | fields, by=BY)
