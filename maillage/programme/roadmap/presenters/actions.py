"""Actions in French words: a line of a list, the whole sheet, its money and its history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone

from maillage.design.money import exact_euros
from maillage.design.parts import Cell, Column, Step, Table
from maillage.design.typography import day_of, number, spaced
from maillage.programme.roadmap.enums import ActionRole, ActionStatus, BudgetNature, Priority, RiskLevel
from maillage.programme.roadmap.models import Action, ActionNote, BudgetLine, Risk
from maillage.programme.roadmap.rules.actions import ENDED, is_severe, late_days, missing_parts, total
from maillage.programme.roadmap.rules.sheet import BY_CODE, Change, FieldKind
from maillage.programme.roadmap.selectors.actions import dated
from maillage.programme.roadmap.selectors.roadmaps import names_of_codes
from maillage.programme.roadmap.vocabulary import audiences, needs

S = ActionStatus
STATUS_KINDS = {S.DONE: "success", S.BLOCKED: "error", S.PAUSED: "warning", S.DROPPED: "muted", S.TO_DISCUSS: "muted"}
NOTHING = "non renseigné"


def counted(count: int, one: str, many: str = "") -> str:
    """« 1 action », « 12 actions »."""
    return f"{number(count)} {one if count < 2 else many or one + 's'}"


@dataclass(frozen=True)
class ActionLine:
    """An action in a list."""

    reference: str
    title: str
    url: str
    status: str
    status_kind: str
    late: str
    late_days: int
    ended: bool
    pilots: str
    dates: str
    budget: str


def action_line(action: Action, today: date) -> ActionLine:
    """An action in words; `late` is empty when it is not."""
    status, days = ActionStatus(action.status), late_days(dated(action), today)
    return ActionLine(
        reference=action.reference,
        title=action.title,
        url=reverse("roadmap:action", kwargs={"public_id": action.public_id}),
        status=status.label,
        status_kind=STATUS_KINDS.get(status, "info"),
        late=f"en retard de {counted(days, 'jour')}" if days else "",
        late_days=days,
        ended=status in ENDED,
        pilots=", ".join(members_as(action, ActionRole.PILOT)) or "personne encore",
        dates=dates_words(action.starts_on, action.ends_on),
        budget=exact_euros(total(line.planned_eur for line in action.budget_lines.all())),
    )


def members_as(action: Action, role: ActionRole) -> list[str]:
    """The members that have this role."""
    return [one.member.display_name for one in action.members.all() if one.role == role]


def dates_words(starts_on: date | None, ends_on: date | None) -> str:
    """« du … au … », with what is known."""
    if starts_on and ends_on:
        return f"du {day_of(starts_on)} au {day_of(ends_on)}"
    if ends_on:
        return f"jusqu’au {day_of(ends_on)}"
    return f"à partir du {day_of(starts_on)}" if starts_on else "dates à fixer"


@dataclass(frozen=True)
class StepLine:
    """A step, when it is due, and whether it is late."""

    number: int
    title: str
    due: str
    state: str
    kind: str


def step_lines(action: Action, today: date) -> tuple[StepLine, ...]:
    """The steps in order."""
    lines = []
    for one in action.steps.all():
        late = one.done_on is None and one.due_on is not None and one.due_on < today
        state = f"faite le {day_of(one.done_on)}" if one.done_on else "en retard" if late else "à faire"
        kind = "success" if one.done_on else "error" if late else "muted"
        lines.append(StepLine(one.pk, one.title, day_of(one.due_on) if one.due_on else "sans date", state, kind))
    return tuple(lines)


@dataclass(frozen=True)
class RiskLine:
    """A risk in words."""

    title: str
    level: str
    kind: str
    response: str


def risk_lines(risks: Iterable[Risk]) -> tuple[RiskLine, ...]:
    """The risks of an action."""
    return tuple(
        RiskLine(
            one.title,
            f"probabilité {one.get_likelihood_display().lower()}, gravité {one.get_impact_display().lower()}",
            "error" if is_severe(RiskLevel(one.likelihood), RiskLevel(one.impact)) else "warning",
            one.response or "aucune réponse prévue encore",
        )
        for one in risks
    )


def facts(action: Action) -> tuple[tuple[str, str], ...]:
    """What the sheet says, label by label."""
    labels, publics = needs(), audiences()
    pairs = (
        ("Pilotes", ", ".join(members_as(action, ActionRole.PILOT))),
        ("Partenaires", ", ".join(members_as(action, ActionRole.PARTNER))),
        ("Élu référent", action.elected_sponsor),
        ("Dates", dates_words(action.starts_on, action.ends_on)),
        ("Priorité", Priority(action.priority).label),
        ("Engagement national", f"Engagement {action.engagement}" if action.engagement else ""),
        ("Besoins d’ingénierie", " ; ".join(labels.get(code, code) for code in action.needs)),
        ("Publics", ", ".join(publics.get(code, code) for code in action.audiences)),
        ("Territoires", ", ".join(names_of_codes(action.territory_codes))),
        ("Personnes à toucher", number(action.reach_count) if action.reach_count is not None else ""),
        ("Instance qui la suit", action.committee.name if action.committee else ""),
    )
    return tuple((label, spaced(words) if words else NOTHING) for label, words in pairs)


def missing(action: Action) -> str:
    """What the sheet lacks, "" when it is complete."""
    parts = missing_parts(
        title=action.title,
        description=action.description,
        pilots=len(members_as(action, ActionRole.PILOT)),
        ends_on=action.ends_on,
        budgeted=any(line.planned_eur for line in action.budget_lines.all()),
    )
    return f"Il manque à cette fiche {', '.join(parts)}." if parts else ""


def budget_table(lines: Sequence[BudgetLine], caption: str = "Budget par année et par nature") -> Table:
    """Planned and real, with the sums."""
    planned, actual = total(one.planned_eur for one in lines), total(one.actual_eur for one in lines)
    columns = (Column("Année"), Column("Nature"), Column("Prévu", numeric=True), Column("Réalisé", numeric=True))
    rows = tuple(
        (
            Cell(str(one.year)),
            Cell(BudgetNature(one.nature).label),
            Cell(exact_euros(one.planned_eur), numeric=True),
            Cell(exact_euros(one.actual_eur), numeric=True),
        )
        for one in lines
    )
    totals = (
        Cell("Total"),
        Cell(""),
        Cell(exact_euros(planned), numeric=True),
        Cell(exact_euros(actual), numeric=True),
    )
    return Table(caption, columns, rows, totals if len(rows) > 1 else ())


def note_steps(notes: Iterable[ActionNote]) -> tuple[Step, ...]:
    """The notes, the last first."""
    return tuple(Step(f"{day_of(timezone.localdate(one.at))}, {one.by_label}", spaced(one.text)) for one in notes)


@dataclass(frozen=True)
class Origin:
    """Where an action comes from: a proposal, a decision, the meeting that took it."""

    label: str
    url: str
    detail: str = ""


def origins(action: Action) -> tuple[Origin, ...]:
    """Everything that leads back to what was decided."""
    found = []
    if action.proposal:
        url = reverse("governance:proposal", kwargs={"public_id": action.proposal.public_id})
        found.append(Origin(action.proposal.title, url, action.proposal.get_state_display()))
    for one in action.decisions.select_related("item__meeting"):
        meeting = one.item.meeting
        url = reverse("governance:meeting", kwargs={"public_id": meeting.public_id})
        detail = f"{meeting.title}, {day_of(timezone.localdate(meeting.starts_at))}"
        found.append(Origin(one.wording, url, detail))
    return tuple(found)


@dataclass(frozen=True)
class ChangeLine:
    """One change in words."""

    reference: str
    label: str
    before: str
    after: str


def change_lines(changes: Iterable[Change]) -> tuple[ChangeLine, ...]:
    """Changes as a person reads them."""
    return tuple(
        ChangeLine(
            one.reference, field_label(one.field), value_words(one.field, one.before), value_words(one.field, one.after)
        )
        for one in changes
    )


HEADINGS = {"name": "Nom", "lead": "Porteur", "territories": "Périmètre", "axes": "Axes et objectifs"}


def field_label(field: str) -> str:
    """« Budget prévu 2025, Prestation de service », « Intitulé »."""
    part, _, key = field.partition(":")
    if key:
        year, _, nature = key.partition("/")
        return f"Budget {'prévu' if part == 'budget' else 'réalisé'} {year}, {BudgetNature(nature).label.lower()}"
    return HEADINGS.get(field) or BY_CODE[field].label


def value_words(field: str, value: Any) -> str:
    """A plain value of a sheet in French words."""
    if value is None or value in ("", []):
        return "rien"
    if ":" in field:
        return exact_euros(Decimal(value))
    if field == "axes":
        return " ; ".join(f"{one['title']} ({', '.join(one['objectives'])})" for one in value)
    if field in ("territory_codes", "territories"):
        return ", ".join(names_of_codes(value))
    kind = BY_CODE[field].kind if field in BY_CODE else FieldKind.TEXT
    words = {"needs": needs(), "audiences": audiences()}.get(field, {})
    if kind is FieldKind.CODES:
        return ", ".join(words.get(one, one) for one in value)
    if kind is FieldKind.DAY:
        return day_of(date.fromisoformat(value))
    if kind is FieldKind.CHOICE:
        return ActionStatus(value).label if field == "status" else Priority(value).label
    return str(value)
