"""Writes actions: their sheet, their state, steps, notes and risks. One door writes a sheet, wherever it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from maillage.programme.governance.models import Decision, Member, Proposal
from maillage.programme.governance.selectors.members import voices
from maillage.programme.journal.services import record
from maillage.programme.people.models import User
from maillage.programme.people.refusals import RefusedError
from maillage.programme.people.rights import NotAllowedError, demand
from maillage.programme.people.rules import Capability, may
from maillage.programme.roadmap.enums import ActionRole, ActionStatus, BudgetNature, Priority, RiskLevel
from maillage.programme.roadmap.models import (
    Action,
    ActionMember,
    ActionNote,
    ActionStep,
    BudgetLine,
    Risk,
    Roadmap,
)
from maillage.programme.roadmap.rules import actions as rules
from maillage.programme.roadmap.rules.sheet import FIRST_YEAR, LAST_YEAR, Change, changes_of, sheet_faults
from maillage.programme.roadmap.selectors import actions as selectors
from maillage.programme.roadmap.selectors.roadmaps import objective_titled, objectives_of
from maillage.programme.roadmap.services.roadmaps import writable
from maillage.programme.roadmap.vocabulary import audiences, engagements, needs
from maillage.programme.territories.selectors import territory_name

PLAIN = ("title", "context", "description", "engagement", "needs", "audiences", "territory_codes", "status", "priority")
PLAIN_TOO = ("starts_on", "ends_on", "reach_count", "elected_sponsor")
ROLES = {"pilots": ActionRole.PILOT, "partners": ActionRole.PARTNER}


class SheetRefusedError(RefusedError):
    """A sheet that says something impossible; `faults` names each field."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = dict(faults)


class FollowUpRefusedError(RefusedError):
    """A state, a step or a risk that cannot be kept."""


@transaction.atomic
def create_action(
    *,
    roadmap: Roadmap,
    sheet: Mapping[str, Any],
    reference: str = "",
    proposal: Proposal | None = None,
    decision: Decision | None = None,
    adopted: bool = False,
    by: object,
) -> Action:
    """Add an action; `adopted` says that a COPIL decided it, which opens even an adopted roadmap."""
    demand(by, Capability.MANAGE_ROADMAP)
    roadmap = roadmap if adopted else writable(roadmap)
    taken = list(roadmap.actions.values_list("reference", flat=True))
    action = Action(roadmap=roadmap, reference=reference or rules.next_reference(taken), proposal=proposal)
    _write(action, {"status": ActionStatus.TO_COME, "priority": Priority.MEDIUM, "title": "", "objective": "", **sheet})
    if decision is not None:
        action.decisions.add(decision)
    _trace("action.created", action, by=by, title=action.title)
    return action


@transaction.atomic
def update_action(*, action: Action, sheet: Mapping[str, Any], adopted: bool = False, by: object) -> list[Change]:
    """Change what a sheet gives, and leave the rest; what changed goes in the journal and comes back."""
    demand(by, Capability.MANAGE_ROADMAP)
    if not adopted:
        writable(action.roadmap)
    action = _locked(action)
    changes = changes_of(action.reference, selectors.sheet_of(action), sheet)
    if changes:
        _write(action, sheet)
        _trace("action.updated", action, by=by, changes={one.field: [one.before, one.after] for one in changes})
    return changes


@transaction.atomic
def set_status(*, action: Action, status: ActionStatus, reason: str = "", by: object, today: date) -> Action:
    """Say where an action stands: its pilot or who runs the roadmap."""
    action = _followed(action, by, today)
    before = ActionStatus(action.status)
    if fault := rules.status_fault(before, status, reason=reason):
        raise FollowUpRefusedError(fault)
    action.status = status
    action.save(update_fields=["status"])
    text = f"{before.label} → {status.label}."
    ActionNote.objects.create(action=action, text=f"{text} {reason.strip()}".strip(), by_label=str(by)[:200])
    _trace("action.status", action, by=by, before=before, after=status, reason=reason)
    return action


@transaction.atomic
def add_note(*, action: Action, text: str, by: object, today: date) -> ActionNote:
    """Keep a dated note."""
    action = _followed(action, by, today)
    note = ActionNote.objects.create(action=action, text=text.strip(), by_label=str(by)[:200])
    _trace("action.noted", action, by=by)
    return note


@transaction.atomic
def add_step(*, action: Action, title: str, due_on: date | None, by: object, today: date) -> ActionStep:
    """Add a step after the others."""
    action = _followed(action, by, today)
    step = ActionStep.objects.create(action=action, position=action.steps.count() + 1, title=title, due_on=due_on)
    _trace("action.step_added", action, by=by, title=title, due_on=due_on)
    return step


@transaction.atomic
def complete_step(*, step: ActionStep, done_on: date | None, by: object, today: date) -> ActionStep:
    """Say that a step is done on a day; None takes it back."""
    action = _followed(step.action, by, today)
    if done_on is not None and done_on > today:
        raise FollowUpRefusedError("Cette date est à venir : une étape est faite aujourd’hui ou avant.")
    step.done_on = done_on
    step.save(update_fields=["done_on"])
    _trace("action.step_done", action, by=by, title=step.title, on=done_on)
    return step


@transaction.atomic
def add_risk(
    *, action: Action, title: str, likelihood: RiskLevel, impact: RiskLevel, response: str, by: object, today: date
) -> Risk:
    """Name a risk and the answer to it."""
    action = _followed(action, by, today)
    risk = Risk.objects.create(action=action, title=title, likelihood=likelihood, impact=impact, response=response)
    _trace("action.risk_added", action, by=by, title=title)
    return risk


