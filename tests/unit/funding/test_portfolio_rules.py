"""What a scenario counts: weights, what an envelope may pay, where people mostly live, terms that go and come back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from maillage.programme.funding.rules.envelopes import EnvelopeSpec, engaged
from maillage.programme.funding.rules.portfolio import Terms, action_value, is_mostly, needs_of, payable_eur, terms_of
from maillage.programme.roadmap.enums import BudgetNature, Priority

LINES = [(BudgetNature.STAFF, Decimal(30)), (BudgetNature.INVESTMENT, Decimal(50)), (BudgetNature.STAFF, Decimal(9))]


def spec(*natures):
    return EnvelopeSpec("x", "X", "ANCT", "source", {}, date(2027, 12, 31), natures=frozenset(natures))


@pytest.mark.parametrize(
    ("priority", "reach", "fragility", "value"),
    [
        (Priority.HIGH, 100, 0.5, 150.0),
        (Priority.MEDIUM, 100, 0.5, 100.0),
        (Priority.LOW, 100, 0.5, 50.0),
        (Priority.LOW, 100, None, 50.0),
        (Priority.LOW, None, 1.0, 1.0),
        (Priority.LOW, 0, 1.0, 1.0),
        (Priority.LOW, 2, 0.0, 0.0),
    ],
)
def test_the_value_of_an_action(priority, reach, fragility, value):
    assert action_value(priority, reach, fragility) == value


def test_an_envelope_pays_the_natures_it_names_and_all_when_it_names_none():
    assert payable_eur(spec(BudgetNature.STAFF), LINES) == Decimal(39)
    assert payable_eur(spec(), LINES) == Decimal(89)
    assert payable_eur(spec(BudgetNature.SERVICE), LINES) == Decimal(0)
    assert isinstance(payable_eur(spec(), []), Decimal)
    assert isinstance(engaged([]), Decimal)


@pytest.mark.parametrize(
    ("inside", "total", "mostly"), [(50, 100, True), (49, 100, False), (0, 0, False), (1, 1, True)]
)
def test_half_is_mostly(inside, total, mostly):
    assert is_mostly(inside, total) is mostly


def test_terms_go_to_json_and_come_back():
    terms = Terms({"e": Decimal("12.50")}, 0.1, 0.9, 2, 0.3, 0.4, False, frozenset({"b", "a"}), frozenset({"c"}))
    terms = replace(terms, needs={"d": frozenset({"b", "a"})})
    assert terms.plain() == {
        "amounts_eur": {"e": "12.50"},
        "own_share": 0.1,
        "public_share_max": 0.9,
        "least_by_epci": 2,
        "rural_share": 0.3,
        "qpv_share": 0.4,
        "keeps_dates": False,
        "imposed": ["a", "b"],
        "barred": ["c"],
        "needs": {"d": ["a", "b"]},
    }
    assert terms_of(terms.plain()) == terms
    assert Terms() == Terms({}, 0.2, 0.8, 0, 0.0, 0.0, True, frozenset(), frozenset(), {})


def test_dependencies_are_read_as_people_write_them():
    keys = {"A01": "k1", "A02": "k2", "A03": "k3"}
    assert needs_of("A03 ; A01, a02\n\na03;A01", keys) == {"k3": frozenset({"k1", "k2"})}
    assert needs_of("", keys) == {}
    for text, words in (("A03 ; A01\nA03 ; A99", "Ligne 2 : « A99 »"), ("A03", "Ligne 1 : « rien »")):
        with pytest.raises(ValueError, match=words):
            needs_of(text, keys)
