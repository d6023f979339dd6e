"""Roadmaps in French words: the list, one with its axes, its versions, what separates two of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from maillage.design.money import exact_euros
from maillage.design.parts import Crumb, KeyFigure, Step
from maillage.design.typography import day_of, number, spaced
from maillage.programme.roadmap.enums import RoadmapState
from maillage.programme.roadmap.models import Action, Axis, Roadmap, RoadmapTransition, RoadmapVersion
from maillage.programme.roadmap.presenters.actions import ActionLine, action_line, counted
from maillage.programme.roadmap.rules.roadmaps import WRITABLE, moves_from

S = RoadmapState
HOME = ("Feuille de route", "/feuille-de-route/")
STATE_KINDS = {S.DRAFT: "muted", S.ADOPTED: "success", S.FILED: "success", S.REVISION: "warning", S.CLOSED: "muted"}
MOVES = {
    S.CONSULTATION: "Ouvrir la concertation",
    S.VALIDATED: "Le COTECH la valide",
    S.ADOPTED: "Le COPIL l’adopte",
    S.FILED: "Noter le dépôt à l’ANCT",
    S.REVISION: "La mettre en révision",
    S.DRAFT: "La reprendre en ébauche",
    S.CLOSED: "La clore",
}


def trail(*pairs: tuple[str, str], last: str) -> tuple[Crumb, ...]:
    """The path to a page of the roadmap."""
    return (Crumb("Accueil", "/"), *(Crumb(*pair) for pair in (HOME, *pairs)), Crumb(last))


def roadmap_url(roadmap: Roadmap, name: str = "roadmap") -> str:
    """A page of a roadmap."""
    return reverse(f"roadmap:{name}", kwargs={"public_id": roadmap.public_id})


@dataclass(frozen=True)
class RoadmapLine:
    """A roadmap in a list."""

    name: str
    url: str
    state: str
    state_kind: str
    lead: str
    period: str
    perimeter: str
    actions: str
    writable: bool


def roadmap_line(roadmap: Roadmap, territories: Sequence[str], action_count: int) -> RoadmapLine:
    """A roadmap in words."""
    state = RoadmapState(roadmap.state)
    return RoadmapLine(
        name=roadmap.name,
        url=roadmap_url(roadmap),
        state=state.label,
        state_kind=STATE_KINDS.get(state, "info"),
        lead=roadmap.lead.display_name if roadmap.lead else "la préfecture, faute de porteur",
        period=f"du {day_of(roadmap.starts_on)} au {day_of(roadmap.ends_on)}",
        perimeter=", ".join(territories),
        actions=counted(action_count, "action"),
        writable=state in WRITABLE,
    )


def coverage_finding(names: Sequence[str], total: int) -> str:
    """« Toutes les communes sont couvertes », or how many are not and which first."""
    if not total:
        return ""
    if not names:
        return "Chaque commune du département est couverte par une feuille de route."
    shown = ", ".join(names[:4]) + ("…" if len(names) > 4 else "")
    return spaced(f"{counted(len(names), 'commune')} sur {total} sans feuille de route : {shown}")


@dataclass(frozen=True)
class ObjectiveBlock:
    """An objective and its actions."""

    number: str
    title: str
    edit_url: str
    actions: tuple[ActionLine, ...]


@dataclass(frozen=True)
class AxisBlock:
    """An axis, its ambition and its objectives."""

    heading: str
    ambition: str
    serves: str
    edit_url: str
    objective_url: str
    objectives: tuple[ObjectiveBlock, ...] = field(default=())


def axis_blocks(
    roadmap: Roadmap, axes: Iterable[Axis], actions: Sequence[Action], today: date
) -> tuple[AxisBlock, ...]:
    """The roadmap as its document tells it."""
    by_objective: dict[int, list[ActionLine]] = {}
    for action in actions:
        by_objective.setdefault(action.objective_id, []).append(action_line(action, today))
    blocks = []
    for axis in axes:
        keys = {"public_id": roadmap.public_id, "number": axis.pk}
        objectives = tuple(
            ObjectiveBlock(
                f"{axis.position}.{one.position}",
                one.title,
                reverse("roadmap:objective_edit", kwargs={"public_id": roadmap.public_id, "number": one.pk}),
                tuple(by_objective.get(one.pk, ())),
            )
            for one in axis.objectives.all()
        )
        blocks.append(
            AxisBlock(
                str(axis),
                axis.ambition,
                str(axis.serves) if axis.serves else "",
                reverse("roadmap:axis_edit", kwargs=keys),
                reverse("roadmap:objective_new", kwargs=keys),
                objectives,
            )
        )
    return tuple(blocks)


def finding(roadmap: Roadmap, lines: Sequence[ActionLine]) -> str:
    """What the page found, in a sentence."""
    if not lines:
        return "Cette feuille de route n’a encore aucune action."
    late = sorted((one for one in lines if one.late), key=lambda one: -one.late_days)
    ended = sum(one.ended for one in lines)
    first = f"{counted(len(lines), 'action')}, dont {ended} terminée{'s' if ended > 1 else ''}"
    second = f" et {len(late)} en retard : {late[0].reference}, {late[0].late}" if late else ", aucune en retard"
    return spaced(f"{first}{second}.")


def key_figures(actions: Sequence[Action]) -> tuple[KeyFigure, ...]:
    """Money planned and spent, people to reach."""
    lines = [line for action in actions for line in action.budget_lines.all()]
    planned = sum((line.planned_eur for line in lines), Decimal(0))
    actual = sum((line.actual_eur for line in lines if line.actual_eur is not None), Decimal(0))
    reach = [action.reach_count for action in actions if action.reach_count is not None]
    silent = len(actions) - len(reach)
    note = f"{counted(silent, 'action')} sans estimation" if silent else ""
    return (
        KeyFigure(exact_euros(planned), "Budget prévu", "somme des fiches"),
        KeyFigure(exact_euros(actual), "Déjà dépensé", "déclaré par les pilotes"),
        KeyFigure(number(sum(reach)), "Personnes à toucher", note),
    )


@dataclass(frozen=True)
class NextMove:
    """A state that can follow, and where to ask for it."""

    label: str
    url: str


def next_moves(roadmap: Roadmap) -> tuple[NextMove, ...]:
    """What can happen to a roadmap now."""
    return tuple(
        NextMove(
            MOVES[to] if to is not S.VALIDATED or roadmap.state != S.REVISION else "Le COTECH valide la révision",
            reverse("roadmap:move", kwargs={"public_id": roadmap.public_id, "state": to.value}),
        )
        for to in moves_from(RoadmapState(roadmap.state))
    )


def history(transitions: Iterable[RoadmapTransition]) -> tuple[Step, ...]:
    """The changes of state, the last first."""
    return tuple(Step(day_of(one.on), spaced(_told(one))) for one in transitions)


def _told(one: RoadmapTransition) -> str:
    text = f"{one.get_to_state_display()}, par {one.by_label}"
    text += f", {one.meeting.title}" if one.meeting else ""
    return f"{text}. {one.reason}" if one.reason else f"{text}."


@dataclass(frozen=True)
class VersionLine:
    """A frozen version."""

    number: int
    when: str
    meeting: str
    meeting_url: str
    sha256: str


def version_lines(versions: Iterable[RoadmapVersion]) -> tuple[VersionLine, ...]:
    """The versions, the last first."""
    return tuple(
        VersionLine(
            one.number,
            day_of(one.frozen_on),
            one.meeting.title if one.meeting else "",
            reverse("governance:meeting", kwargs={"public_id": one.meeting.public_id}) if one.meeting else "",
            one.sha256[:12],
        )
        for one in versions
    )


def today_words(today: date | None = None) -> str:
    """The day, for documents."""
    return day_of(today or timezone.localdate())
