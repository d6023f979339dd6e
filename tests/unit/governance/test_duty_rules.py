"""Urgency of obligations, who is told, when a grouped mail is due; presets and rulings of instances."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from maillage.programme.governance.enums import CommitteeKind, DecisionRule, QuorumRule
from maillage.programme.governance.rules import committees, presets
from maillage.programme.governance.rules.duties import (
    Told,
    Urgency,
    days_words,
    is_news,
    is_told,
    mail_is_due,
    urgency_of,
)

DUE = date(2024, 10, 31)
R, S, P = Told.RESPONSIBLE, Told.SECRETARY, Told.CO_PILOT
Q, D = QuorumRule, DecisionRule


def before(days: int) -> date:
    return DUE - timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "urgency"),
    [
        (200, Urgency.FAR), (31, Urgency.FAR), (30, Urgency.NEAR), (8, Urgency.NEAR), (7, Urgency.URGENT),
        (0, Urgency.URGENT), (-1, Urgency.LATE),
    ],
)  # fmt: skip
def test_the_urgency_of_a_day(days, urgency):
    assert urgency_of(DUE, None, before(days)) is urgency
    assert urgency_of(DUE, DUE, before(days)) is Urgency.DONE


@pytest.mark.parametrize(
    ("days", "told"),
    [(91, ""), (90, "R"), (31, "R"), (30, "RS"), (8, "RS"), (7, "RSP"), (0, "RSP"), (-5, "RSP")],
)
def test_the_escalation_tells_each_in_turn(days, told):
    for letter, who in (("R", R), ("S", S), ("P", P)):
        assert is_told(DUE, before(days), frozenset({who}), has_responsible=True) is (letter in told)
    assert not is_told(DUE, before(days), frozenset(), has_responsible=True)


def test_without_a_responsible_the_co_pilots_are_told():
    assert is_told(DUE, before(90), frozenset({P}), has_responsible=False)
    assert not is_told(DUE, before(91), frozenset({P}), has_responsible=False)


@pytest.mark.parametrize(
    ("last", "today", "news"),
    [
        (None, 80, True),
        (80, 79, False),
        (80, 30, True),
        (30, 8, False),
        (8, 7, True),
        (1, 0, False),
        (0, -1, True),
        (-1, -2, False),
    ],
)
def test_a_deadline_is_news_when_it_reaches_a_level(last, today, news):
    assert is_news(DUE, None if last is None else before(last), before(today)) is news


@pytest.mark.parametrize(
    ("last", "today", "due"),
    [
        (None, 80, True),
        (80, 80, False),
        (80, 79, False),
        (80, 74, False),
        (80, 73, True),
        (31, 30, True),
        (30, 30, False),
    ],
)
def test_the_mail_leaves_on_news_then_every_week(last, today, due):
    assert mail_is_due([DUE], None if last is None else before(last), before(today)) is due
    assert not mail_is_due([], None, before(today))


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (12, "dans 12 jours"),
        (1, "dans 1 jour"),
        (0, "aujourd’hui"),
        (-1, "en retard de 1 jour"),
        (-3, "en retard de 3 jours"),
    ],
)
def test_days_in_words(days, words):
    assert days_words(DUE, before(days)) == words


@pytest.mark.parametrize(
    ("quorum", "value", "decision", "percent", "words"),
    [
        (Q.NONE, None, D.CONSENSUS, None, ""),
        (Q.COUNT, 200, D.SIMPLE, None, ""),
        (Q.SHARE, 100, D.QUALIFIED, 66, ""),
        (Q.COUNT, None, D.SIMPLE, None, "combien"),
        (Q.SHARE, 101, D.SIMPLE, None, "100 %"),
        (Q.BY_COLLEGE, 101, D.SIMPLE, None, "100 %"),
        (Q.NONE, None, D.QUALIFIED, None, "au-dessus de 50 %"),
        (Q.NONE, None, D.QUALIFIED, 50, "au-dessus de 50 %"),
        (Q.NONE, None, D.QUALIFIED, 101, "au-dessus de 50 %"),
    ],
)
def test_rules_that_contradict_one_another_are_refused(quorum, value, decision, percent, words):
    fault = committees.ruling_fault(quorum, value, decision, percent)
    assert (fault == "") is (words == "")
    assert words in fault


def test_the_presets_are_dated_sourced_and_agree_with_themselves():
    found = presets.presets()
    assert "2023" in found.source
    assert "pas de quorum légal" in found.note
    assert [one.kind for one in found.committees] == [
        CommitteeKind.COPIL, CommitteeKind.COTECH, CommitteeKind.WORKING_GROUP, CommitteeKind.FUNDERS,
    ]  # fmt: skip
    assert all(one.quorum_rule is Q.NONE for one in found.committees)
    for one in found.committees:
        fault = committees.ruling_fault(one.quorum_rule, one.quorum_value, one.decision_rule, one.majority_percent)
        assert fault == ""


def test_the_rules_of_an_instance_read_as_sentences():
    assert committees.convening_words(0, clear=True) == "Aucun délai de convocation n’est fixé."
    assert committees.convening_words(5, clear=True) == "La convocation part au moins 5 jours francs avant."
    assert committees.convening_words(1, clear=False) == "La convocation part au moins 1 jour avant."
    quorums = {committees.quorum_words(rule, 50) for rule in Q}
    decisions = {committees.decision_words(rule, 66) for rule in D}
    assert (len(quorums), len(decisions)) == (len(Q), len(D))
    assert "66 %" in committees.decision_words(D.QUALIFIED, 66)
    assert committees.proxy_words(0, remote=False) == "Personne ne porte de pouvoir. On participe sur place seulement."
    assert "2 pouvoirs" in committees.proxy_words(2, remote=True)
