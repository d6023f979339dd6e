"""Questionnaires to the members of an instance: whom to ask, for which body."""

from __future__ import annotations

from maillage.programme.governance.enums import RepresentativeKind
from maillage.programme.governance.models import Committee, Meeting, Representative
from maillage.programme.surveys.models import Survey
from maillage.programme.surveys.selectors import surveys_about
from maillage.programme.surveys.services import Respondent


def subject_of(meeting: Meeting) -> str:
    """How a survey names the meeting that it prepares."""
    return f"meeting:{meeting.public_id}"


def surveys_of_meeting(meeting: Meeting) -> list[Survey]:
    """The questionnaires that prepare a meeting."""
    return surveys_about(subject_of(meeting))


def respondents_of(committee: Committee) -> list[Respondent]:
    """One a member with a seat: its holder's address, else its deputy's, else none (to be asked by phone)."""
    seats = committee.seats.filter(ends_on__isnull=True).select_related("member__college")
    people: dict[int, list[Representative]] = {}
    held = Representative.objects.filter(member__committee_seats__in=seats, ends_on__isnull=True).order_by("pk")
    for person in held.distinct():
        people.setdefault(person.member_id, []).append(person)
    return [
        Respondent(seat.member.display_name, seat.member.college.name, _address(people.get(seat.member_id, [])))
        for seat in seats
    ]


def _address(people: list[Representative]) -> str:
    ordered = sorted(people, key=lambda person: person.kind != RepresentativeKind.HOLDER)
    return next((person.email for person in ordered if person.email), "")
