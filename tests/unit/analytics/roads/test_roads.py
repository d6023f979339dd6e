"""Roads: both kernels against a plain table of all ways, one-way streets, and points beside the road."""

from __future__ import annotations

import importlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.analytics.access import Mode
from maillage.analytics.roads import graph_of, minutes_to, nearest_places, ways
from maillage.analytics.roads.ways import ways_between

ENGINES = ["plain"]
if importlib.util.find_spec("numba"):
    ENGINES.append("compiled")
CAR = Mode("car", 60.0, 1.0)


@pytest.fixture(params=ENGINES)
def engine(request, monkeypatch):
    found = importlib.import_module(f"maillage.analytics.roads.{request.param}")
    monkeypatch.setattr(ways, "kernels", lambda: found)
    return found


def drawn(seed, nodes=14, arcs=40):
    rng = np.random.default_rng(seed)
    points = np.column_stack([rng.uniform(49, 49.1, nodes), rng.uniform(2, 2.1, nodes)])
    return points, rng.integers(0, nodes, arcs), rng.integers(0, nodes, arcs), rng.integers(1, 9, arcs).astype(float)


def every_way(nodes, tail, head, minutes):
    """Floyd's table, in loops."""
    away = np.full((nodes, nodes), np.inf)
    np.fill_diagonal(away, 0.0)
    for i, j, time in zip(tail, head, minutes, strict=True):
        away[i, j] = min(away[i, j], time)
    for middle in range(nodes):
        for i in range(nodes):
            for j in range(nodes):
                away[i, j] = min(away[i, j], away[i, middle] + away[middle, j])
    return away


@pytest.mark.parametrize("name", ENGINES)
@given(seed=st.integers(0, 10_000), limit=st.integers(1, 30))
def test_ways_are_the_shortest_and_none_is_longer_than_the_limit(name, seed, limit):
    points, tail, head, minutes = drawn(seed)
    graph = graph_of(points, tail, head, minutes)
    expected = every_way(len(points), tail, head, minutes)
    expected[expected > limit] = np.inf
    found = np.full(expected.shape, np.inf)
    every = np.arange(len(points))
    kernels = importlib.import_module(f"maillage.analytics.roads.{name}")
    kernels.ways(graph.start, graph.end, graph.minutes, every, every, float(limit), found)
    assert np.array_equal(found, expected)


@pytest.mark.parametrize("name", ENGINES)
@given(seed=st.integers(0, 10_000), k=st.integers(1, 4))
def test_the_nearest_are_the_least_of_all_ways(name, seed, k):
    points, tail, head, minutes = drawn(seed)
    graph = graph_of(points, tail, head, minutes)
    sources = np.random.default_rng(seed).choice(len(points), 4, replace=False)
    away = every_way(len(points), tail, head, minutes)[sources].T
    index, found = np.empty((len(points), k), np.int32), np.empty((len(points), k))
    kernels = importlib.import_module(f"maillage.analytics.roads.{name}")
    kernels.nearest(graph.start, graph.end, graph.minutes, sources, np.inf, index, found)
    assert np.array_equal(found, np.sort(away, axis=1)[:, :k])
    for node in range(len(points)):
        for rank, time in zip(index[node], found[node], strict=True):
            assert (rank == -1) if np.isinf(time) else away[node, rank] == time
        reached = [one for one in index[node] if one >= 0]
        assert len(set(reached)) == len(reached)


def test_a_one_way_street_is_taken_one_way(engine):
    points = np.array([[49.0, 2.0], [49.0, 2.01], [49.0, 2.02]])
    tail, head, minutes = np.array([0, 1, 2]), np.array([1, 2, 0]), np.array([3.0, 4.0, 20.0])
    turned = graph_of(points, tail, head, minutes, turned=True)
    found = minutes_to(turned, points[:1], points[1:2], CAR, 60)
    assert found[0, 0] == pytest.approx(3)
    assert minutes_to(turned, points[1:2], points[:1], CAR, 60)[0, 0] == pytest.approx(24)
    assert np.isinf(minutes_to(turned, points[1:2], points[:1], CAR, 10)[0, 0])
    assert nearest_places(turned, np.array([1]), 1, 60)[1][:, 0].tolist() == [3.0, 0.0, 23.0]


def test_a_point_beside_the_road_walks_to_it(engine):
    points = np.array([[49.0, 2.0], [49.0, 2.01]])
    turned = graph_of(points, np.array([0]), np.array([1]), np.array([5.0]), turned=True)
    aside = np.array([[49.0, 1.9]])
    straight = minutes_to(turned, aside, points[1:], CAR, 60)[0, 0]
    assert straight == pytest.approx(5 + 7.295, abs=0.01)


def test_blocks_and_threads_change_nothing(engine):
    points, tail, head, minutes = drawn(3, 200, 700)
    graph = graph_of(points, tail, head, minutes)
    every = np.arange(len(points))
    assert np.array_equal(ways_between(graph, every, every, 25), ways_between(graph, every, every, 25))
    one = np.vstack([ways_between(graph, every[i : i + 1], every, 25) for i in every])
    assert np.array_equal(ways_between(graph, every, every, 25), one)


@pytest.mark.parametrize(
    ("head", "minutes", "word"), [([5], [1.0], "carrefour"), ([1], [0.0], "temps"), ([1], [np.nan], "temps")]
)
def test_an_arc_without_end_or_time_is_refused(head, minutes, word):
    with pytest.raises(ValueError, match=word):
        graph_of(np.zeros((2, 2)), np.array([0]), np.array(head), np.array(minutes))
