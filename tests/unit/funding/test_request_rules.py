"""F2, F3, F4, F6, F7, F8: sums, balance, public aid, who receives, who is trained, the way of a request."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.programme.funding.enums import PlanKind, RequestEvent, RequestState
from maillage.programme.funding.rules import requests as rules
from maillage.programme.funding.rules import states, training
from maillage.programme.governance.enums import GovernanceRole

E, S, V, P = Decimal, RequestState, RequestEvent, PlanKind
ONE = rules.Receiver("CAF", confirmed=True, amount_eur=E(100))


def test_f2_both_sums_make_what_is_asked():
    assert rules.sum_faults(E(100), [E(60), E(40)], [ONE]) == []
    (fault,) = rules.sum_faults(E(100), [E(60), E("39.99")], [ONE])
    assert "il manque 0,01\u00a0€" in fault
    assert "nature de dépense" in fault
    (fault,) = rules.sum_faults(E(100), [E(100)], [ONE, replace(ONE, amount_eur=E("0.01"))])
    assert "0,01\u00a0€ de trop" in fault
    assert "bénéficiaire" in fault


@pytest.mark.parametrize(
    ("asked", "budget", "action", "words"),
    [
        ("100", "100", "100", ""),
        ("100.01", "100", "100", "dépasse le budget de l’opération"),
        ("100", "100.01", "100", "dépasse celui de l’action"),
        ("99.99", "100", "200", ""),
    ],
)
def test_f2_the_budget_holds_the_request(asked, budget, action, words):
    fault = rules.budget_fault(E(asked), E(budget), E(action))
    assert (fault == "") if not words else (words in fault)


@pytest.mark.parametrize(("own", "words"), [("60", ""), ("59.99", "il manque 0,01"), ("60.01", "0,01\u00a0€ de trop")])
def test_f3_the_plan_pays_the_budget_exactly(own, words):
    fault = rules.balance_fault(E(40), E(100), [rules.PlanPart(P.OWN, E(own))])
    assert (fault == "") if not words else (words in fault)


@pytest.mark.parametrize(("subsidy", "fits"), [("59.99", True), ("60", True), ("60.01", False)])
def test_f4_public_money_never_pays_more_than_everything(subsidy, fits):
    plan = [rules.PlanPart(P.SUBSIDY, E(subsidy)), rules.PlanPart(P.OWN, E(500))]
    fault = rules.public_aid_fault(E(40), E(100), plan)
    assert (fault == "") is fits
    assert fits or "jamais 100" in fault


@pytest.mark.parametrize(("elsewhere", "fits"), [("59.99", True), ("60", True), ("60.01", False)])
def test_f4_the_envelopes_of_one_action_together_never_pay_more_than_it_costs(elsewhere, fits):
    fault = rules.action_aid_fault(E(40), E(elsewhere), E(100))
    assert (fault == "") is fits
    assert fits or "100,01\u00a0€ pour un budget de 100\u00a0€" in fault


def test_f6_who_receives():
    assert rules.receiver_faults([ONE], has_quote=False) == []
    assert "au moins un bénéficiaire" in rules.receiver_faults([], has_quote=True)[0]
    assert "CAF" in rules.receiver_faults([replace(ONE, confirmed=False)], has_quote=True)[0]
    passing = replace(ONE, passes_on=True)
    assert "devis" in rules.receiver_faults([passing], has_quote=False)[0]
    assert rules.receiver_faults([passing], has_quote=True) == []


R = GovernanceRole
BODY = training.Recipient("Département", frozenset({R.CO_SPONSOR}), is_training_body=False)


def test_f7_the_recipient():
    assert training.recipient_faults([BODY], "") == []
    assert training.recipient_faults([replace(BODY, roles=frozenset({R.CO_PILOT}))], "") == []
    assert "nomme 0" in training.recipient_faults([], "x")[0]
    assert "nomme 2" in training.recipient_faults([BODY, BODY], "x")[0]
    assert "organisme de formation" in training.recipient_faults([replace(BODY, is_training_body=True)], "x")[0]
    other = replace(BODY, roles=frozenset({R.LEAD}))
    assert "dérogation" in training.recipient_faults([other], " ")[0]
    assert training.recipient_faults([other], "seule candidate") == []


DAY = date(2025, 3, 4)
GOOD = training.Trained("Personne Fictive", "11111111111111", False, False, DAY, DAY)


def test_f7_who_counts():
    assert training.trainee_faults(GOOD) == []
    assert "conseillers numériques" in training.trainee_faults(replace(GOOD, is_conseiller_numerique=True))[0]
    assert "OPCO" in training.trainee_faults(replace(GOOD, employer_in_uniformation=True))[0]
    late = replace(GOOD, qualiopi_until=date(2025, 3, 3))
    assert "Qualiopi le 4\u00a0mars 2025" in training.trainee_faults(late)[0]
    everyone = [GOOD, replace(GOOD, full_name="PERSONNE FICTIVE"), replace(GOOD, employer_siret="2"), late]
    assert training.eligible_count(everyone) == 2


@pytest.mark.parametrize(("count", "fits"), [(59, False), (60, True), (61, True)])
def test_f7_what_is_left_waits_for_sixty(count, fits):
    fault = training.remainder_fault(count, 60)
    assert (fault == "") is fits
    assert fits or "à 60 personnes formées : il y en a 59" in fault


@pytest.mark.parametrize(("state", "event"), list(states.MOVES))
def test_f8_each_move_passes_and_each_negative_one_says_why(state, event):
    assert states.move_fault(state, event, reason="parce que") == ""
    silent = states.move_fault(state, event, reason="  ")
    assert ("pourquoi" in silent) is states.MOVES[state, event].reason


def test_f8_nothing_else_happens():
    others = [(s, e) for s in S for e in V if (s, e) not in states.MOVES]
    assert all("ne peut pas" in states.move_fault(s, e, reason="x") for s, e in others)
    assert all(not states.moves_from(state) for state in states.ENDED)
    assert states.moves_from(S.DRAFT).keys() == {V.FILE, V.WITHDRAW}


def test_f8_only_the_funder_instructs():
    instructs = {V.COMPLETE, V.EXAMINE, V.ACCEPT, V.REFUSE, V.SETTLE, V.CLAIM, V.REOPEN}
    assert {e for (_, e), move in states.MOVES.items() if move.actor is states.Actor.FUNDER} == instructs
    assert {e for (_, e), move in states.MOVES.items() if move.actor is states.Actor.PROGRAMME} == {V.AGREE, V.PAY}
    assert {S.DRAFT, S.INCOMPLETE} == states.WRITABLE


@pytest.mark.parametrize(
    ("granted", "reason", "words"),
    [
        ("100", "", ""),
        ("100.01", "x", "pas plus que demandé"),
        ("99.99", "", "plus bas"),
        ("99.99", "crédits réduits", ""),
        ("0", "x", "refusez"),
        ("0.01", "x", ""),
    ],
)
def test_f8_what_is_granted(granted, reason, words):
    fault = states.grant_fault(E(granted), E(100), reason)
    assert (fault == "") if not words else (words in fault)


@given(st.decimals("0.01", "1000", places=2), st.decimals("0.01", "1000", places=2))
def test_f3_a_plan_balances_only_by_its_own_complement(asked, own):
    budget = asked + own
    assert rules.balance_fault(asked, budget, [rules.PlanPart(P.OWN, own)]) == ""
    assert rules.balance_fault(asked, budget + E("0.01"), [rules.PlanPart(P.OWN, own)]) != ""
