"""What the secretary writes during a meeting: the item taken, notes, interventions, figures, decisions."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from django.db import transaction

from maillage.programme.governance.enums import DecisionMethod, MeetingState, Outcome
from maillage.programme.governance.models import AgendaItem, Decision, Intervention, Meeting, QuotedFigure
from maillage.programme.governance.selectors.attendance import quorum_for
from maillage.programme.governance.services.acts import locked, record
from maillage.programme.people.refusals import RefusedError

WRITABLE = (MeetingState.OPEN, MeetingState.HELD)
NEEDS_QUORUM = (Outcome.ADOPTED, Outcome.ADOPTED_WITH_CHANGES)


class NotInSessionError(RefusedError):
    """Nothing is written outside a meeting that is open or just held."""


class NotesConflictError(RefusedError):
    """Someone else wrote the notes meanwhile; `current` is what they are now."""

    def __init__(self, current: str) -> None:
        super().__init__("Une autre personne a enregistré ces notes entre-temps : rien n’est écrasé.")
        self.current = current


class QuorumMissingError(RefusedError):
    """Nothing is adopted without quorum."""


def stamp_of(notes: str) -> str:
    """The version of some notes: two texts that differ have two stamps."""
    return hashlib.sha256(notes.encode("utf-8")).hexdigest()[:16]


def require_session(meeting: Meeting) -> Meeting:
    """The locked meeting, when it is open or just held."""
    meeting = locked(meeting)
    if meeting.state not in WRITABLE:
        raise NotInSessionError(f"Cette réunion est « {meeting.get_state_display().lower()} » : rien ne s’y écrit.")
    return meeting


@transaction.atomic
def start_item(*, item: AgendaItem, by: object, now: datetime) -> None:
    """Take an item: from now on it is the one discussed. An item taken before keeps its time."""
    meeting = require_session(item.meeting)
    if item.started_at is None and meeting.state == MeetingState.OPEN:
        item.started_at = now
        item.save(update_fields=["started_at"])
    record(meeting=meeting, action="live.item_started", by=by, item=item.pk)


@transaction.atomic
def save_notes(*, item: AgendaItem, text: str, stamp: str, by: object) -> str:
    """Keep the notes when nobody wrote since `stamp`; returns the new stamp."""
    meeting = require_session(item.meeting)
    item = AgendaItem.objects.select_for_update().get(pk=item.pk)
    text = text.replace("\r\n", "\n")
    if item.notes == text:
        return stamp_of(text)
    if stamp_of(item.notes) != stamp:
        raise NotesConflictError(item.notes)
    item.notes = text
    item.save(update_fields=["notes"])
    record(meeting=meeting, action="live.notes_saved", by=by, item=item.pk, length=len(text))
    return stamp_of(text)


@transaction.atomic
def add_intervention(*, item: AgendaItem, speaker: str, text: str, by: object, now: datetime) -> Intervention:
    """Write down what someone said."""
    meeting = require_session(item.meeting)
    said = Intervention.objects.create(item=item, speaker=speaker, text=text, at=now)
    record(meeting=meeting, action="live.intervention_added", by=by, item=item.pk, intervention=said.pk)
    return said


@transaction.atomic
def remove_intervention(*, intervention: Intervention, by: object) -> None:
    """Take an intervention away."""
    meeting = require_session(intervention.item.meeting)
    record(meeting=meeting, action="live.intervention_removed", by=by, speaker=intervention.speaker)
    intervention.delete()


@transaction.atomic
def quote_figure(
    *, item: AgendaItem, label: str, value: str, source: str, by: object, today: date, key: str = ""
) -> QuotedFigure:
    """Quote a figure with the value that it has today."""
    meeting = require_session(item.meeting)
    quoted = QuotedFigure.objects.create(item=item, key=key, label=label, value=value, source=source, quoted_on=today)
    record(meeting=meeting, action="live.figure_quoted", by=by, item=item.pk, label=label, value=value)
    return quoted


@transaction.atomic
def record_decision(
    *, item: AgendaItem, wording: str, outcome: Outcome, by: object, now: datetime, conditions: str = ""
) -> Decision:
    """Write a decision taken by consensus, with the quorum found."""
    meeting = require_session(item.meeting)
    quorum = quorum_for(meeting)
    if outcome in NEEDS_QUORUM and not quorum.met:
        raise QuorumMissingError(f"{quorum.words} Rien ne peut être adopté : vous pouvez ajourner.")
    decision = Decision.objects.create(
        item=item,
        wording=wording,
        method=DecisionMethod.CONSENSUS,
        outcome=outcome,
        conditions=conditions,
        quorum_words=quorum.words[:200],
        decided_at=now,
        created_at=now,
    )
    record(meeting=meeting, action="decision.recorded", by=by, decision=decision.pk, outcome=outcome, wording=wording)
    return decision
