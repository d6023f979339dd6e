"""Delays, reminders, quorum, proxies and ballots, line by line at, under and over each limit."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.programme.governance.enums import DecisionRule, MeetingState, Outcome, QuorumRule, VoteChoice
from maillage.programme.governance.rules.ballots import Voice, result_of
from maillage.programme.governance.rules.meetings import (
    NEXT,
    SeatedMember,
    convening_fault,
    due_reminders,
    latest_convening,
    may_become,
    proxy_fault,
    quorum_of,
)

MEETS = date(2024, 7, 11)
Y, N, A = VoteChoice.FOR, VoteChoice.AGAINST, VoteChoice.ABSTAIN


def voices(*choices: VoteChoice, college: str = "a") -> list[Voice]:
    return [Voice(college, choice) for choice in choices]


@pytest.mark.parametrize(
    ("days", "clear", "latest"),
    [(0, False, MEETS), (0, True, MEETS), (5, False, date(2024, 7, 6)), (5, True, date(2024, 7, 5))],
)
def test_clear_days_count_neither_end(days, clear, latest):
    assert latest_convening(MEETS, days, clear=clear) == latest
    assert convening_fault(latest, MEETS, days, clear=clear, urgent_reason="") == ""
    late = convening_fault(latest + timedelta(days=1), MEETS, days, clear=clear, urgent_reason="")
    assert late != ""


def test_an_urgent_convocation_says_why_and_a_past_meeting_is_refused():
    late = MEETS - timedelta(days=1)
    assert "06/07/2024 au plus tard" in convening_fault(late, MEETS, 5, clear=False, urgent_reason=" ")
    assert convening_fault(late, MEETS, 5, clear=False, urgent_reason="Crédits perdus le 15") == ""
    assert "passée" in convening_fault(MEETS + timedelta(days=1), MEETS, 0, clear=False, urgent_reason="Oui")


@pytest.mark.parametrize(
    ("left", "expected"), [(16, ()), (15, (15,)), (6, (15,)), (5, (5,)), (2, (5,)), (1, (1,)), (0, ()), (-3, ())]
)
def test_one_reminder_at_most_is_due(left, expected):
    assert due_reminders(MEETS - timedelta(days=left), MEETS) == expected


def seats(**there: tuple[int, int]) -> list[SeatedMember]:
    return [SeatedMember(college, i < here) for college, (here, count) in there.items() for i in range(count)]


@pytest.mark.parametrize(
    ("rule", "value", "members", "met"),
    [
        (QuorumRule.NONE, None, seats(a=(0, 5)), True),
        (QuorumRule.COUNT, 3, seats(a=(3, 5)), True),
        (QuorumRule.COUNT, 3, seats(a=(2, 5)), False),
        (QuorumRule.SHARE, 50, seats(a=(3, 5)), True),
        (QuorumRule.SHARE, 50, seats(a=(2, 5)), False),
        (QuorumRule.SHARE, 50, seats(a=(2, 4)), True),
        (QuorumRule.BY_COLLEGE, 50, seats(a=(1, 2), b=(1, 2)), True),
        (QuorumRule.BY_COLLEGE, 50, seats(a=(2, 2), b=(0, 2)), False),
    ],
)
def test_quorum_at_and_under_its_limit(rule, value, members, met):
    assert quorum_of(rule, value, members).met is met


def test_a_college_without_quorum_is_named():
    assert "b" in quorum_of(QuorumRule.BY_COLLEGE, 50, seats(a=(2, 2), b=(0, 2))).words


@pytest.mark.parametrize(
    ("rule", "percent", "cast", "outcome"),
    [
        (DecisionRule.SIMPLE, None, (Y, Y, N), Outcome.ADOPTED),
        (DecisionRule.SIMPLE, None, (Y, N), Outcome.REJECTED),
        (DecisionRule.SIMPLE, None, (Y, A, A), Outcome.ADOPTED),
        (DecisionRule.SIMPLE, None, (A, A), Outcome.REJECTED),
        (DecisionRule.SIMPLE, None, (), Outcome.REJECTED),
        (DecisionRule.CONSENSUS, None, (Y, A), Outcome.ADOPTED),
        (DecisionRule.CONSENSUS, None, (Y, Y, N), Outcome.REJECTED),
        (DecisionRule.QUALIFIED, 67, (Y, Y, N), Outcome.REJECTED),
        (DecisionRule.QUALIFIED, 66, (Y, Y, N), Outcome.ADOPTED),
        (DecisionRule.QUALIFIED, 66, (A,), Outcome.REJECTED),
    ],
)
def test_a_ballot_follows_the_rule_of_its_instance(rule, percent, cast, outcome):
    assert result_of(voices(*cast), rule, percent).outcome is outcome


def test_a_majority_in_each_college_is_not_a_majority_of_all():
    split = [*voices(Y, Y, Y, college="a"), *voices(N, college="b")]
    assert result_of(split, DecisionRule.SIMPLE).outcome is Outcome.ADOPTED
    assert result_of(split, DecisionRule.BY_COLLEGE).outcome is Outcome.REJECTED


def test_the_result_is_said_in_french():
    assert result_of(voices(Y, Y, Y), DecisionRule.SIMPLE).words == "à l’unanimité des 3 voix"
    assert result_of(voices(Y, N, A, A), DecisionRule.SIMPLE).words == "1 pour, 1 contre, 2 abstentions"


@given(st.lists(st.sampled_from([Y, N, A])), st.sampled_from(list(DecisionRule)))
def test_one_more_voice_for_never_loses_a_decision(cast, rule):
    before = result_of(voices(*cast), rule, 60)
    after = result_of(voices(*cast, Y), rule, 60)
    assert before.outcome is Outcome.REJECTED or after.outcome is Outcome.ADOPTED
    assert before.voices_for + before.voices_against + before.abstentions == len(cast)


@pytest.mark.parametrize(
    ("held", "allowed", "holder", "refused"),
    [(0, 1, False, False), (1, 1, False, True), (0, 0, False, True), (0, 1, True, True)],
)
def test_proxies_are_bounded(held, allowed, holder, refused):
    assert bool(proxy_fault(held=held, allowed=allowed, giver_is_holder=holder)) is refused


def test_the_states_of_a_meeting():
    states = MeetingState
    path = [states.DRAFT, states.CONVENED, states.FROZEN, states.OPEN, states.HELD, states.CLOSED]
    assert all(may_become(a, b) for a, b in pairwise(path))
    assert set(NEXT) == set(states)
    assert not any(may_become(ended, state) for ended in (states.CLOSED, states.CANCELLED) for state in states)
    assert not may_become(states.DRAFT, states.OPEN)
    assert not may_become(states.OPEN, states.CANCELLED)
