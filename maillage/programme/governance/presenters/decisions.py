"""Decisions, ballots and follow-ups in French words; a secret ballot never says who chose what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from maillage.design.typography import day_of
from maillage.programme.governance.enums import DecisionMethod, FollowUpStatus, Outcome, VoteChoice
from maillage.programme.governance.models import Decision, FollowUp
from maillage.programme.governance.rules.duties import days_words
from maillage.programme.governance.selectors.attendance import Voter

OUTCOME_TAGS = {
    Outcome.ADOPTED: "success",
    Outcome.ADOPTED_WITH_CHANGES: "success",
    Outcome.ADJOURNED: "warning",
    Outcome.SENT_BACK: "warning",
    Outcome.REJECTED: "error",
    Outcome.NOTED: "info",
}
STATUS_TAGS = {
    FollowUpStatus.TODO: "muted",
    FollowUpStatus.DOING: "info",
    FollowUpStatus.DONE: "success",
    FollowUpStatus.DROPPED: "error",
}


@dataclass(frozen=True)
class DecisionLine:
    """A decision, with its voices when it was voted."""

    pk: int
    item: str
    wording: str
    outcome: str
    tag: str
    how: str
    conditions: str
    quorum: str
    ballot_open: bool
    url: str


@dataclass(frozen=True)
class FollowUpLine:
    """What must be done, by whom and by when."""

    pk: int
    task: str
    who: str
    due: str
    late: bool
    status: str
    tag: str
    proof: str
    meeting: str
    meeting_url: str
    url: str
    ended: bool


@dataclass(frozen=True)
class VoiceLine:
    """A member and whether it voted; `choice` is empty in a secret ballot."""

    member: int
    name: str
    college: str
    carried_by: str
    voted: bool
    choice: str
    may_cast: bool


def decision_line(decision: Decision) -> DecisionLine:
    """A decision in words."""
    outcome = Outcome(decision.outcome) if decision.outcome else None
    return DecisionLine(
        pk=decision.pk,
        item=decision.item.title,
        wording=decision.wording,
        outcome=outcome.label if outcome else ("Scrutin ouvert" if decision.ballot_open else "Sans issue"),
        tag=OUTCOME_TAGS[outcome] if outcome else "warning",
        how=how_words(decision),
        conditions=decision.conditions,
        quorum=decision.quorum_words,
        ballot_open=decision.ballot_open,
        url=reverse("governance:ballot", kwargs={"decision_id": decision.pk}),
    )


def how_words(decision: Decision) -> str:
    """« par consensus », or the voices."""
    if decision.method == DecisionMethod.CONSENSUS:
        return "par consensus"
    votes = list(decision.votes.all())
    if decision.ballot_open:
        return f"{len(votes)} voix portées" if len(votes) > 1 else f"{len(votes)} voix portée"
    counts = Counter(vote.choice for vote in votes)
    yes, no, none = (counts[choice] for choice in (VoteChoice.FOR, VoteChoice.AGAINST, VoteChoice.ABSTAIN))
    words = f"{yes} pour, {no} contre, {none} abstention{'s' if none > 1 else ''}"
    return f"vote secret : {words}" if decision.is_secret else f"vote : {words}"


def voice_lines(decision: Decision, voters: Iterable[Voter], *, user: int, manages: bool) -> tuple[VoiceLine, ...]:
    """Every member that has a voice, then those that voted and left."""
    cast = {vote.member_id: vote for vote in decision.votes.all()}
    lines = []
    for voter in voters:
        vote = cast.pop(voter.member, None)
        choice = vote.get_choice_display() if vote and not decision.is_secret else ""
        may_cast = decision.ballot_open and vote is None and (manages or user in voter.users)
        carried = vote.cast_by if vote else voter.carried_by
        lines.append(VoiceLine(voter.member, voter.name, voter.college, carried, bool(vote), choice, may_cast))
    for vote in cast.values():
        choice = "" if decision.is_secret else vote.get_choice_display()
        member = vote.member
        lines.append(
            VoiceLine(member.pk, member.display_name, member.college.name, vote.cast_by, True, choice, may_cast=False)
        )
    return tuple(lines)


def follow_up_line(follow_up: FollowUp, today: date) -> FollowUpLine:
    """A follow-up in words."""
    status = FollowUpStatus(follow_up.status)
    ended = status in (FollowUpStatus.DONE, FollowUpStatus.DROPPED)
    late = bool(follow_up.due_on and follow_up.due_on < today and not ended)
    names = (follow_up.responsible, follow_up.responsible_member.display_name if follow_up.responsible_member else "")
    return FollowUpLine(
        pk=follow_up.pk,
        task=follow_up.task,
        who=", ".join(name for name in names if name) or "responsable non connu",
        due=_due(follow_up, today, ended=ended),
        late=late,
        status="En retard" if late else status.label,
        tag="error" if late else STATUS_TAGS[status],
        proof=follow_up.proof,
        meeting=follow_up.meeting.title,
        meeting_url=reverse("governance:meeting", kwargs={"public_id": follow_up.meeting.public_id}),
        url=reverse("governance:follow_up", kwargs={"follow_up_id": follow_up.pk}),
        ended=ended,
    )


def _due(follow_up: FollowUp, today: date, *, ended: bool) -> str:
    if ended:
        return f"faite le {day_of(follow_up.done_on)}" if follow_up.done_on else ""
    if follow_up.due_on is None:
        return "sans date"
    return f"pour le {day_of(follow_up.due_on)}, {days_words(follow_up.due_on, today)}"