@transaction.atomic
def set_budget(
    *, action: Action, year: int, nature: BudgetNature, planned_eur: Decimal, actual_eur: Decimal | None, by: object
) -> BudgetLine:
    """Write one line of a budget: a year and a nature have one line."""
    demand(by, Capability.MANAGE_ROADMAP)
    action = _locked(action)
    line, _ = BudgetLine.objects.update_or_create(
        action=action, year=year, nature=nature, defaults={"planned_eur": planned_eur, "actual_eur": actual_eur}
    )
    _trace("action.budget", action, by=by, year=year, nature=nature, planned_eur=planned_eur, actual_eur=actual_eur)
    return line


@transaction.atomic
def link_decision(*, action: Action, decision: Decision, by: object) -> Action:
    """Tie an action to a decision of a meeting."""
    demand(by, Capability.MANAGE_ROADMAP)
    action.decisions.add(decision)
    _trace("action.decision_linked", action, by=by, decision=decision.pk)
    return action


def _write(action: Action, sheet: Mapping[str, Any]) -> None:
    """Check a sheet whole, then keep it whole."""
    members = selectors.members_named(action.roadmap.governance)
    faults = sheet_faults(sheet, choices=_choices(members), engagements=engagements())
    objective = objective_titled(action.roadmap, sheet["objective"]) if "objective" in sheet else None
    if "objective" in sheet and objective is None:
        names = "; ".join(one.title for one in objectives_of(action.roadmap)[:5]) or "aucun encore, ajoutez-en un"
        faults["objective"] = f"L’objectif « {sheet['objective']} » n’existe pas dans cette feuille de route ({names})."
    unknown = [code for code in sheet.get("territory_codes") or [] if not territory_name(code)]
    if unknown:
        faults["territory_codes"] = f"Territoires inconnus : {', '.join(unknown)}. Écrivez leur code Insee ou SIREN."
    faults |= _budget_faults(sheet)
    if faults:
        raise SheetRefusedError(faults)
    for name in (*PLAIN, *PLAIN_TOO):
        if name in sheet:
            setattr(action, name, _value(name, sheet[name]))
    action.objective = objective or action.objective
    action.save()
    _write_members(action, sheet, members)
    _write_budget(action, sheet)


def _value(name: str, value: Any) -> Any:
    if name in ("starts_on", "ends_on"):
        return date.fromisoformat(value) if value else None
    if name in ("needs", "audiences", "territory_codes"):
        return list(value or [])
    return value if name in ("engagement", "reach_count") else (value or "")


def _choices(members: Mapping[str, Member]) -> dict[str, frozenset[str]]:
    return {
        "needs": frozenset(needs()),
        "audiences": frozenset(audiences()),
        "status": frozenset(ActionStatus.values),
        "priority": frozenset(Priority.values),
        "pilots": frozenset(members),
        "partners": frozenset(members),
    }


def _write_members(action: Action, sheet: Mapping[str, Any], members: Mapping[str, Member]) -> None:
    for field, role in ROLES.items():
        if field not in sheet:
            continue
        action.members.filter(role=role).delete()
        for name in dict.fromkeys(sheet[field] or []):
            ActionMember.objects.update_or_create(action=action, member=members[name], defaults={"role": role})


def _budget_faults(sheet: Mapping[str, Any]) -> dict[str, str]:
    for key, amount in {**(sheet.get("budget") or {}), **(sheet.get("actual") or {})}.items():
        year, _, nature = key.partition("/")
        known = year.isdecimal() and FIRST_YEAR <= int(year) <= LAST_YEAR and nature in BudgetNature.values
        if not known or Decimal(amount) < 0:
            return {"budget": f"Budget : la ligne « {key} » est inconnue ou négative."}
    return {}


def _write_budget(action: Action, sheet: Mapping[str, Any]) -> None:
    """Keep the lines that a sheet gives; a line that it no longer gives goes."""
    if "budget" not in sheet and "actual" not in sheet:
        return
    now = selectors.sheet_of(Action.objects.get(pk=action.pk))
    planned = sheet.get("budget", now["budget"]) or {}
    actual = sheet.get("actual", now["actual"]) or {}
    action.budget_lines.all().delete()
    for key in sorted({*planned, *actual}):
        year, _, nature = key.partition("/")
        real = actual.get(key)
        BudgetLine.objects.create(
            action=action,
            year=int(year),
            nature=nature,
            planned_eur=Decimal(planned.get(key, "0")),
            actual_eur=None if real is None else Decimal(real),
        )


def _followed(action: Action, by: object, today: date) -> Action:
    """The action, locked, for who runs the roadmap or speaks for its pilot."""
    demand(by, Capability.CONTRIBUTE)
    action = _locked(action)
    manages = not isinstance(by, User) or may(by.roles, Capability.MANAGE_ROADMAP)
    if not manages and isinstance(by, User) and not selectors.is_pilot(action, voices(by, today)):
        raise NotAllowedError(f"{by} : {action}")
    return action


def _locked(action: Action) -> Action:
    return Action.objects.select_for_update(of=("self",)).select_related("roadmap__governance").get(pk=action.pk)


def _trace(event: str, action: Action, *, by: object, **details: object) -> None:
    record(actor=by, action=event, object_type="action", object_id=str(action.public_id), details=dict(details))
