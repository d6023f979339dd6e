"""The portfolio: the best there is, every limit at its edge, cents that sum, reasons that hold."""

from __future__ import annotations

import itertools
import math
import random

import numpy as np
import pytest
from scipy.optimize import linprog

from maillage.analytics.planning.portfolio import (
    ActionOption,
    EnvelopeOption,
    Equity,
    InfeasibleError,
    Problem,
    broken_caps,
    explain,
    greedy,
    plan,
    violations,
)
from maillage.analytics.planning.portfolio.plan import _read, _solve
from maillage.analytics.planning.portfolio.spec import bounds_of, public_cap

EUROS = 100


def action(code: str, value: float, budget: int, *envelopes: str, **more) -> ActionOption:
    """An action in euros that these envelopes may pay whole."""
    payable = dict.fromkeys(envelopes or ("E",), budget * EUROS)
    return ActionOption(code, value, budget * EUROS, payable_cents=payable, **more)


def envelope(code: str, available: int, **more) -> EnvelopeOption:
    return EnvelopeOption(code, available * EUROS, **more)


def problem(*actions: ActionOption, money: int = 100, equity: Equity | None = None, **more) -> Problem:
    return Problem(actions, (envelope("E", money, **more),), equity or Equity())


def test_the_best_value_wins_over_the_best_ratio():
    found = problem(action("a", 6, 10), action("b", 9, 50), action("c", 9, 50), money=100)
    best = plan(found)
    assert (best.status, best.gap, best.chosen, best.value) == ("optimal", 0.0, {"b", "c"}, 18)
    assert greedy(found).value == 15


@pytest.mark.parametrize(("money", "chosen"), [(101, {"a"}), (100, {"a"}), (99, set())])
def test_an_envelope_is_never_overspent(money, chosen):
    assert plan(problem(action("a", 1, 100), money=money)).chosen == chosen


@pytest.mark.parametrize(("cap", "chosen"), [(10_001, {"a"}), (10_000, {"a"}), (9_999, set())])
def test_the_cap_of_one_action_holds(cap, chosen):
    assert plan(problem(action("a", 1, 100), unit_cap_cents=cap)).chosen == chosen


@pytest.mark.parametrize(("own", "chosen"), [(2_001, {"a"}), (2_000, {"a"}), (1_999, set())])
def test_the_carrier_pays_what_the_public_share_leaves(own, chosen):
    found = plan(problem(action("a", 1, 100, own_cents=own, public_share_max=0.8)))
    assert found.chosen == chosen
    assert found.own_cents.get("a", 0) == (own if chosen else 0)


@pytest.mark.parametrize(("least", "chosen"), [(0.29, {"a"}), (0.30, {"a"}), (0.31, set())])
def test_an_envelope_pays_nothing_or_its_least_share(least, chosen):
    one = ActionOption("a", 1, 100 * EUROS, own_cents=70 * EUROS, payable_cents={"E": 30 * EUROS})
    assert plan(problem(one, rate_min=least)).chosen == chosen


def test_the_carrier_gives_up_own_money_so_that_an_envelope_reaches_its_least_share():
    one = ActionOption("a", 1, 100 * EUROS, own_cents=90 * EUROS, payable_cents={"E": 100 * EUROS})
    found = plan(problem(one, rate_min=0.3))
    assert (found.paid_cents, found.own_cents) == ({("a", "E"): 3_000}, {"a": 7_000})


def test_links_between_actions_hold():
    needs = plan(problem(action("a", 9, 60, requires=frozenset({"b"})), action("b", 0, 50)))
    assert needs.chosen == frozenset()
    both = plan(problem(action("a", 9, 60, requires=frozenset({"b"})), action("b", 0, 40)))
    assert both.chosen == {"a", "b"}
    one = plan(problem(action("a", 2, 10, excludes=frozenset({"b"})), action("b", 3, 10)))
    assert one.chosen == {"b"}


def test_what_is_imposed_is_chosen_and_what_is_put_aside_is_not():
    found = plan(problem(action("a", 0, 100, mandatory=True), action("b", 9, 100), action("c", 9, 1, forbidden=True)))
    assert found.chosen == {"a"}


