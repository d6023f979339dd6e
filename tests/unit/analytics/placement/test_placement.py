"""Placing help: the best of all choices, flows against a maximum flow, floors, tiers, what each is worth."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from maillage.analytics.placement import (
    Arcs,
    ContradictionError,
    Floor,
    Kind,
    OutOfTimeError,
    Problem,
    Tier,
    place,
    serve,
    worth_of,
)


def problem(demand, capacity, arcs, sites, kinds, **more):
    rows, points, minutes = (np.array(column) for column in zip(*arcs, strict=True))
    return Problem(
        np.array(demand, float),
        np.array(capacity, float),
        Arcs(rows, points, minutes.astype(float)),
        np.array(sites),
        tuple(Kind(*kind) for kind in kinds),
        **more,
    )


@st.composite
def problems(draw):
    rows, points = draw(st.integers(1, 5)), draw(st.integers(2, 5))
    pairs = [(row, point) for row in range(rows) for point in range(points)]
    arcs = draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=12, unique=True))
    demand = draw(st.lists(st.integers(0, 9), min_size=rows, max_size=rows))
    capacity = draw(st.lists(st.integers(0, 6), min_size=points, max_size=points))
    count = draw(st.integers(1, points))
    distances = draw(st.lists(st.integers(1, 20), min_size=len(arcs), max_size=len(arcs)))
    lines = [(*arc, minutes) for arc, minutes in zip(arcs, distances, strict=True)]
    return problem(demand, capacity, lines, list(range(points)), [("post", draw(st.integers(1, 9)), count)])


def largest_flow(asked: Problem, chosen) -> int:
    """The appointments that can be served, by another algorithm: source, rows, points, sink."""
    rows, points = len(asked.demand), len(asked.open_capacity)
    capacity = asked.open_capacity.copy()
    for kind, site in chosen:
        capacity[site] += asked.kinds[kind].capacity
    graph = np.zeros((rows + points + 2, rows + points + 2), dtype=np.int32)
    graph[0, 1 : rows + 1] = asked.demand
    graph[rows + 1 : rows + points + 1, -1] = capacity
    for row, point in zip(asked.arcs.row, asked.arcs.point, strict=True):
        graph[1 + row, 1 + rows + point] = 10_000
    return int(maximum_flow(csr_array(graph), 0, rows + points + 1).flow_value)


@given(problems())
@settings(max_examples=60, deadline=None)
def test_the_choice_is_the_best_of_all_choices(asked):
    found = place(asked)
    (kind,) = asked.kinds
    every = combinations(range(len(asked.open_capacity)), kind.count)
    best = max(largest_flow(asked, [(0, site) for site in sites]) for sites in every)
    assert len(found.chosen) == kind.count
    assert found.served.sum() == pytest.approx(best, abs=1e-5)
    assert found.proven


@given(problems())
@settings(max_examples=40, deadline=None)
def test_a_service_keeps_to_demand_capacity_and_reach(asked):
    found = place(replace(asked, tiers=(Tier(0.5, 1.0), Tier(0.5, 0.4))))
    capacity = asked.open_capacity.copy()
    for kind, site in found.chosen:
        capacity[site] += asked.kinds[kind].capacity
    loads = np.bincount(asked.arcs.point, found.flow, minlength=len(capacity))
    assert (found.served <= asked.demand + 1e-5).all()
    assert (loads <= capacity + 1e-5).all()
    assert found.bound >= found.value - 1e-6


TWO = problem([100, 10], [0, 0], [(0, 0, 5), (1, 1, 5)], [0, 1], [("post", 60, 1)])


def test_most_is_served_where_most_is_asked():
    assert place(TWO).chosen == ((0, 0),)
    assert place(TWO).value == pytest.approx(60)


def test_where_little_is_served_comes_first():
    busy = replace(TWO, open_capacity=np.array([50.0, 0.0]), kinds=(Kind("post", 10.0, 1),))
    assert place(busy).served.sum() == pytest.approx(60)
    fair = replace(busy, tiers=(Tier(0.5, 1.0), Tier(0.5, 0.5)))
    assert place(fair).chosen == ((0, 1),)
    assert place(fair).value == pytest.approx(50 + 5 + 0.5 * 5)


def test_a_floor_turns_the_choice_and_an_impossible_one_is_named():
    few = Floor("qpv", np.array([False, True]), 0.8)
    assert place(replace(TWO, floors=(few,))).chosen == ((0, 1),)
    many = Floor("rural", np.array([True, False]), 0.5)
    both = replace(TWO, floors=(few, many, Floor("tous", np.array([True, True]), 0.0)))
    with pytest.raises(ContradictionError) as caught:
        place(both)
    assert {floor.name for floor in caught.value.floors} == {"qpv", "rural"}


def test_distance_prefers_the_nearer_of_two_that_serve_as_much():
    near = problem([10], [0, 0], [(0, 0, 20), (0, 1, 5)], [0, 1], [("stop", 10, 1)], by_distance=True, penalty=60)
    assert place(near).chosen == ((0, 1),)
    assert place(near).value == pytest.approx(10 * 55)


def test_equal_choices_take_the_shorter_way():
    near = problem([10], [0, 0], [(0, 0, 20), (0, 1, 5)], [0, 1], [("stop", 10, 1)])
    assert place(near).chosen == ((0, 1),)


def test_each_choice_is_worth_what_is_lost_without_it():
    asked = replace(TWO, kinds=(Kind("post", 60.0, 2),))
    worth = worth_of(asked, place(asked))
    assert worth.order == ((0, 0), (0, 1))
    assert worth.adds == pytest.approx((60, 10))
    assert worth.lost == pytest.approx((60, 10))
    assert worth.before.served.sum() == 0
    assert worth.next_ones == ()


def test_the_next_ones_are_told_with_their_gain():
    worth = worth_of(TWO, place(TWO))
    assert [(kind, site) for kind, site, _ in worth.next_ones] == [(0, 1)]
    assert worth.next_ones[0][2] == pytest.approx(10)


def test_serving_needs_no_floor_and_takes_the_choices_as_they_are():
    asked = replace(TWO, floors=(Floor("qpv", np.array([False, True]), 1.0),))
    assert serve(asked, [(0, 0)]).served.tolist() == pytest.approx([60, 0])
    assert serve(asked, []).value == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"demand": np.array([-1.0, 1.0])}, "positives"),
        ({"kinds": (Kind("post", 1.0, 3),)}, "moins de lieux possibles"),
        ({"tiers": (Tier(0.5, 0.5), Tier(0.5, 1.0))}, "plus utile à la moins utile"),
        ({"tiers": (Tier(0.5, 1.0),)}, "toute la demande"),
    ],
)
def test_a_problem_that_makes_no_sense_is_refused(change, words):
    with pytest.raises(ValueError, match=words):
        replace(TWO, **change)


def test_a_time_too_short_accuses_no_floor():
    pick = np.random.default_rng(2)
    arcs = [(row, point, pick.integers(1, 20)) for row in range(60) for point in range(60) if pick.random() < 0.4]
    floor = Floor("rural", np.arange(60) < 30, 0.3)
    hard = problem(pick.integers(1, 90, 60), [0] * 60, arcs, list(range(60)), [("post", 70, 9)], floors=(floor,))
    with pytest.raises(OutOfTimeError):
        place(hard, seconds=0.0)
