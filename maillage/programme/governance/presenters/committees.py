"""Instances in French words: what each is, how it works, who sits in it, when it meets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from maillage.design.typography import long_time
from maillage.programme.governance.enums import Cadence, DecisionRule, MeetingState, QuorumRule, SeatFunction
from maillage.programme.governance.models import Committee, Meeting, Seat
from maillage.programme.governance.presenters.words import counted, period
from maillage.programme.governance.rules import committees as rules

MEETING_KINDS = {
    MeetingState.DRAFT: "muted",
    MeetingState.OPEN: "warning",
    MeetingState.HELD: "success",
    MeetingState.CLOSED: "success",
    MeetingState.CANCELLED: "error",
    MeetingState.POSTPONED: "error",
}


@dataclass(frozen=True)
class CommitteeLine:
    """One instance in a list."""

    name: str
    url: str
    kind: str
    purpose: str
    parent: str
    seats: str
    cadence: str


def committee_line(committee: Committee) -> CommitteeLine:
    """An instance in words; the count of seats was read with it."""
    return CommitteeLine(
        name=committee.name,
        url=committee_url(committee),
        kind=committee.get_kind_display(),
        purpose=committee.purpose,
        parent=committee.parent.name if committee.parent else "",
        seats=counted(getattr(committee, "seat_count", 0), "membre"),
        cadence=rules.CADENCES[Cadence(committee.cadence)],
    )


def committee_url(committee: Committee) -> str:
    """The page of an instance."""
    return reverse("governance:committee", kwargs={"public_id": committee.public_id})


def sentences(committee: Committee) -> tuple[str, ...]:
    """How an instance works, in plain French."""
    return (
        rules.CADENCES[Cadence(committee.cadence)],
        rules.convening_words(committee.convening_days, clear=committee.clear_days),
        rules.quorum_words(QuorumRule(committee.quorum_rule), committee.quorum_value),
        rules.decision_words(DecisionRule(committee.decision_rule), committee.majority_percent),
        rules.proxy_words(committee.proxies_per_person, remote=committee.remote_allowed),
    )


@dataclass(frozen=True)
class SeatedLine:
    """A member in an instance."""

    number: int
    name: str
    url: str
    college: str
    period: str


def seats_by_function(seats: Iterable[Seat]) -> tuple[tuple[str, tuple[SeatedLine, ...]], ...]:
    """The seats of each function that someone holds: chair first, then secretary, then members."""
    groups: dict[str, list[SeatedLine]] = {function.value: [] for function in SeatFunction}
    for seat in seats:
        url = reverse("governance:member", kwargs={"public_id": seat.member.public_id})
        line = SeatedLine(
            seat.pk, seat.member.display_name, url, seat.member.college.name, period(seat.starts_on, seat.ends_on)
        )
        groups[seat.function].append(line)
    return tuple((SeatFunction(code).label, tuple(lines)) for code, lines in groups.items() if lines)


@dataclass(frozen=True)
class MeetingLine:
    """A meeting in a short list; it has no address until the pages of meetings exist."""

    title: str
    url: str
    committee: str
    when: str
    place: str
    state: str
    state_kind: str


def meeting_line(meeting: Meeting) -> MeetingLine:
    """A meeting in words."""
    return MeetingLine(
        title=meeting.title,
        url=meeting_url(meeting),
        committee=meeting.committee.name,
        when=long_time(timezone.localtime(meeting.starts_at)),
        place=meeting.place,
        state=meeting.get_state_display(),
        state_kind=MEETING_KINDS.get(MeetingState(meeting.state), "info"),
    )


def meeting_url(meeting: Meeting) -> str:
    """The page of a meeting."""
    try:
        return reverse("governance:meeting", kwargs={"public_id": meeting.public_id})
    except NoReverseMatch:
        return ""
