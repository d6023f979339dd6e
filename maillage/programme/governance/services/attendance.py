"""The attendance sheet: made from the answers, completed by hand, with arrivals, departures and proxies."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from maillage.programme.governance.enums import InvitationAnswer, Presence, RepresentativeKind
from maillage.programme.governance.models import Attendance, College, Invitation, Meeting, Member, Representative
from maillage.programme.governance.rules.attendance import FROM_ANSWER, WRITABLE
from maillage.programme.governance.rules.meetings import THERE, proxy_fault
from maillage.programme.governance.services.acts import locked, record
from maillage.programme.people.refusals import RefusedError

COMING = (InvitationAnswer.PRESENT, InvitationAnswer.REMOTE)


class SheetClosedError(RefusedError):
    """The sheet of this meeting does not change now."""


class ProxyRefusedError(RefusedError):
    """This person cannot carry the proxy."""


class DepartureError(RefusedError):
    """Someone leaves before arriving."""


@transaction.atomic
def fill_sheet(*, meeting: Meeting, by: object) -> int:
    """Put on the sheet the invited holders and the deputies who come; returns how many were added."""
    invited = Invitation.objects.filter(convocation__meeting=meeting).select_related("representative__member__college")
    known = set(meeting.attendances.values_list("representative", flat=True))
    fresh = [
        _line_of(meeting, invitation, number)
        for number, invitation in enumerate(invited.order_by("representative__member__display_name", "pk"))
        if invitation.representative_id not in known and _expected(invitation)
    ]
    Attendance.objects.bulk_create(fresh)
    _match_proxies(meeting, by)
    record(meeting=meeting, action="attendance.filled", by=by, added=len(fresh))
    return len(fresh)


@transaction.atomic
def add_attendee(
    *,
    meeting: Meeting,
    college: College,
    full_name: str,
    by: object,
    now: datetime,
    member: Member | None = None,
    civility: str = "",
    function: str = "",
    presence: Presence = Presence.PRESENT,
) -> Attendance:
    """Add someone who was not invited."""
    meeting = _writable(meeting)
    attendance = Attendance.objects.create(
        meeting=meeting,
        member=member,
        college=college,
        civility=civility,
        full_name=full_name,
        function=function,
        position=meeting.attendances.count(),
    )
    return change_presence(attendance=attendance, presence=presence, by=by, now=now)


@transaction.atomic
def change_presence(
    *, attendance: Attendance, presence: Presence, by: object, now: datetime, stands_for: str | None = None
) -> Attendance:
    """Say how someone takes part; who is there from the opening on has arrived now."""
    meeting = _writable(attendance.meeting)
    attendance.presence = presence
    if presence in THERE:
        attendance.arrived_at = attendance.arrived_at or (now if meeting.opened_at else None)
    else:
        attendance.arrived_at = attendance.left_at = None
    if presence != Presence.PROXY:
        attendance.holder = None
    if stands_for is not None:
        attendance.stands_for = stands_for
    attendance.save()
    record(meeting=meeting, action="attendance.changed", by=by, person=attendance.pk, presence=presence)
    return attendance


@transaction.atomic
def mark_arrival(*, attendance: Attendance, by: object, at: datetime) -> Attendance:
    """Someone comes in, or comes back."""
    if attendance.presence not in THERE:
        attendance.presence = Presence.PRESENT
    attendance.arrived_at, attendance.left_at, attendance.holder = at, None, None
    return _keep(attendance, "attendance.arrived", by, at)


@transaction.atomic
def mark_departure(*, attendance: Attendance, by: object, at: datetime) -> Attendance:
    """Someone leaves before the end."""
    if attendance.arrived_at is None or at < attendance.arrived_at:
        raise DepartureError(f"{attendance.full_name} n’est pas encore arrivé·e à cette heure.")
    attendance.left_at = at
    return _keep(attendance, "attendance.left", by, at)


@transaction.atomic
def give_proxy(*, giver: Attendance, holder: Attendance, by: object) -> Attendance:
    """One person carries the voice of another member, within what the instance allows."""
    meeting = _writable(giver.meeting)
    if holder.pk == giver.pk or holder.meeting_id != giver.meeting_id:
        raise ProxyRefusedError("Choisissez une autre personne de cette réunion.")
    fault = proxy_fault(
        held=holder.proxies_held.exclude(pk=giver.pk).count(),
        allowed=meeting.committee.proxies_per_person,
        giver_is_holder=giver.proxies_held.exists() or holder.presence == Presence.PROXY,
    )
    if fault:
        raise ProxyRefusedError(fault)
    giver.presence, giver.holder, giver.stands_for = Presence.PROXY, holder, holder.full_name
    giver.arrived_at = giver.left_at = None
    giver.save()
    record(meeting=meeting, action="attendance.proxy", by=by, giver=giver.pk, holder=holder.pk)
    return giver


@transaction.atomic
def welcome(*, meeting: Meeting, by: object, now: datetime) -> int:
    """Those already marked there have arrived when the meeting opens."""
    there = meeting.attendances.filter(presence__in=THERE, arrived_at__isnull=True).update(arrived_at=now)
    record(meeting=meeting, action="attendance.welcomed", by=by, persons=there)
    return there


def _writable(meeting: Meeting) -> Meeting:
    meeting = locked(meeting)
    if meeting.state not in WRITABLE:
        raise SheetClosedError(
            f"Cette réunion est « {meeting.get_state_display().lower()} » : sa feuille de présence ne change pas."
        )
    return meeting


def _keep(attendance: Attendance, action: str, by: object, at: datetime) -> Attendance:
    meeting = _writable(attendance.meeting)
    attendance.save()
    record(meeting=meeting, action=action, by=by, person=attendance.pk, at=at)
    return attendance


def _match_proxies(meeting: Meeting, by: object) -> None:
    """Give a proxy to the person of the sheet that its giver named; a name that fits nobody waits for the secretary."""
    lines = list(meeting.attendances.all())
    for giver in lines:
        if giver.presence != Presence.PROXY or giver.holder_id:
            continue
        named = giver.stands_for.casefold()
        holder = next((one for one in lines if one.pk != giver.pk and one.full_name.casefold() in named), None)
        if holder is not None:
            with suppress(ProxyRefusedError):
                give_proxy(giver=giver, holder=holder, by=by)


def _expected(invitation: Invitation) -> bool:
    holder = invitation.representative.kind == RepresentativeKind.HOLDER
    return holder or invitation.answer in COMING


def _line_of(meeting: Meeting, invitation: Invitation, number: int) -> Attendance:
    person: Representative = invitation.representative
    body = person.member.display_name
    return Attendance(
        meeting=meeting,
        representative=person,
        member=person.member,
        college=person.member.college,
        civility=person.civility,
        full_name=person.full_name,
        function=f"{person.function}, {body}"[:250] if person.function else body,
        presence=FROM_ANSWER[InvitationAnswer(invitation.answer)],
        stands_for=invitation.stands_for,
        position=number,
    )
