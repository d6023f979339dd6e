"""A fictitious governance: members by college, an instance, its seats, persons, meetings."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from maillage.programme.governance.enums import (
    CollegeKind,
    CommitteeKind,
    ItemKind,
    MemberCategory,
    MemberStatus,
    Presence,
    RepresentativeKind,
)
from maillage.programme.governance.links import invitation_letter, token_of
from maillage.programme.governance.models import (
    AgendaItem,
    College,
    Committee,
    Governance,
    Invitation,
    Meeting,
    Member,
    Representative,
    Seat,
)
from maillage.programme.governance.selectors.convocations import persons_to_invite
from maillage.programme.governance.services.agenda import add_item
from maillage.programme.governance.services.attendance import fill_sheet
from maillage.programme.governance.services.convocations import convene_meeting
from maillage.programme.governance.services.meetings import create_meeting, open_meeting
from maillage.programme.people.models import Organisation
from maillage.programme.territories.models import Departement

BY = "test"
BASE = "https://maillage.example"
NAMES = ("Camille Aubépine", "Dominique Bruyère", "Alix Charme", "Maxime Érable", "Lou Genêt", "Noa Houx")


def make_governance() -> Governance:
    """A governance with two colleges."""
    departement, _ = Departement.objects.get_or_create(code="95", defaults={"name": "Val-d’Oise"})
    governance = Governance.objects.create(name="Gouvernance fictive", departement=departement, opened_on="2024-01-01")
    for position, kind in enumerate((CollegeKind.STATE, CollegeKind.LOCAL), start=1):
        College.objects.create(governance=governance, kind=kind, name=kind.label, position=position)
    return governance


def make_committee(members: int = 3, deputies: bool = False, **fields: Any) -> Committee:
    """An instance where each of some members holds a seat, with a holder each."""
    governance = Governance.objects.first() or make_governance()
    committee = Committee.objects.create(
        **{"governance": governance, "kind": CommitteeKind.COPIL, "name": f"Comité {Committee.objects.count()}"}
        | fields
    )
    for _ in range(members):
        member = make_member(governance)
        Seat.objects.create(committee=committee, member=member, starts_on="2024-01-01")
        make_person(member)
        if deputies:
            make_person(member, kind=RepresentativeKind.DEPUTY)
    return committee


def make_member(governance: Governance) -> Member:
    """A confirmed member, of one college then of the other."""
    number = Member.objects.count()
    colleges = list(College.objects.filter(governance=governance))
    return Member.objects.create(
        governance=governance,
        organisation=Organisation.objects.create(name=f"Structure fictive {number}"),
        college=colleges[number % len(colleges)],
        display_name=f"Structure fictive {number:02d}",
        category=MemberCategory.ASSOCIATION,
        status=MemberStatus.CONFIRMED,
        confirmed_on="2024-01-01",
    )


def make_person(member: Member, **fields: Any) -> Representative:
    """Someone who speaks for a member."""
    number = Representative.objects.count()
    content = {
        "full_name": f"{NAMES[number % len(NAMES)]} {number}",
        "email": f"personne{number}@membre.example",
        "function": "Chargée de mission",
        "starts_on": "2024-01-01",
    }
    return Representative.objects.create(member=member, **content | fields)


def make_meeting(committee: Committee | None = None, in_days: float = 20, items: int = 2, **fields: Any) -> Meeting:
    """A draft with some items, at 14 h 30 in so many days."""
    day = timezone.localtime() + timedelta(days=in_days)
    starts = day.replace(hour=14, minute=30, second=0, microsecond=0)
    content = {"title": "Réunion d’essai", "starts_at": starts, "ends_at": starts + timedelta(hours=2), "by": BY}
    meeting = create_meeting(committee=committee or make_committee(), **content | fields)
    for number in range(items):
        make_item(meeting, title=f"Point {number + 1}")
    return meeting


def make_item(meeting: Meeting, **fields: Any) -> AgendaItem:
    """An item."""
    return add_item(meeting=meeting, values={"title": "Point", "kind": ItemKind.DEBATE} | fields, by=BY)


def convened(meeting: Meeting | None = None, **fields: Any) -> Meeting:
    """A meeting whose convocation is made; no mail left."""
    meeting = meeting or make_meeting()
    content = {"signatories": ["La préfète fictive"], "persons": persons_to_invite(meeting), "by": BY}
    convene_meeting(meeting=meeting, now=timezone.now(), **content | fields)
    meeting.refresh_from_db()
    return meeting


def opened(meeting: Meeting | None = None, there: int | None = None) -> Meeting:
    """A meeting open now, with the first persons of its sheet there (all by default)."""
    meeting = convened(meeting or make_meeting(in_days=0))
    fill_sheet(meeting=meeting, by=BY)
    lines = list(meeting.attendances.all())
    keys = [line.pk for line in lines[: len(lines) if there is None else there]]
    meeting.attendances.filter(pk__in=keys).update(presence=Presence.PRESENT)
    open_meeting(meeting=meeting, by=BY, now=timezone.now())
    meeting.refresh_from_db()
    return meeting


def invitation_of(meeting: Meeting, number: int = 0) -> Invitation:
    """One of the invitations."""
    found = Invitation.objects.filter(convocation__meeting=meeting).order_by("pk")
    return found.select_related("convocation__meeting__committee", "representative__member")[number]


def answer_link(invitation: Invitation) -> str:
    """Where an invited person answers."""
    return f"/gouvernance/invitation/{token_of(invitation)}/"


def letter_of(invitation: Invitation, purpose: str = "convocation"):
    """The mail of one purpose."""
    return invitation_letter(invitation, purpose=purpose, base=BASE)


def address(meeting: Meeting, tail: str = "") -> str:
    """A page of a meeting."""
    return f"/gouvernance/reunions/{meeting.public_id}/{tail}"


def moment(hour: int, minute: int = 0) -> datetime:
    """An instant of today."""
    return timezone.localtime().replace(hour=hour, minute=minute, second=0, microsecond=0)