def test_each_territory_has_its_floor():
    local = action("b", 1, 60, territories=frozenset({"Vexin"}))
    far = action("a", 9, 60, territories=frozenset({"Roissy"}))
    assert plan(problem(far, local)).chosen == {"a"}
    assert plan(problem(far, local, equity=Equity({"Vexin": 1}))).chosen == {"b"}
    with pytest.raises(InfeasibleError, match="planchers"):
        plan(problem(far, local, equity=Equity({"Vexin": 1, "Roissy": 1})))


@pytest.mark.parametrize(("share", "chosen"), [(0.5, {"town", "rural"}), (0.51, {"rural"})])
def test_the_rural_share_is_a_share_of_the_money(share, chosen):
    actions = (action("town", 5, 50), action("rural", 9, 50, rural=True))
    assert plan(problem(*actions, equity=Equity({}, rural_share=share))).chosen == chosen


def test_the_share_of_the_quarters_holds_too():
    actions = (action("town", 5, 60), action("quarter", 1, 40, qpv=True))
    assert plan(problem(*actions, equity=Equity({}, qpv_share=0.4))).chosen == {"town", "quarter"}
    assert plan(problem(*actions, equity=Equity({}, qpv_share=0.41))).chosen == {"quarter"}


def test_an_impossible_choice_says_which_floor():
    with pytest.raises(InfeasibleError, match=r"imposées \(a, b\)"):
        plan(problem(action("a", 1, 60, mandatory=True), action("b", 1, 60, mandatory=True)))


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda: problem(action("a", 1, 0)), "dépasser zéro"),
        (lambda: problem(action("a", math.nan, 10)), "doit être un nombre"),
        (lambda: problem(action("a", -1, 10)), "doit être un nombre"),
        (lambda: problem(action("a", 1, 10), action("a", 1, 10)), "Deux fois"),
        (lambda: problem(action("a", 1, 10), rate_min=0.9, rate_max=0.3), "taux minimal"),
        (lambda: problem(action("a", 1, 10), equity=Equity({}, rural_share=1.2)), "part rurale"),
        (lambda: problem(action("a", 1, 10, requires=frozenset({"z"}))), "inconnue : z"),
        (lambda: problem(action("a", 1, 10, mandatory=True, forbidden=True)), "imposée et écartée"),
        (lambda: problem(action("a", 1, 10), money=-1), "négatif"),
    ],
)
def test_a_senseless_problem_is_refused_in_french(build, words):
    with pytest.raises(ValueError, match=words):
        build()


def test_nothing_to_choose_is_a_plan():
    found = plan(Problem((), (envelope("E", 10),)))
    assert (found.status, found.chosen, found.value) == ("optimal", frozenset(), 0)


