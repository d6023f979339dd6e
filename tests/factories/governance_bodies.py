"""A governance with fictitious bodies and persons, its instances and a held meeting, for the tests."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone
from stdnum import luhn

from maillage.programme.governance.enums import (
    CommitteeKind,
    MeetingState,
    MemberCategory,
    MemberStatus,
    Presence,
    SeatFunction,
)
from maillage.programme.governance.models import (
    Attendance,
    Committee,
    Governance,
    Meeting,
    Member,
    Proposal,
    Representative,
)
from maillage.programme.governance.services.committees import Charter, add_seat, create_committee
from maillage.programme.governance.services.governances import open_governance
from maillage.programme.governance.services.members import Body, add_member
from maillage.programme.governance.services.proposals import create_proposal
from maillage.programme.governance.services.representatives import Person, add_representative
from maillage.programme.people.models import User
from maillage.programme.territories.models import Departement
from tests.factories.places import make_geography

BY = "test"
VOTED = date(2024, 7, 11)
TODAY = date(2026, 11, 24)
NUMBERS = count(100)


def siren(number: int) -> str:
    """A fictitious SIREN with the right key."""
    start = f"9{number:07d}"
    return start + luhn.calc_check_digit(start)


def make_governance() -> Governance:
    """The governance of the Val-d'Oise of the tests, open and empty."""
    make_geography()
    return open_governance(
        name="gouvernance fictive", departement=Departement.objects.get(code="95"), opened_on=VOTED, by=BY
    )


def make_member(
    governance: Governance,
    category: MemberCategory = MemberCategory.ASSOCIATION,
    *,
    status: MemberStatus = MemberStatus.CONFIRMED,
    on: date = VOTED,
    **fields: Any,
) -> Member:
    """A body in its first state."""
    number = next(NUMBERS)
    body = Body(**({"name": f"Structure fictive {number}", "category": category, "siren": siren(number)} | fields))
    return add_member(governance=governance, body=body, status=status, on=on, by=BY, today=TODAY)


def make_person(member: Member, user: User | None = None, **fields: Any) -> Representative:
    """Someone fictitious who speaks for a member."""
    person = Person(**({"full_name": "Personne Fictive", "email": "fictive@cast.example", "user": user} | fields))
    return add_representative(member=member, person=person, starts_on=VOTED, by=BY)


def make_committee(governance: Governance, kind: CommitteeKind = CommitteeKind.COPIL, **fields: Any) -> Committee:
    """An instance without quorum."""
    charter = Charter(**({"kind": kind, "name": f"{kind.label} {next(NUMBERS)}"} | fields))
    return create_committee(governance=governance, charter=charter, by=BY)


def sit(committee: Committee, member: Member, function: SeatFunction = SeatFunction.MEMBER) -> None:
    """Seat a member from the first day."""
    add_seat(committee=committee, member=member, function=function, starts_on=VOTED, by=BY)


def make_meeting(
    committee: Committee, state: MeetingState = MeetingState.HELD, *, starts_at: datetime | None = None
) -> Meeting:
    """A meeting in a state, an hour long."""
    start = starts_at or timezone.make_aware(datetime(2026, 9, 10, 14, 30))
    return Meeting.objects.create(
        committee=committee, title="Réunion fictive", state=state, starts_at=start, ends_at=start + timedelta(hours=1)
    )


def attend(meeting: Meeting, member: Member, presence: Presence = Presence.PRESENT) -> Attendance:
    """A member's presence."""
    return Attendance.objects.create(
        meeting=meeting, member=member, college=member.college, full_name="Personne Fictive", presence=presence
    )


def make_proposal(governance: Governance, author: Member, group: Committee | None, text: str = "Un bus.") -> Proposal:
    """A draft."""
    return create_proposal(
        governance=governance, title="Un bus numérique", text=text, author=author, group=group, by=BY, today=TODAY
    )
