"""What the page of a meeting says besides its agenda: answers, attendance, decisions, follow-ups, what to send."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from maillage.programme.governance.enums import InvitationAnswer, MeetingState
from maillage.programme.governance.models import Meeting
from maillage.programme.governance.presenters.decisions import DecisionLine, FollowUpLine, decision_line, follow_up_line
from maillage.programme.governance.rules.meetings import THERE
from maillage.programme.governance.selectors.attendance import quorum_for, sheet_of
from maillage.programme.governance.selectors.convocations import current_purpose, invitations_of, sending_of
from maillage.programme.governance.selectors.decisions import decisions_for
from maillage.programme.governance.selectors.follow_ups import follow_ups_of
from maillage.programme.people.models import User


@dataclass(frozen=True)
class Summary:
    """The rest of the page."""

    answers: tuple[tuple[str, int], ...]
    attendance: str
    quorum: str
    decisions: tuple[DecisionLine, ...]
    follow_ups: tuple[FollowUpLine, ...]
    to_send: str


def meeting_summary(viewer: User, meeting: Meeting, now: datetime) -> Summary:
    """Everything but the agenda."""
    lines = sheet_of(meeting)
    there = sum(line.presence in THERE for line in lines)
    met = meeting.state in (MeetingState.OPEN, MeetingState.HELD, MeetingState.CLOSED)
    return Summary(
        answers=_answers(meeting),
        attendance=_people(there, len(lines)) if lines and met else "",
        quorum=quorum_for(meeting, lines).words if meeting.state == MeetingState.OPEN else "",
        decisions=tuple(decision_line(decision) for decision in decisions_for(viewer, meeting)),
        follow_ups=tuple(follow_up_line(one, timezone.localdate(now)) for one in follow_ups_of(viewer, meeting)),
        to_send=_to_send(meeting, now),
    )


def _answers(meeting: Meeting) -> tuple[tuple[str, int], ...]:
    counts = Counter(invitation.answer for invitation in invitations_of(meeting))
    return tuple((answer.label, counts[answer]) for answer in InvitationAnswer if counts[answer])


def _people(there: int, total: int) -> str:
    return (
        f"{there} personnes présentes ou représentées sur {total}"
        if there > 1
        else f"{there} personne présente sur {total}"
    )


def _to_send(meeting: Meeting, now: datetime) -> str:
    purpose = current_purpose(meeting)
    if not purpose:
        return ""
    sending = sending_of(meeting, purpose, now)
    if sending.uncertain:
        return "Des envois sont incertains : dites s’il faut les refaire."
    if not sending.to_send and not sending.refused:
        return ""
    if purpose == "convocation":
        return "Les convocations ne sont pas toutes parties."
    return "La réunion a changé depuis le dernier envoi : prévenez les personnes invitées."
