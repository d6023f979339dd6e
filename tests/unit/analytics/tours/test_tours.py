"""Bus tours: the best of all plans on small cases, rules kept on drawn ones, impossible ones named."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.analytics.tours import ImpossibleError, Problem, Stop, check, plan, routes
from maillage.analytics.tours.routes import timed_route

EVERY_DAY = frozenset(range(5))


def stop(name="Arrêt", service=120, visits=1, weekdays=EVERY_DAY, opens=0, closes=1440):
    return Stop(name, service, visits, frozenset(weekdays), opens, closes)


def travel_of(points):
    where = np.array([(0.0, 0.0), *points])
    return np.linalg.norm(where[:, None] - where[None], axis=2)


def problem(stops, points, **more):
    given = {"vehicles": 1, "starts": 480, "ends": 1020, "most_stops": 3, **more}
    return Problem(tuple(stops), travel_of(points), **given)


TWO = problem([stop("A"), stop("B")], [(30, 0), (30, 5)])


def test_two_neighbours_share_a_day():
    found = plan(TWO)
    assert len(found.tours) == 1
    assert found.proven
    assert found.travel == pytest.approx(30 + 5 + np.hypot(30, 5))
    assert check(TWO, found) == []


def test_twice_is_the_same_weekday_both_weeks():
    asked = problem([stop("Marché", visits=2, weekdays={2})], [(10, 0)])
    found = plan(asked)
    assert [(tour.week, tour.weekday) for tour in found.tours] == [(0, 2), (1, 2)]
    assert check(asked, found) == []


def test_a_stop_waits_for_its_opening_and_never_stands_after_its_closing():
    asked = problem([stop("Midi", opens=720, closes=900)], [(10, 0)])
    (tour,) = plan(asked).tours
    assert tour.route.arrivals == (720,)
    assert timed_route(problem([stop("Matin", closes=500)], [(10, 0)]), (0,), EVERY_DAY) is None


def test_a_stop_that_fits_in_no_day_is_named():
    with pytest.raises(ImpossibleError) as caught:
        plan(problem([stop("A"), stop("Loin")], [(30, 0), (300, 0)]))
    assert caught.value.stops == (1,)


def test_too_few_days_are_told():
    many = [stop(str(k), service=400, visits=1, weekdays={0}) for k in range(3)]
    with pytest.raises(ImpossibleError) as caught:
        plan(problem(many, [(10, 0)] * 3))
    assert caught.value.stops == ()
    assert check(problem(many, [(10, 0)] * 3, vehicles=2), plan(problem(many, [(10, 0)] * 3, vehicles=2))) == []


def naive_least(asked):
    """Every way to give the visits to days, one bus a day, by plain enumeration of single-visit stops."""
    best = np.inf
    for days in product(range(10), repeat=len(asked.stops)):
        total = 0.0
        for day in set(days):
            inside = frozenset(index for index, one in enumerate(days) if one == day)
            fits = [route for route in routes(asked) if frozenset(route.stops) == inside and day % 5 in route.weekdays]
            total += fits[0].travel if fits else np.inf
        best = min(best, total)
    return best


def test_the_plan_is_the_best_of_all_plans():
    rng = np.random.default_rng(4)
    for _ in range(3):
        points = rng.uniform(-60, 60, (3, 2))
        asked = problem([stop(str(k), service=150, weekdays=set(rng.choice(5, 3).tolist())) for k in range(3)], points)
        assert plan(asked).travel == pytest.approx(naive_least(asked))


@given(st.integers(0, 10**6))
@settings(max_examples=15, deadline=None)
def test_every_plan_keeps_every_rule(seed):
    rng = np.random.default_rng(seed)
    stops = [
        stop(
            str(k), service=int(rng.integers(60, 150)), visits=int(rng.integers(1, 3)), opens=int(rng.choice([0, 540]))
        )
        for k in range(8)
    ]
    asked = problem(stops, rng.uniform(-40, 40, (8, 2)), vehicles=2)
    found = plan(asked)
    assert check(asked, found) == []
    assert found.bound <= found.travel + 1e-6


def test_the_checker_sees_a_plan_that_was_tampered_with():
    found = plan(TWO)
    (tour,) = found.tours
    late = replace(tour, route=replace(tour.route, arrivals=tuple(a - 100 for a in tour.route.arrivals)))
    assert check(TWO, replace(found, tours=(late,))) != []
    assert check(TWO, replace(found, tours=())) != []
    assert check(TWO, replace(found, tours=(tour, tour))) != []


@pytest.mark.parametrize(
    "change", [{"vehicles": 0}, {"ends": 400}, {"travel": np.zeros((2, 2))}, {"stops": (stop(visits=3), stop())}]
)
def test_a_problem_that_makes_no_sense_is_refused(change):
    with pytest.raises(ValueError, match=r"bus|trajets|visité"):
        replace(TWO, **change)