def scene(seed: int, count: int, envelopes: int = 2) -> Problem:
    """Awkward amounts, some links, some least shares."""
    pick = random.Random(seed)
    actions = []
    for rank in range(count):
        budget = pick.randint(1_000, 90_000) * EUROS + pick.randint(0, 99)
        payable = {f"E{n}": pick.randint(budget // 3, budget) for n in range(envelopes) if pick.random() < 0.8}
        own = pick.choice((0, budget // 5, budget // 3))
        needs = frozenset({f"a{pick.randrange(rank)}"}) if rank and pick.random() < 0.2 else frozenset()
        actions.append(
            ActionOption(
                f"a{rank}",
                pick.randint(1, 1_000) / 7,
                budget,
                own,
                payable,
                public_share_max=pick.choice((0.8, 1.0)),
                requires=needs,
                territories=frozenset({pick.choice(("Vexin", "Roissy"))}),
                rural=pick.random() < 0.4,
            )
        )
    found = tuple(
        EnvelopeOption(f"E{n}", pick.randint(20_000, 60_000) * EUROS + 33, pick.choice((0.0, 0.3)), 0.9)
        for n in range(envelopes)
    )
    return Problem(tuple(actions), found)


def payable(found: Problem, chosen: frozenset[str]) -> bool:
    """Whether a set of actions can be paid: every yes or no of every envelope tried, the amounts by linear program."""
    actions = [one for one in found.actions if one.code in chosen]
    pairs = [(a, e) for a in actions for e in found.envelopes if bounds_of(a, e)]
    for switches in itertools.product((0, 1), repeat=len(pairs)):
        bounds = [tuple(on * edge for edge in bounds_of(*pair)) for pair, on in zip(pairs, switches, strict=True)]
        bounds += [(0, one.own_cents) for one in actions]
        equal = np.array([[float(a is one) for a, _ in pairs] + [float(b is one) for b in actions] for one in actions])
        caps = [[float(e is one) for _, e in pairs] + [0.0] * len(actions) for one in found.envelopes]
        caps += [[float(a is one) for a, _ in pairs] + [0.0] * len(actions) for one in actions]
        ends = [one.available_cents for one in found.envelopes] + [public_cap(one) for one in actions]
        due = [one.budget_cents for one in actions]
        answer = linprog(np.zeros(len(bounds)), np.array(caps), ends, equal, due, bounds=bounds)
        if answer.status == 0:
            return True
    return False


@pytest.mark.parametrize("seed", range(12))
def test_no_other_choice_is_better(seed):
    found = scene(seed, 4)
    best = plan(found)
    assert best.status == "optimal"
    assert violations(found, best) == ()
    codes = [one.code for one in found.actions]
    for size in range(len(codes) + 1):
        for some in itertools.combinations(codes, size):
            chosen = frozenset(some)
            value = sum(found.action(code).value for code in chosen)
            linked = all(found.action(code).requires <= chosen for code in chosen)
            if linked and value > best.value + 1e-9:
                assert not payable(found, chosen), chosen


@pytest.mark.parametrize("seed", range(20))
def test_a_whole_programme_sums_to_the_cent_and_beats_the_greedy_choice(seed):
    found = scene(seed, 24, envelopes=4)
    best, quick = plan(found), greedy(found)
    assert best.status == "optimal"
    assert violations(found, best) == ()
    assert broken_caps(found, quick) == ()
    assert best.value >= quick.value - 1e-9


@pytest.mark.parametrize("seed", range(6))
def test_shares_for_equity_keep_whole_cents(seed):
    base = scene(seed, 12)
    found = Problem(base.actions, base.envelopes, Equity({}, rural_share=0.37))
    assert violations(found, plan(found)) == ()


def test_without_time_the_greedy_plan_answers_and_says_so():
    found = scene(1, 24, envelopes=4)
    quick = plan(found, time_limit=0.0)
    assert quick.status in ("greedy", "feasible")
    assert broken_caps(found, quick) == ()


def test_the_checker_sees_each_limit_broken():
    found = problem(action("a", 1, 60), action("b", 1, 60, mandatory=True), money=60)
    good = plan(found)
    worse = type(good)("optimal", 0.0, frozenset({"a"}), {("a", "E"): 7_000}, {"a": 1}, 1.0)
    said = " ".join(violations(found, worse))
    for words in ("centimes payés", "plus que ses ressources", "dépassée", "imposée", "ne peut pas payer"):
        assert words in said, words


def test_a_solver_that_lies_is_caught():
    found = problem(action("a", 1, 60), action("b", 1, 60), money=60)
    answer = _solve(found, 1.0)
    answer.x = np.ones_like(answer.x)
    assert _read(found, answer, 1.0) is None


def test_reasons_are_the_plan_made_again():
    found = problem(action("a", 10, 60), action("b", 8, 50), action("c", 3, 40), ActionOption("d", 5, 100), money=100)
    best = plan(found)
    said = explain(found, best, extra_cents=10 * EUROS)
    assert best.chosen == {"a", "c"}
    by_code = {one.code: one for one in said.reasons}
    assert (by_code["a"].change, by_code["a"].comes_in, by_code["a"].goes_out) == (-2, ("b",), ())
    assert (by_code["b"].change, by_code["b"].comes_in, by_code["b"].goes_out) == (-2, (), ("a",))
    assert (by_code["d"].possible, by_code["d"].payers) == (False, False)
    (more,) = said.more
    assert (more.left_cents, more.gain, more.comes_in, more.goes_out) == (0, 5, ("b",), ("c",))


def test_more_money_that_changes_nothing_says_so():
    found = problem(action("a", 10, 60))
    (more,) = explain(found, plan(found)).more
    assert (more.left_cents, more.gain, more.comes_in, more.goes_out) == (4_000, 0.0, (), ())
