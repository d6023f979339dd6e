"""Covering and p-median at any size: against trying everything, with and without numba, bounds never passed."""

from __future__ import annotations

import importlib
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.analytics.placement.wide import (
    Cover,
    Links,
    Median,
    check,
    cover,
    exact,
    gains,
    links_of,
    median,
    search,
    value_of,
)
from maillage.analytics.placement.wide import bound as bounds

ENGINES = ("compiled", "plain")
SOLVE = {Cover: cover, Median: median}
KINDS = pytest.mark.parametrize("kind", [Cover, Median])
MANY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def engine(name):
    return importlib.import_module(f"maillage.analytics.placement.wide.{name}")


@pytest.fixture(params=ENGINES)
def steps(request, monkeypatch):
    """A test runs with both: the second is what a machine without numba has."""
    for module in (search, bounds):
        monkeypatch.setattr(module, "kernels", lambda: engine(request.param))


def drawn(kind, seed, rows=25, sites=9, count=3):
    """A small question with whole weights and minutes, so that every sum is exact and ties are many."""
    pick = np.random.default_rng(seed)
    minutes = pick.integers(0, 60, (rows, sites)).astype(float)
    row, site = np.nonzero(minutes <= 25)
    links = links_of(rows, row, site, minutes[row, site])
    opened = tuple(int(one) for one in pick.choice(sites, pick.integers(0, 3), replace=False))
    weights = pick.integers(0, 50, rows).astype(float)
    if kind is Cover:
        return Cover(weights, links, sites, count, opened)
    return Median(weights, links, sites, count, pick.integers(15, 40, rows).astype(float), opened)


def best_of_all(problem):
    free = [site for site in range(problem.sites) if site not in problem.opened]
    values = [value_of(problem, chosen) for chosen in combinations(free, problem.count)]
    return max(values) if isinstance(problem, Cover) else min(values)


def by_loops(problem, chosen):
    """The value, pair by pair."""
    total = 0.0
    for row in range(problem.links.rows):
        costs = [
            problem.links.minutes[link]
            for link in range(problem.links.start[row], problem.links.start[row + 1])
            if problem.links.site[link] in {*problem.opened, *chosen}
        ]
        if isinstance(problem, Cover):
            total += problem.weights[row] * bool(costs)
        else:
            total += problem.weights[row] * min([*costs, problem.penalties[row]])
    return total


@KINDS
@pytest.mark.usefixtures("steps")
@MANY
@given(seed=st.integers(0, 10**6))
def test_the_exact_choice_is_the_best_of_all(kind, seed):
    problem = drawn(kind, seed)
    found = SOLVE[kind](problem, rounds=10)
    assert check(problem, found) == ()
    assert found.proven
    assert found.value == pytest.approx(best_of_all(problem))


@KINDS
@pytest.mark.usefixtures("steps")
@MANY
@given(seed=st.integers(0, 10**6))
def test_without_the_solver_the_best_lies_between_the_value_and_the_bound(kind, seed):
    problem = drawn(kind, seed)
    found = SOLVE[kind](problem, rounds=10, exact=False)
    assert check(problem, found) == ()
    low, high = sorted((found.value, found.bound))
    assert low - 1e-6 <= best_of_all(problem) <= high + 1e-6
    assert found.gap == pytest.approx((high - low) / found.bound) if found.bound else found.value == 0


@KINDS
@MANY
@given(seed=st.integers(0, 10**6), count=st.integers(1, 6))
def test_both_engines_make_the_same_search(kind, seed, count):
    problem = gains.gains_of(drawn(kind, seed, rows=60, sites=30, count=count))
    one, other = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    draws = np.random.default_rng(seed).random((8, 1 + 3 * 3))
    values = []
    for name, chosen in zip(ENGINES, (one, other), strict=True):
        engine(name).greedy(problem.pairs, problem.back, problem.free, chosen)
        values.append(engine(name).search(problem.pairs, problem.back, problem.free, chosen, draws, 2, 1e-3))
    assert one.tolist() == other.tolist()
    assert values == pytest.approx([problem.value(one) - problem.base] * 2)


@KINDS
def test_both_engines_count_the_same_sums(kind):
    pick = np.random.default_rng(4)
    problem = gains.gains_of(drawn(kind, 8, rows=200, sites=40))
    price, taken = problem.first * pick.random(problem.rows), pick.random(problem.sites) < 0.3
    wanted, passed = np.zeros(problem.sites), np.zeros(problem.rows)
    for row, site, gain in zip(problem.row, *problem.pairs[1:], strict=True):
        wanted[site] += max(gain - price[row], 0.0)
        passed[row] += taken[site] and gain > price[row]
    for name in ENGINES:
        total, count = np.ones(problem.sites), np.ones(problem.rows)
        engine(name).site_sums(problem.pairs, price, total)
        engine(name).passes(problem.pairs, price, taken, count)
        assert total == pytest.approx(wanted)
        assert count.tolist() == passed.tolist()


@KINDS
def test_no_exchange_betters_what_the_search_leaves(kind):
    problem = drawn(kind, 5, rows=80, sites=20, count=5)
    told = gains.gains_of(problem)
    for chosen in search.search(told, starts=2, rounds=6, seed=1):
        value = told.value(chosen)
        for place, site in np.ndindex(5, 20):
            if site not in chosen and told.free[site]:
                other = np.append(np.delete(chosen, place), site)
                assert told.value(other) <= value * (1 + 1e-9)


