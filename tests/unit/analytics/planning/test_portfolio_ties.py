"""Equal choices: the one that takes the least public money, never at the price of value."""

from __future__ import annotations

import itertools
import random

import pytest

from maillage.analytics.planning.portfolio import ActionOption, plan, violations
from tests.unit.analytics.planning.test_portfolio import EUROS, action, problem


def spent(found) -> int:
    return sum(found.paid_cents.values())


def test_the_cheaper_of_two_equal_actions_is_chosen_whatever_their_order():
    dear, cheap = action("a", 5, 90), action("b", 5, 60)
    for actions in ((dear, cheap), (cheap, dear)):
        assert plan(problem(*actions)).chosen == {"b"}


def test_what_is_worth_nothing_is_not_paid():
    assert plan(problem(action("a", 5, 10), action("b", 0, 10))).chosen == {"a"}


def test_two_small_actions_may_replace_a_dear_one_of_the_same_value():
    found = plan(problem(action("a", 3, 90), action("b", 1, 30), action("c", 2, 40)))
    assert (found.chosen, found.value, spent(found)) == ({"b", "c"}, 3, 70 * EUROS)


@pytest.mark.parametrize(("more", "chosen"), [(0.0, "cheap"), (1e-4, "dear"), (1e-3, "dear")])
def test_a_little_more_value_is_never_given_up_for_money(more, chosen):
    found = plan(problem(action("cheap", 1, 60), action("dear", 1 + more, 90)))
    assert found.chosen == {chosen}


def test_a_carrier_that_pays_leaves_public_money():
    own = ActionOption("a", 5, 90 * EUROS, own_cents=50 * EUROS, payable_cents={"E": 90 * EUROS})
    assert plan(problem(own, action("b", 5, 60), money=90)).chosen == {"a"}


@pytest.mark.parametrize("seed", range(20))
def test_no_equal_choice_is_cheaper(seed):
    pick = random.Random(seed)
    found = problem(*(action(f"a{n}", pick.randint(0, 4), pick.randint(10, 60)) for n in range(8)), money=100)
    best = plan(found)
    choices = (some for size in range(9) for some in itertools.combinations(found.actions, size))
    sums = [(-sum(one.value for one in some), sum(one.budget_cents for one in some)) for some in choices]
    assert violations(found, best) == ()
    assert (-best.value, spent(best)) == min(pair for pair in sums if pair[1] <= 100 * EUROS)
