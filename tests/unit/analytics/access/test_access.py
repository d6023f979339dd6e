"""Access: times against a plain great circle, catchments against loops, limits at their edge."""

from __future__ import annotations

import numpy as np
import pytest

from maillage.analytics.access import Band, Mode, catchment, deserts, nearest, straight_line
from maillage.analytics.access.catchment import weights
from maillage.programme.places.selectors.directory import great_circle_km

CAR = Mode("car", 40.0, 1.3)
BANDS = (Band(10, 1.0), Band(20, 0.68), Band(30, 0.22))
PARIS, CERGY, PERSAN = (48.8566, 2.3522), (49.0364, 2.0633), (49.1530, 2.2720)


def points(*pairs):
    return np.array(pairs, dtype=float)


def scene(seed, origins=12, destinations=7):
    pick = np.random.default_rng(seed)
    spread = np.array([0.15, 0.2])
    here = np.array([49.05, 2.1]) + pick.uniform(-1, 1, (origins, 2)) * spread
    there = np.array([49.05, 2.1]) + pick.uniform(-1, 1, (destinations, 2)) * spread
    return here, there, pick.integers(0, 5_000, origins).astype(float), pick.uniform(0, 600, destinations)


def test_times_are_a_great_circle_with_its_detour():
    table = straight_line(points(CERGY), points(PARIS, PERSAN), CAR, 240)
    for place, there in ((0, PARIS), (1, PERSAN)):
        minutes = table.minutes[table.destination == place][0]
        assert minutes == pytest.approx(great_circle_km(CERGY, there) * 1.3 / 40 * 60, rel=1e-4)
    assert table.provider == "ligne droite × 1,3"


@pytest.mark.parametrize("seed", range(6))
def test_the_table_holds_every_pair_near_enough_and_no_other(seed):
    here, there, _, _ = scene(seed)
    table = straight_line(here, there, CAR, 25)
    found = {(int(i), int(j)) for i, j in zip(table.origin, table.destination, strict=True)}
    wanted = {
        (i, j)
        for i, one in enumerate(here)
        for j, other in enumerate(there)
        if great_circle_km(tuple(one), tuple(other)) * 1.3 / 40 * 60 <= 25
    }
    assert found == wanted


def test_the_nearest_and_what_none_reaches():
    table = straight_line(points(CERGY, (43.3, 5.4)), points(PARIS, PERSAN), CAR, 60)
    index, minutes = nearest(table)
    assert index.tolist() == [[1], [-1]]
    assert minutes[1] == np.inf
    empty = straight_line(points(CERGY), np.zeros((0, 2)), CAR, 60)
    assert nearest(empty)[0].tolist() == [[-1]]


@pytest.mark.parametrize("seed", range(6))
def test_a_catchment_is_the_two_steps_written_as_loops(seed):
    here, there, people, capacity = scene(seed)
    table = straight_line(here, there, CAR, 30)
    minutes = {(int(i), int(j)): m for i, j, m in zip(table.origin, table.destination, table.minutes, strict=True)}

    def weight(pair):
        return next((band.weight for band in BANDS if minutes[pair] <= band.up_to_minutes), 0.0)

    shares = {}
    for j in range(len(there)):
        reached = sum(weight((i, j)) * people[i] for i in range(len(here)) if (i, j) in minutes)
        shares[j] = capacity[j] / reached if reached else 0.0
    wanted = [sum(weight((i, j)) * shares[j] for j in range(len(there)) if (i, j) in minutes) for i in range(len(here))]
    assert catchment(table, people, capacity, BANDS) == pytest.approx(wanted)


@pytest.mark.parametrize("seed", range(6))
def test_capacity_is_conserved(seed):
    here, there, people, capacity = scene(seed)
    table = straight_line(here, there, CAR, 30)
    reached = np.bincount(table.destination, weights(table.minutes, BANDS) * people[table.origin], len(there)) > 0
    access = catchment(table, people, capacity, BANDS)
    assert (people * access).sum() == pytest.approx(capacity[reached].sum())


def test_a_band_holds_its_own_edge():
    assert weights(np.array([0.0, 10.0, 10.01, 20.0, 30.0, 30.01]), BANDS).tolist() == [1, 1, 0.68, 0.68, 0.22, 0]
    with pytest.raises(ValueError, match="zones"):
        weights(np.array([1.0]), (Band(20, 1), Band(10, 1)))


def test_a_desert_needs_much_and_reaches_little():
    need = np.array([9, 8, 7, 1, 2, 3, 4, 5, 6, np.nan])
    access = np.array([0.0, 5, 5, 0.0, 5, 5, 5, 5, 5, 0.0])
    assert np.flatnonzero(deserts(need, access)).tolist() == [0]
    assert not deserts(np.array([np.nan]), np.array([0.0])).any()


@pytest.mark.parametrize(("speed", "detour"), [(0, 1.3), (-1, 1.3), (40, 0.9)])
def test_a_senseless_mode_is_refused_in_french(speed, detour):
    with pytest.raises(ValueError, match="vitesse positive"):
        Mode("x", speed, detour)
