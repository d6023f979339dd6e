"""Meetings of the story: the launch held and minuted, the groups, those that adopt, the one to come."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from maillage.programme.governance.enums import (
    DecisionMethod,
    FollowUpStatus,
    InvitationAnswer,
    ItemOrigin,
    MeetingState,
    Outcome,
    Presence,
    ProposalState,
)
from maillage.programme.governance.models import (
    AgendaItem,
    Attendance,
    Committee,
    Convocation,
    Decision,
    FollowUp,
    Intervention,
    Invitation,
    Meeting,
    Member,
    Proposal,
    QuotedFigure,
    Representative,
)
from maillage.programme.governance.services import minutes as minutes_services

Story = dict[str, Any]


def hold_launch(copil: Committee, told: Story, members: dict[str, Member]) -> Meeting:
    """The launch meeting as it was held: who was there, what was said, decided and left to do."""
    line = told["meeting"]
    start, end = _paris(datetime.fromisoformat(line["starts_at"])), _paris(datetime.fromisoformat(line["ends_at"]))
    meeting = Meeting.objects.create(
        committee=copil,
        title=line["title"],
        state=MeetingState.HELD,
        starts_at=start,
        ends_at=end,
        place=line["place"],
        address=line["address"],
        convened_at=start - timedelta(days=20),
        frozen_at=start - timedelta(days=5),
        opened_at=start,
        closed_at=end,
        is_demonstration=True,
    )
    Convocation.objects.create(meeting=meeting, signatories=line["signatories"], by_label="démonstration")
    _attendances(meeting, start)
    moment = start
    for position, item in enumerate(line["items"], start=1):
        _item(meeting, position, item, moment)
        moment += timedelta(minutes=item["minutes"])
    FollowUp.objects.bulk_create(
        [
            FollowUp(
                meeting=meeting,
                task=one["task"],
                status=FollowUpStatus.DONE,
                done_on=one["done_on"],
                responsible_member=members[one["responsible"]],
                due_on=one["due_on"],
            )
            for one in line["follow_ups"]
        ]
    )
    return meeting


def _attendances(meeting: Meeting, start: datetime) -> None:
    people = Representative.objects.filter(member__governance=meeting.committee.governance).select_related(
        "member__college"
    )
    Attendance.objects.bulk_create(
        [
            Attendance(
                meeting=meeting,
                representative=person,
                member=person.member,
                college=person.member.college,
                civility=person.civility,
                full_name=person.full_name,
                function=person.function,
                presence=Presence.PRESENT,
                arrived_at=start,
                position=position,
            )
            for position, person in enumerate(people.order_by("pk"))
        ]
    )


def _item(meeting: Meeting, position: int, line: Story, start: datetime) -> None:
    item = AgendaItem.objects.create(
        meeting=meeting,
        position=position,
        title=line["title"],
        kind=line["kind"],
        rapporteur=line["rapporteur"],
        minutes_planned=line["minutes"],
        confidentiality="public",
        notes=line["notes"],
        started_at=start,
    )
    for speaker, text in line.get("interventions", ()):
        Intervention.objects.create(item=item, speaker=speaker, text=text, at=start + timedelta(minutes=10))
    for figure in line.get("figures", ()):
        QuotedFigure.objects.create(item=item, quoted_on=start.date(), **figure)
    if "decision" in line:
        Decision.objects.create(
            item=item,
            wording=line["decision"],
            method=DecisionMethod.CONSENSUS,
            outcome=Outcome.ADOPTED,
            decided_at=start,
        )


def hold_group(committee: Committee, group: Story, today: date) -> Meeting:
    """The first meeting of a working group, and what it left to do."""
    start = _paris(datetime.combine(group["met_on"], time(10)))
    meeting = Meeting.objects.create(
        committee=committee,
        title=f"{committee.name} : première réunion",
        state=MeetingState.HELD,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        place="Conseil départemental du Val-d’Oise",
        opened_at=start,
        closed_at=start + timedelta(hours=2),
        is_demonstration=True,
    )
    FollowUp.objects.create(
        meeting=meeting, task=group["follow_up"], responsible="Secrétariat", due_on=today + timedelta(days=10)
    )
    return meeting


def hold_decision(committee: Committee, title: str, on: date, wording: str) -> Meeting:
    """A held meeting of one item, decided by consensus, with every representative of its seats present."""
    start = _paris(datetime.combine(on, time(10)))
    meeting = Meeting.objects.create(
        committee=committee,
        title=title,
        state=MeetingState.HELD,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        place="Préfecture du Val-d’Oise",
        opened_at=start,
        closed_at=start + timedelta(hours=2),
        is_demonstration=True,
    )
    _attendances(meeting, start)
    line = {"title": "Feuille de route", "kind": "decision", "rapporteur": "Secrétariat", "minutes": 60, "notes": ""}
    _item(meeting, 1, {**line, "decision": wording}, start)
    return meeting


def plan_coming(committees: dict[str, Committee], told: Story, today: date) -> None:
    """The next COTECH, convened, half of the answers in."""
    line = told["next_meeting"]
    start = _paris(datetime.combine(today + timedelta(days=line["in_days"]), time(line["hour"])))
    meeting = Meeting.objects.create(
        committee=committees[line["committee"]],
        title=line["title"],
        state=MeetingState.CONVENED,
        starts_at=start,
        ends_at=start + timedelta(hours=line["hours"]),
        place=line["place"],
        convened_at=timezone.now(),
        is_demonstration=True,
    )
    _invite(meeting, told)
    forwarded = Proposal.objects.filter(state=ProposalState.FORWARDED)
    AgendaItem.objects.create(
        meeting=meeting, position=1, title="Suites de la dernière réunion", origin=ItemOrigin.FOLLOW_UP
    )
    AgendaItem.objects.bulk_create(
        [
            AgendaItem(
                meeting=meeting,
                position=position,
                title=proposal.title,
                kind="decision",
                origin=ItemOrigin.PROPOSAL,
                proposal=proposal,
                minutes_planned=30,
            )
            for position, proposal in enumerate(forwarded, start=2)
        ]
    )


def _invite(meeting: Meeting, told: Story) -> None:
    """Everyone with a seat, half of whom answered; no mail leaves for a fictitious address."""
    convocation = Convocation.objects.create(
        meeting=meeting, signatories=told["meeting"]["signatories"], by_label="démonstration"
    )
    people = Representative.objects.filter(member__committee_seats__committee=meeting.committee).order_by("pk")
    answers = (InvitationAnswer.PRESENT, InvitationAnswer.NONE, InvitationAnswer.REMOTE, InvitationAnswer.NONE)
    Invitation.objects.bulk_create(
        [
            Invitation(
                convocation=convocation,
                representative=person,
                email=person.email,
                answer=answers[place % len(answers)],
                answered_at=timezone.now() if answers[place % len(answers)] != InvitationAnswer.NONE else None,
            )
            for place, person in enumerate(people.distinct())
        ]
    )


def sign_minutes_of(launch: Meeting, told: Story, by: str) -> None:
    """The relevé of the launch meeting, written, approved, signed and published."""
    line = told["meeting"]
    signed = _paris(datetime.combine(line["signatory"]["signed_on"], time(11)))
    minutes = minutes_services.begin_minutes(meeting=launch, by=by)
    minutes = minutes_services.write_minutes(
        minutes=minutes, next_steps=line["next_steps"], closing=line["closing"], by=by
    )
    minutes = minutes_services.approve_minutes(minutes=minutes, by=by, now=signed)
    minutes = minutes_services.sign_minutes(
        minutes=minutes, signatory=line["signatory"]["name"], function=line["signatory"]["function"], by=by, now=signed
    )
    minutes_services.publish_minutes(minutes=minutes, by=by, now=signed)


def _paris(moment: datetime) -> datetime:
    return timezone.make_aware(moment)
