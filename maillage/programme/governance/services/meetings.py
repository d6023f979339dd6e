"""The life of a meeting: planned, changed, its agenda frozen, opened, held, postponed, cancelled, filed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.programme.governance.enums import MeetingState
from maillage.programme.governance.models import AgendaItem, Committee, Decision, Meeting, Paper
from maillage.programme.governance.rules.agenda import TOLD
from maillage.programme.governance.rules.meetings import BEFORE
from maillage.programme.governance.services.acts import MeetingStateError, become, locked, record
from maillage.programme.governance.services.attendance import fill_sheet, welcome
from maillage.programme.people.refusals import RefusedError

COPIED = ("position", "title", "kind", "origin", "rapporteur", "minutes_planned", "proposal", "confidentiality")
TOLD_FIELDS = ("starts_at", "ends_at", "place", "address", "remote_url")


class ReasonMissingError(RefusedError):
    """A change that people will ask about says why."""


class MeetingTimeError(RefusedError):
    """The times make no sense, or the day of a convened meeting would change silently."""


class EmptyAgendaError(RefusedError):
    """Nothing to examine."""


class BallotStillOpenError(RefusedError):
    """A ballot is open: the meeting cannot end."""


@transaction.atomic
def create_meeting(
    *,
    committee: Committee,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    by: object,
    place: str = "",
    address: str = "",
    remote_url: str = "",
) -> Meeting:
    """Plan a meeting; it is a draft that only those who prepare it see."""
    _check_order(starts_at, ends_at)
    meeting = Meeting.objects.create(
        committee=committee,
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        address=address,
        remote_url=remote_url,
        is_demonstration=committee.governance.members.filter(is_demonstration=True).exists(),
    )
    record(meeting=meeting, action="meeting.created", by=by, title=title, starts_at=starts_at)
    return meeting


@transaction.atomic
def update_meeting(*, meeting: Meeting, values: Mapping[str, Any], by: object) -> Meeting:
    """Change what is planned. Once convened, the day changes only by postponing, and the rest is told again."""
    meeting = locked(meeting)
    if meeting.state not in BEFORE:
        raise MeetingStateError(f"Cette réunion est « {meeting.get_state_display().lower()} » : elle ne change plus.")
    changed = {name: value for name, value in values.items() if getattr(meeting, name) != value}
    starts_at, ends_at = values.get("starts_at", meeting.starts_at), values.get("ends_at", meeting.ends_at)
    _check_order(starts_at, ends_at)
    if meeting.state in TOLD and timezone.localdate(starts_at) != timezone.localdate(meeting.starts_at):
        raise MeetingTimeError("Cette réunion est convoquée : pour changer de jour, reportez-la.")
    for name, value in changed.items():
        setattr(meeting, name, value)
    if meeting.state in TOLD and set(changed) & set(TOLD_FIELDS):
        meeting.revision += 1
    meeting.save()
    record(meeting=meeting, action="meeting.changed", by=by, changed=sorted(changed))
    return meeting


@transaction.atomic
def freeze_agenda(*, meeting: Meeting, by: object, now: datetime) -> Meeting:
    """Close the agenda: what comes later goes on the late list."""
    meeting = locked(meeting)
    _require_items(meeting)
    return become(meeting, MeetingState.FROZEN, "meeting.agenda_frozen", by, frozen_at=now)


@transaction.atomic
def release_agenda(*, meeting: Meeting, by: object) -> Meeting:
    """Take a frozen agenda back to work."""
    return become(locked(meeting), MeetingState.CONVENED, "meeting.agenda_released", by, frozen_at=None)


@transaction.atomic
def open_meeting(*, meeting: Meeting, by: object, now: datetime) -> Meeting:
    """Open the meeting: answers close, the attendance sheet is ready, those there have arrived."""
    meeting = locked(meeting)
    _require_items(meeting)
    if meeting.state in TOLD and timezone.localdate(now) < timezone.localdate(meeting.starts_at):
        raise MeetingTimeError("Cette réunion n’est pas aujourd’hui : elle s’ouvrira le jour venu.")
    first = meeting.opened_at or now
    meeting = become(meeting, MeetingState.OPEN, "meeting.opened", by, opened_at=first, closed_at=None)
    fill_sheet(meeting=meeting, by=by)
    welcome(meeting=meeting, by=by, now=now)
    return meeting


@transaction.atomic
def close_meeting(*, meeting: Meeting, by: object, now: datetime) -> Meeting:
    """End the meeting: it has been held, its relevé can be written."""
    meeting = locked(meeting)
    if Decision.objects.filter(item__meeting=meeting, ballot_open=True).exists():
        raise BallotStillOpenError("Un scrutin est encore ouvert : fermez-le avant de lever la séance.")
    return become(meeting, MeetingState.HELD, "meeting.held", by, closed_at=now)


@transaction.atomic
def reopen_meeting(*, meeting: Meeting, by: object) -> Meeting:
    """Take back a meeting that was ended by mistake."""
    meeting = locked(meeting)
    if meeting.state != MeetingState.HELD:
        raise MeetingStateError("Seule une réunion tenue peut être rouverte.")
    return become(meeting, MeetingState.OPEN, "meeting.reopened", by, closed_at=None)


@transaction.atomic
def conclude_meeting(*, meeting: Meeting, by: object) -> Meeting:
    """File a held meeting: nothing of it changes any more."""
    return become(locked(meeting), MeetingState.CLOSED, "meeting.concluded", by)


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str, by: object) -> Meeting:
    """Cancel a meeting, saying why."""
    _require_reason(reason)
    return become(locked(meeting), MeetingState.CANCELLED, "meeting.cancelled", by, change_reason=reason.strip())


@transaction.atomic
def postpone_meeting(
    *, meeting: Meeting, starts_at: datetime, ends_at: datetime, reason: str, by: object, now: datetime
) -> Meeting:
    """Postpone a convened meeting; the new one is a draft with the same agenda, to be convened in its turn."""
    _require_reason(reason)
    _check_order(starts_at, ends_at)
    if starts_at <= now:
        raise MeetingTimeError("Choisissez une date à venir.")
    meeting = locked(meeting)
    later = Meeting.objects.create(
        committee=meeting.committee,
        title=meeting.title,
        starts_at=starts_at,
        ends_at=ends_at,
        place=meeting.place,
        address=meeting.address,
        remote_url=meeting.remote_url,
        is_demonstration=meeting.is_demonstration,
    )
    _copy_agenda(meeting, later)
    become(meeting, MeetingState.POSTPONED, "meeting.postponed", by, change_reason=reason.strip(), postponed_to=later)
    record(meeting=later, action="meeting.created", by=by, title=later.title, starts_at=starts_at)
    return later


def _copy_agenda(meeting: Meeting, later: Meeting) -> None:
    for item in meeting.items.prefetch_related("papers"):
        copy = AgendaItem.objects.create(meeting=later, **{name: getattr(item, name) for name in COPIED})
        for paper in item.papers.all():
            Paper.objects.create(item=copy, title=paper.title, url=paper.url, file=paper.file.name, sha256=paper.sha256)


def _check_order(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise MeetingTimeError("La fin prévue doit venir après le début.")


def _require_items(meeting: Meeting) -> None:
    if not meeting.items.exists():
        raise EmptyAgendaError("L’ordre du jour est vide : ajoutez au moins un point.")


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissingError("Dites pourquoi : la raison est lue par les membres.")