@KINDS
@pytest.mark.parametrize("seed", range(6))
def test_gains_give_the_value_of_any_choice_before_and_after_some_sites_are_settled(kind, seed):
    problem = drawn(kind, seed, rows=40, sites=12, count=4)
    told, pick = gains.gains_of(problem), np.random.default_rng(seed)
    worst = float((problem.weights * problem.penalties).sum()) if kind is Median else 0.0
    free = np.flatnonzero(told.free)
    closed, opened = np.zeros(12, dtype=bool), np.zeros(12, dtype=bool)
    closed[free[:2]], opened[free[2:4]] = True, True
    smaller = gains.without(told, closed, opened)
    assert smaller.count == 2
    for _ in range(10):
        two = pick.choice(free[4:], 2, replace=False)
        value = told.value(np.append(two, free[2:4]))
        assert smaller.value(two) == pytest.approx(value)
        counted = by_loops(problem, [*two, *free[2:4]])
        assert value == pytest.approx(counted if kind is Cover else worst - counted)
        assert value_of(problem, [*two, *free[2:4]]) == pytest.approx(counted)


@KINDS
@MANY
@given(seed=st.integers(0, 10**6))
def test_what_the_bound_settles_holds_for_every_better_choice(kind, seed):
    told = gains.gains_of(drawn(kind, seed, rows=30, sites=9))
    poor = np.flatnonzero(told.free)[:3]
    bound = bounds.upper_bound(told, poor, rounds=40)
    closed, opened = bounds.settled(told, bound, told.value(poor))
    for chosen in combinations(np.flatnonzero(told.free), 3):
        value = told.value(np.array(chosen))
        assert value <= bound.most * (1 + 1e-9)
        if value > told.value(poor) * (1 + 1e-9):
            assert not closed[list(chosen)].any()
            assert opened.sum() == opened[list(chosen)].sum()


def test_rows_that_the_same_sites_cover_are_one():
    links = Links(np.array([0, 2, 4, 5, 5]), np.array([0, 1, 1, 0, 2]), np.zeros(5))
    told = gains.gains_of(Cover(np.array([1.0, 2.0, 4.0, 8.0]), links, 3, 1))
    assert told.rows == 2
    assert told.first.tolist() == [3.0, 4.0]
    assert [told.value(np.array([site])) for site in range(3)] == [3.0, 3.0, 4.0]


@KINDS
def test_a_same_seed_gives_the_same_choice_and_the_budget_is_only_a_ceiling(kind):
    problem = drawn(kind, 11, rows=120, sites=40, count=6)
    one, two = (SOLVE[kind](problem, rounds=40, seed=5, exact=False, seconds=3600) for _ in range(2))
    assert one == two
    hurried = SOLVE[kind](problem, seconds=0.0)
    assert check(problem, hurried) == ()


@KINDS
def test_nothing_to_open_nobody_and_nowhere_are_answers(kind):
    problem = drawn(kind, 3)
    none = SOLVE[kind](replace(problem, count=0))
    assert none.chosen == ()
    assert none.proven
    assert none.value == value_of(problem, ())
    idle = SOLVE[kind](replace(problem, weights=np.zeros(25)))
    assert (len(idle.chosen), idle.value, idle.gap) == (3, 0.0, 0.0)
    assert not set(idle.chosen) & set(problem.opened)
    all_of_them = replace(problem, count=9 - len(problem.opened))
    every = SOLVE[kind](all_of_them)
    assert every.proven
    assert check(all_of_them, every) == ()


def test_the_solver_left_without_time_leaves_a_bound():
    told = gains.gains_of(drawn(Median, 1, rows=60, sites=20))
    found = exact.solve(told, 0.0)
    assert found.most >= max(told.value(np.array(three)) for three in combinations(np.flatnonzero(told.free), 3))


@KINDS
def test_the_check_sees_a_wrong_value_a_passed_bound_and_wrong_sites(kind):
    problem = drawn(kind, 7)
    found = SOLVE[kind](problem)
    assert "valeur est" in check(problem, replace(found, value=found.value + 1))[0]
    beyond = found.bound - 1 if kind is Cover else found.bound + 1
    assert "borne" in check(problem, replace(found, bound=beyond))[0]
    for chosen in (found.chosen[:2], (found.chosen[0],) * 3, (*found.chosen[:2], 99)):
        assert "distincts" in check(problem, replace(found, chosen=chosen))[0]


def test_questions_that_make_no_sense_are_refused():
    links = Links(np.array([0, 1]), np.array([0]), np.array([5.0]))
    one = np.ones(1)
    for wrong in (
        lambda: Links(np.array([1, 1]), np.array([0]), one),
        lambda: Links(np.array([0, 2]), np.array([0]), one),
        lambda: Links(np.array([0, 1]), np.array([0]), -one),
        lambda: Cover(-one, links, 1, 1),
        lambda: Cover(one, links, 0, 0),
        lambda: Cover(one, links, 2, 2, (0,)),
        lambda: Median(one, links, 1, 1, -1.0),
    ):
        with pytest.raises(ValueError, match=r"\."):
            wrong()
    twice = Links(np.array([0, 2]), np.array([0, 0]), np.array([5.0, 6.0]))
    with pytest.raises(ValueError, match="deux fois"):
        median(Median(one, twice, 2, 1, 60.0))


def test_the_plain_steps_come_in_without_numba(monkeypatch):
    from maillage.analytics.kernels import kernels_of
    from maillage.analytics.placement.wide.engine import kernels

    monkeypatch.setattr(importlib, "import_module", refusing(importlib.import_module))
    kernels_of.cache_clear()
    assert kernels().__name__.endswith(".plain")
    kernels_of.cache_clear()


def refusing(load):
    def loaded(name):
        if name.endswith(".compiled"):
            raise ImportError(name)
        return load(name)

    return loaded
