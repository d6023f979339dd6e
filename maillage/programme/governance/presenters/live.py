"""The live screen of the secretary, and what is projected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from maillage.design.typography import day_of
from maillage.programme.governance.enums import Confidentiality
from maillage.programme.governance.models import AgendaItem, Decision, FollowUp
from maillage.programme.governance.presenters.decisions import DecisionLine, decision_line
from maillage.programme.governance.presenters.meetings import PaperLine, clock_words, paper_line
from maillage.programme.governance.services.live import stamp_of

RESERVED = "Point réservé aux co-pilotes"


@dataclass(frozen=True)
class AgendaEntry:
    """A line of the agenda at the left."""

    pk: int
    number: int
    title: str
    kind: str
    minutes: int
    current: bool
    taken: str
    people: str


@dataclass(frozen=True)
class Said:
    """An intervention."""

    pk: int
    speaker: str
    text: str
    at: str


@dataclass(frozen=True)
class Quoted:
    """A figure quoted, with its value that day."""

    label: str
    value: str
    source: str


@dataclass(frozen=True)
class CurrentItem:
    """The item discussed, large."""

    pk: int
    number: int
    title: str
    kind: str
    rapporteur: str
    minutes: int
    reserved: str
    taken: str
    notes: str
    stamp: str
    papers: tuple[PaperLine, ...]
    said: tuple[Said, ...]
    figures: tuple[Quoted, ...]
    decisions: tuple[DecisionLine, ...]
    follow_ups: tuple[str, ...]
    open_tasks: tuple[str, ...]
    previous: int | None
    next: int | None


def agenda_entries(
    items: Sequence[AgendaItem], current: AgendaItem | None, there: dict[int, int]
) -> tuple[AgendaEntry, ...]:
    """The agenda at the left."""
    return tuple(
        AgendaEntry(
            pk=item.pk,
            number=number,
            title=item.title,
            kind=item.get_kind_display(),
            minutes=item.minutes_planned,
            current=current is not None and item.pk == current.pk,
            taken=clock_words(item.started_at),
            people=_people(there.get(item.pk)),
        )
        for number, item in enumerate(items, start=1)
    )


def current_item(
    items: Sequence[AgendaItem],
    item: AgendaItem,
    *,
    decisions: Iterable[Decision],
    follow_ups: Iterable[FollowUp],
    open_tasks: Iterable[FollowUp] = (),
) -> CurrentItem:
    """The item discussed, with all that was written on it."""
    place = next(number for number, one in enumerate(items) if one.pk == item.pk)
    mine = [decision for decision in decisions if decision.item_id == item.pk]
    decided = {decision.pk for decision in mine}
    return CurrentItem(
        pk=item.pk,
        number=place + 1,
        title=item.title,
        kind=item.get_kind_display(),
        rapporteur=item.rapporteur,
        minutes=item.minutes_planned,
        reserved=RESERVED if item.confidentiality == Confidentiality.INTERNAL else "",
        taken=clock_words(item.started_at),
        notes=item.notes,
        stamp=stamp_of(item.notes),
        papers=tuple(paper_line(paper) for paper in item.papers.all()),
        said=tuple(Said(one.pk, one.speaker, one.text, clock_words(one.at)) for one in item.interventions.all()),
        figures=tuple(
            Quoted(one.label, one.value, f"{one.source}, cité le {day_of(one.quoted_on)}") for one in item.figures.all()
        ),
        decisions=tuple(decision_line(decision) for decision in mine),
        follow_ups=tuple(task_words(one) for one in follow_ups if one.decision_id in decided),
        open_tasks=tuple(task_words(one) for one in open_tasks),
        previous=items[place - 1].pk if place else None,
        next=items[place + 1].pk if place + 1 < len(items) else None,
    )


def task_words(follow_up: FollowUp) -> str:
    """« Réunir les financeurs — Mme X, Préfecture fictive, pour le 15 octobre 2024 »."""
    member = follow_up.responsible_member
    who = ", ".join(name for name in (follow_up.responsible, member.display_name if member else "") if name)
    due = f"pour le {day_of(follow_up.due_on)}" if follow_up.due_on else ""
    rest = ", ".join(part for part in (who, due) if part)
    return f"{follow_up.task} — {rest}" if rest else follow_up.task


def _people(count: int | None) -> str:
    if count is None:
        return ""
    return f"{count} personnes" if count > 1 else f"{count} personne"
