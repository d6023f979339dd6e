"""Reads of actions: for whom, which ones, and each as plain values."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from maillage.programme.governance.models import Decision, Governance, Member
from maillage.programme.governance.selectors.members import confirmed_members
from maillage.programme.people.models import User
from maillage.programme.people.rules import Capability, may
from maillage.programme.roadmap.enums import ActionRole, ActionStatus
from maillage.programme.roadmap.models import Action, ActionNote, Roadmap
from maillage.programme.roadmap.rules.actions import Dated, late_days


def actions_for(user: User | None, roadmap: Roadmap) -> QuerySet[Action]:
    """The actions of a roadmap that someone may read, in its order, with all that a list shows; None reads all."""
    return _whole(visible(user, roadmap.actions.all()))


def actions_in(governance: Governance, user: User | None) -> QuerySet[Action]:
    """The actions of every roadmap that someone may read."""
    return _whole(visible(user, Action.objects.filter(roadmap__governance=governance)))


def visible(user: User | None, found: QuerySet[Action]) -> QuerySet[Action]:
    """Leave out what is reserved to co-pilots."""
    if user is None or may(user.roles, Capability.MANAGE_ROADMAP):
        return found
    return found.filter(is_confidential=False)


def action_by_id(governance: Governance, user: User, public_id: uuid.UUID) -> Action:
    """One action that someone may read, or 404."""
    found = actions_in(governance, user).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def action_by_reference(roadmap: Roadmap, reference: str) -> Action | None:
    """The action of this reference in a roadmap."""
    return roadmap.actions.filter(reference=reference).first()


def _whole(found: QuerySet[Action]) -> QuerySet[Action]:
    related = ("roadmap", "objective__axis", "committee", "proposal")
    return found.select_related(*related).prefetch_related("members__member", "steps", "budget_lines", "risks")


def is_pilot(action: Action, spoken: frozenset[int]) -> bool:
    """Whether one of the members that someone speaks for pilots an action."""
    return any(one.role == ActionRole.PILOT and one.member_id in spoken for one in action.members.all())


def dated(action: Action) -> Dated:
    """What lateness is computed on."""
    steps = tuple((one.due_on, one.done_on) for one in action.steps.all())
    return Dated(ActionStatus(action.status), action.starts_on, action.ends_on, steps)


def late_actions(governance: Governance, user: User | None, today: date) -> list[tuple[Action, int]]:
    """The actions that are late and by how many days, the latest first."""
    found = [(one, late_days(dated(one), today)) for one in actions_in(governance, user)]
    return sorted(((one, days) for one, days in found if days), key=lambda pair: -pair[1])


def last_note(action: Action) -> ActionNote | None:
    """What was said of an action last."""
    return action.notes.first()


def decisions_to_link(governance: Governance) -> QuerySet[Decision]:
    """The decisions taken, the last first."""
    found = Decision.objects.filter(item__meeting__committee__governance=governance, decided_at__isnull=False)
    return found.select_related("item__meeting").order_by("-decided_at")


def members_named(governance: Governance) -> dict[str, Member]:
    """The confirmed members by the name they show; bodies that share a name are told apart by their number."""
    members = list(confirmed_members(governance))
    shared = Counter(one.display_name for one in members)
    return {
        one.display_name if shared[one.display_name] == 1 else f"{one.display_name} ({one.pk})": one for one in members
    }


def sheet_of(action: Action) -> dict[str, Any]:
    """An action as the plain values of `rules.sheet`."""
    lines = list(action.budget_lines.all())
    return {
        "title": action.title,
        "objective": action.objective.title,
        "context": action.context,
        "description": action.description,
        "engagement": action.engagement,
        "needs": list(action.needs),
        "audiences": list(action.audiences),
        "territory_codes": list(action.territory_codes),
        "status": action.status,
        "priority": action.priority,
        "starts_on": _day(action.starts_on),
        "ends_on": _day(action.ends_on),
        "reach_count": action.reach_count,
        "pilots": _names(action, ActionRole.PILOT),
        "partners": _names(action, ActionRole.PARTNER),
        "elected_sponsor": action.elected_sponsor,
        "budget": {f"{one.year}/{one.nature}": str(one.planned_eur) for one in lines},
        "actual": {f"{one.year}/{one.nature}": str(one.actual_eur) for one in lines if one.actual_eur is not None},
    }


def sheets_of(actions: Iterable[Action]) -> dict[str, dict[str, Any]]:
    """The sheets by reference."""
    return {action.reference: sheet_of(action) for action in actions}


def _names(action: Action, role: ActionRole) -> list[str]:
    return sorted(one.member.display_name for one in action.members.all() if one.role == role)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def content_of(roadmap: Roadmap) -> dict[str, Any]:
    """The whole roadmap as plain values: what a version freezes and what two of them compare."""
    axes = roadmap.axes.order_by("position").prefetch_related("objectives")
    return {
        "name": roadmap.name,
        "lead": roadmap.lead.display_name if roadmap.lead else "",
        "starts_on": roadmap.starts_on.isoformat(),
        "ends_on": roadmap.ends_on.isoformat(),
        "territories": list(roadmap.territory_codes),
        "context": roadmap.context,
        "axes": [
            {
                "title": axis.title,
                "ambition": axis.ambition,
                "objectives": [one.title for one in axis.objectives.order_by("position")],
            }
            for axis in axes
        ],
        "actions": sheets_of(actions_for(None, roadmap).filter(Q(is_confidential=False))),
    }
