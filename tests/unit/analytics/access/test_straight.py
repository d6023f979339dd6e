"""Access at the size of a country: the same figures as the tables and as plain loops, with and without numba."""

from __future__ import annotations

import importlib
import math
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.analytics.access import (
    Band,
    Mode,
    catchment,
    catchment_straight,
    engine,
    grid,
    nearest_points,
    plain,
    straight,
    straight_line,
)
from maillage.analytics.kernels import kernels_of

CAR = Mode("car", 40.0, 1.3)
BANDS = (Band(10, 1.0), Band(20, 0.68), Band(30, 0.22))
VAL_DOISE, REUNION, SVALBARD, FIJI = (49.05, 2.1), (-21.1, 55.5), (85.0, 16.0), (-17.0, 179.9)


@pytest.fixture(params=["compiled", "plain"], autouse=True)
def steps(request, monkeypatch):
    """Each test runs with both: the second is what a machine without numba has."""
    chosen = importlib.import_module(f"maillage.analytics.access.{request.param}")
    for module in (straight, grid):
        monkeypatch.setattr(module, "kernels", lambda: chosen)


def cloud(seed, centre=VAL_DOISE, origins=300, destinations=40, spread=0.4):
    pick = np.random.default_rng(seed)
    here = np.array(centre) + pick.normal(0, spread, (origins, 2))
    there = here[pick.integers(0, origins, destinations)] + pick.normal(0, 0.01, (destinations, 2))
    return here, there, pick.integers(0, 5_000, origins).astype(float), pick.uniform(0, 600, destinations)


def great_circle_km(one, other):
    """Haversine, on the sphere that has the mean radius of the Earth."""
    (lat, lon), (lat_too, lon_too) = (tuple(map(math.radians, point)) for point in (one, other))
    half = math.sin((lat_too - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat_too) * math.sin((lon_too - lon) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(half))


@pytest.mark.parametrize("centre", [VAL_DOISE, REUNION, SVALBARD, FIJI])
@pytest.mark.parametrize("k", [1, 4])
def test_the_nearest_are_those_of_a_plain_great_circle(centre, k):
    here, there, _, _ = cloud(3, centre, origins=60)
    found = nearest_points(here, there, k)
    for row, one in enumerate(here):
        wanted = sorted(great_circle_km(tuple(one), tuple(other)) for other in there)[:k]
        told = [great_circle_km(tuple(one), tuple(there[index])) for index in found.index[row]]
        assert found.kilometres[row] == pytest.approx(wanted, rel=1e-9, abs=1e-8)
        assert told == pytest.approx(wanted, rel=1e-9, abs=1e-8)


def test_more_neighbours_than_places_are_told_as_none():
    here, there, _, _ = cloud(4, destinations=2)
    found = nearest_points(here, there, 3)
    assert (found.index[:, 2] == -1).all()
    assert np.isinf(found.kilometres[:, 2]).all()
    assert np.isfinite(found.kilometres[:, :2]).all()
    assert (nearest_points(here, there[:0], 2).index == -1).all()
    assert nearest_points(here[:0], there).index.shape == (0, 1)


def test_origins_far_from_every_place_have_their_nearest_too():
    _, there, _, _ = cloud(5)
    here = np.array([[43.3, 5.4], [48.4, -4.5], [51.0, 2.1]])
    found = nearest_points(here, there)
    for row, one in enumerate(here):
        wanted = min(great_circle_km(tuple(one), tuple(other)) for other in there)
        assert found.kilometres[row, 0] == pytest.approx(wanted, rel=1e-9)


@pytest.mark.parametrize("centre", [VAL_DOISE, REUNION, SVALBARD, FIJI])
@pytest.mark.parametrize("seed", range(3))
def test_the_catchment_is_that_of_the_table(centre, seed):
    here, there, people, capacity = cloud(seed, centre)
    wanted = catchment(straight_line(here, there, CAR, 30), people, capacity, BANDS)
    found = catchment_straight(here, there, people, capacity, CAR, BANDS)
    assert found == pytest.approx(wanted, rel=1e-9, abs=1e-15)
    assert wanted.max() > 0


def test_a_reach_as_wide_as_a_continent_is_that_of_the_table_too():
    here, there, people, capacity = cloud(8)
    wide = (Band(20, 1.0), Band(3_000, 0.1))
    wanted = catchment(straight_line(here, there, CAR, 3_000), people, capacity, wide)
    assert catchment_straight(here, there, people, capacity, CAR, wide) == pytest.approx(wanted, rel=1e-9)


def test_nobody_and_nothing_reach_nothing():
    here, there, people, capacity = cloud(1)
    assert not catchment_straight(here, there[:0], people, capacity[:0], CAR, BANDS).any()
    assert catchment_straight(here[:0], there, people[:0], capacity, CAR, BANDS).shape == (0,)
    with pytest.raises(ValueError, match="zones"):
        catchment_straight(here, there, people, capacity, CAR, BANDS[::-1])


@given(st.integers(0, 10**6), st.floats(0.001, 2.0))
@settings(max_examples=20, deadline=None)
def test_what_people_use_is_what_the_reached_places_hold(seed, spread):
    here, there, people, capacity = cloud(seed, origins=80, destinations=12, spread=spread)
    people += 1.0
    access = catchment_straight(here, there, people, capacity, CAR, BANDS)
    table = straight_line(here, there, CAR, 30)
    reached = np.isin(np.arange(len(there)), table.destination)
    assert (people * access).sum() == pytest.approx(capacity[reached].sum(), rel=1e-9)


def test_without_numba_the_plain_kernels_are_taken(monkeypatch):
    monkeypatch.setitem(sys.modules, "numba", None)
    monkeypatch.delitem(sys.modules, "maillage.analytics.access.compiled", raising=False)
    kernels_of.cache_clear()
    assert engine.kernels() is plain
    kernels_of.cache_clear()


def test_a_block_is_cut_into_parts_that_hold_every_run():
    ends = np.cumsum(np.array([1, 700_000, 700_000, 2, 2_500_000, 3]))
    parts = plain._parts(ends)
    assert [part for low, high in parts for part in range(low, high)] == list(range(6))
    assert len(parts) > 2
    assert plain._parts(np.zeros(0, dtype=np.int64)) == []
