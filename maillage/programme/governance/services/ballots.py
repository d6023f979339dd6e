"""Ballots: opened, one voice a member, closed by the instance's rule. The lock and the constraint both hold."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from maillage.programme.governance.enums import DecisionMethod, DecisionRule, MeetingState, Outcome, VoteChoice
from maillage.programme.governance.models import AgendaItem, Decision, Vote
from maillage.programme.governance.rules.ballots import Voice, result_of
from maillage.programme.governance.selectors.attendance import Voter, quorum_for, voters_of
from maillage.programme.governance.selectors.meetings import manages
from maillage.programme.governance.services.acts import record
from maillage.programme.governance.services.live import require_session
from maillage.programme.people.models import User
from maillage.programme.people.refusals import RefusedError


class BallotClosedError(RefusedError):
    """The ballot is not open."""


class NotAVoterError(RefusedError):
    """This member has no voice now."""


class NotYourVoiceError(RefusedError):
    """This account does not carry this voice."""


class AlreadyVotedError(RefusedError):
    """One voice a member."""


class NoVoiceError(RefusedError):
    """Nobody voted."""


@transaction.atomic
def open_ballot(
    *, item: AgendaItem, wording: str, by: object, now: datetime, is_secret: bool = False, conditions: str = ""
) -> Decision:
    """Open a ballot on a wording."""
    meeting = require_session(item.meeting)
    if meeting.state != MeetingState.OPEN:
        raise BallotClosedError("La séance est levée : un scrutin ne s’ouvre qu’en séance.")
    decision = Decision.objects.create(
        item=item,
        wording=wording,
        method=DecisionMethod.VOTE,
        conditions=conditions,
        ballot_open=True,
        is_secret=is_secret,
        created_at=now,
    )
    record(meeting=meeting, action="ballot.opened", by=by, decision=decision.pk, wording=wording, secret=is_secret)
    return decision


@transaction.atomic
def cast_vote(*, decision: Decision, member_id: int, choice: VoteChoice, by: User, now: datetime) -> Vote:
    """Cast the voice of one member: by the secretary, by its representative, or by who carries its proxy."""
    decision = _locked(decision)
    if not decision.ballot_open:
        raise BallotClosedError("Ce scrutin est fermé : la voix n’est pas comptée.")
    voter = _voter(decision, member_id)
    if not manages(by) and by.pk not in voter.users:
        raise NotYourVoiceError(f"Vous ne portez pas la voix de {voter.name}.")
    vote = _cast(decision, voter, choice, by, now)
    details = {} if decision.is_secret else {"choice": choice}
    record(
        meeting=decision.item.meeting,
        action="ballot.vote_cast",
        by=by,
        decision=decision.pk,
        member=member_id,
        **details,
    )
    return vote


@transaction.atomic
def close_ballot(*, decision: Decision, by: object, now: datetime) -> Decision:
    """Count the voices by the rule of the instance; without quorum nothing is adopted, the decision is adjourned."""
    decision = _locked(decision)
    if not decision.ballot_open:
        raise BallotClosedError("Ce scrutin est déjà fermé.")
    votes = list(Vote.objects.filter(decision=decision).select_related("member__college"))
    if not votes:
        raise NoVoiceError("Aucune voix n’a été portée : recueillez-les, ou retirez le scrutin.")
    meeting = decision.item.meeting
    committee, quorum = meeting.committee, quorum_for(meeting)
    voices = [Voice(vote.member.college.name, VoteChoice(vote.choice)) for vote in votes]
    result = result_of(voices, DecisionRule(committee.decision_rule), committee.majority_percent)
    decision.outcome = result.outcome if quorum.met else Outcome.ADJOURNED
    decision.quorum_words = quorum.words[:200]
    decision.ballot_open, decision.decided_at = False, now
    decision.save()
    record(
        meeting=meeting,
        action="ballot.closed",
        by=by,
        decision=decision.pk,
        outcome=decision.outcome,
        voices=result.words,
        quorum=quorum.words,
    )
    return decision


@transaction.atomic
def withdraw_ballot(*, decision: Decision, by: object) -> None:
    """Take back a ballot opened by mistake, and the voices already cast."""
    decision = _locked(decision)
    if not decision.ballot_open:
        raise BallotClosedError("Ce scrutin est fermé : sa décision est prise.")
    record(
        meeting=decision.item.meeting, action="ballot.withdrawn", by=by, decision=decision.pk, wording=decision.wording
    )
    decision.delete()


def _locked(decision: Decision) -> Decision:
    Decision.objects.select_for_update().get(pk=decision.pk)
    return Decision.objects.select_related("item__meeting__committee").get(pk=decision.pk)


def _voter(decision: Decision, member_id: int) -> Voter:
    for voter in voters_of(decision.item.meeting):
        if voter.member == member_id:
            return voter
    raise NotAVoterError("Ce membre n’est ni présent ni représenté : il n’a pas de voix.")


def _cast(decision: Decision, voter: Voter, choice: VoteChoice, by: User, now: datetime) -> Vote:
    refusal = AlreadyVotedError(f"{voter.name} a déjà voté : une seule voix par membre.")
    if Vote.objects.filter(decision=decision, member=voter.member).exists():
        raise refusal
    try:
        with transaction.atomic():
            return Vote.objects.create(
                decision=decision, member_id=voter.member, choice=choice, cast_by=_caster(voter, by), at=now
            )
    except IntegrityError as error:
        raise refusal from error


def _caster(voter: Voter, by: User) -> str:
    return (voter.carried_by if by.pk in voter.users else f"{voter.carried_by}, saisi par {by.full_name}")[:200]
