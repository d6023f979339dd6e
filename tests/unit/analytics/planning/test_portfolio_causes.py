"""Why an action is in: its value, or the rule without which it would be out."""

from __future__ import annotations

from maillage.analytics.planning.portfolio import Equity, Problem, causes_of, explain, greedy, plan
from tests.unit.analytics.planning.test_portfolio import action, problem, scene


def causes(found: Problem) -> dict[str, str | None]:
    return {one.code: one.because for one in explain(found, plan(found)).reasons}


def test_what_is_worth_its_money_is_there_for_its_value():
    assert causes(problem(action("a", 9, 60), action("b", 1, 60))) == {"a": "value", "b": None}


def test_an_imposed_action_is_there_for_its_value_when_it_would_be_chosen_anyway():
    assert causes(problem(action("a", 9, 60, mandatory=True), action("b", 1, 60))) == {"a": "value", "b": None}
    assert causes(problem(action("a", 9, 60), action("b", 1, 60, mandatory=True))) == {"a": None, "b": "imposed"}


def test_a_floor_brings_an_action_in():
    local = action("b", 1, 60, territories=frozenset({"Vexin"}))
    assert causes(problem(action("a", 9, 60), local, equity=Equity({"Vexin": 1}))) == {"a": None, "b": "floor"}
    rural = action("b", 1, 40, rural=True)
    assert causes(problem(action("a", 9, 90), rural, equity=Equity({}, rural_share=0.5))) == {"a": None, "b": "floor"}


def test_an_action_may_be_there_only_because_another_needs_it():
    needs, needed = action("a", 9, 60, requires=frozenset({"b"})), action("b", 0, 40)
    assert causes(problem(needs, needed)) == {"a": "value", "b": "needed"}
    assert causes(problem(needs, action("b", 1, 40))) == {"a": "value", "b": "value"}


def test_the_rank_follows_the_value_of_a_public_euro():
    found = problem(action("a", 9, 90), action("b", 8, 40), action("c", 8, 60, own_cents=4_000), money=30)
    assert [(one.code, one.rank) for one in explain(found, plan(found)).reasons] == [("a", 3), ("b", 2), ("c", 1)]


def test_each_action_of_a_whole_programme_has_a_cause_when_it_is_in():
    base = scene(2, 14)
    found = Problem(base.actions, base.envelopes, Equity({"Vexin": 1}, rural_share=0.3))
    best = plan(found)
    reasons = explain(found, best).reasons
    assert {one.code for one in reasons if one.because} == best.chosen
    assert {one.because for one in reasons} == {None, "value", "floor"}


def test_a_greedy_plan_below_an_impossible_floor_keeps_its_causes():
    needs = action("a", 9, 60, requires=frozenset({"b"}), mandatory=True)
    found = problem(needs, action("b", 0, 40), equity=Equity({"Vexin": 1}))
    assert causes_of(found, greedy(found), 1.0) == {"a": "value", "b": "value"}
