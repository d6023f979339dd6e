"""Who sits, who is there, the quorum, and who can vote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from maillage.programme.governance.enums import Presence, QuorumRule
from maillage.programme.governance.models import AgendaItem, Attendance, College, Meeting, Member, Seat
from maillage.programme.governance.models.members import LEFT
from maillage.programme.governance.rules.attendance import Stay, is_there, members_there, was_there
from maillage.programme.governance.rules.meetings import Quorum, SeatedMember, quorum_of


@dataclass(frozen=True)
class Voter:
    """A member that has a voice now: who carries it, and the accounts that may cast it."""

    member: int
    name: str
    college: str
    carried_by: str
    users: frozenset[int]


def sheet_of(meeting: Meeting) -> tuple[Attendance, ...]:
    """Every line of the attendance sheet, by college."""
    found = Attendance.objects.filter(meeting=meeting)
    return tuple(found.select_related("college", "member__college", "representative", "holder__representative"))


def attendance_for(meeting: Meeting, attendance_id: int) -> Attendance:
    """One line of the sheet, or 404."""
    found = Attendance.objects.filter(meeting=meeting, pk=attendance_id).select_related("meeting").first()
    if found is None:
        raise Http404("Cette personne n’est pas sur la feuille.")
    return found


def seated_members(meeting: Meeting) -> QuerySet[Member]:
    """The members that hold a seat of the instance on the day of the meeting."""
    day = timezone.localdate(meeting.starts_at)
    open_seats = Seat.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day)
    seats = open_seats.filter(committee=meeting.committee_id)
    return Member.objects.filter(pk__in=seats.values("member")).select_related("college")


def stay_of(line: Attendance) -> Stay:
    """How a person takes part, as the rules read it."""
    return Stay(Presence(line.presence), line.arrived_at, line.left_at)


def quorum_for(meeting: Meeting, lines: Sequence[Attendance] | None = None) -> Quorum:
    """Whether the meeting can decide now. Without seats, the members of the sheet are counted."""
    lines = sheet_of(meeting) if lines is None else lines
    there = members_there((line.member_id, stay_of(line)) for line in lines)
    members = {member.pk: member for member in seated_members(meeting)}
    if not members:
        members = {line.member_id: line.member for line in lines if line.member_id and line.member}
    seated = [SeatedMember(member.college.name, pk in there) for pk, member in members.items()]
    committee = meeting.committee
    return quorum_of(QuorumRule(committee.quorum_rule), committee.quorum_value, seated)


def voters_of(meeting: Meeting) -> tuple[Voter, ...]:
    """The members that can vote now, each once: there by a person, or by a proxy whose carrier is there."""
    seated = set(seated_members(meeting).values_list("pk", flat=True))
    voters: dict[int, Voter] = {}
    for line in sheet_of(meeting):
        carrier = _carrier(line)
        if carrier is None or line.member_id is None or line.member is None:
            continue
        if seated and line.member_id not in seated:
            continue
        known = voters.get(line.member_id)
        user = carrier.representative.user_id if carrier.representative else None
        users = (known.users if known else frozenset()) | ({user} if user else frozenset())
        name = known.carried_by if known else _carrier_name(line, carrier)
        voters[line.member_id] = Voter(
            line.member_id, line.member.display_name, line.member.college.name, name, frozenset(users)
        )
    return tuple(sorted(voters.values(), key=lambda voter: (voter.college, voter.name)))


def there_during(
    lines: Sequence[Attendance], items: Sequence[AgendaItem], closed_at: datetime | None
) -> dict[int, int]:
    """How many persons were there for each item taken, from the times."""
    taken = sorted((item for item in items if item.started_at), key=lambda item: (item.started_at, item.position))
    ends = [item.started_at for item in taken[1:]] + [closed_at]
    return {
        item.pk: sum(was_there(stay_of(line), item.started_at, end) for line in lines)
        for item, end in zip(taken, ends, strict=False)
    }


def _carrier(line: Attendance) -> Attendance | None:
    if is_there(stay_of(line)):
        return line
    if line.presence == Presence.PROXY and line.holder and is_there(stay_of(line.holder)):
        return line.holder
    return None


def _carrier_name(line: Attendance, carrier: Attendance) -> str:
    if line.presence == Presence.REPRESENTED and line.stands_for:
        return line.stands_for
    return carrier.full_name if carrier.pk == line.pk else f"{carrier.full_name}, par pouvoir"


def colleges_of(meeting: Meeting) -> QuerySet[College]:
    """The colleges of the governance of a meeting."""
    return College.objects.filter(governance=meeting.committee.governance_id)


def members_of_meeting(meeting: Meeting) -> QuerySet[Member]:
    """The members of the governance that have not left."""
    found = Member.objects.filter(governance=meeting.committee.governance_id)
    return found.exclude(status__in=LEFT).order_by("display_name")
