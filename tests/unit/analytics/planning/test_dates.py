"""Dates: what is expected, the chance of a quorum, the best series; each against an exhaustive count."""

from __future__ import annotations

import itertools
import math
import random
from datetime import datetime, timedelta

import pytest

from maillage.analytics.planning.dates import Guest, Need, Past, Slot, likelihood, rank, series
from maillage.analytics.planning.dates.rank import at_least, quorum_chance
from maillage.analytics.planning.dates.series import cost

MONDAY = datetime(2026, 12, 7, 10)


def slot(rank_: int, **more) -> Slot:
    return Slot(f"s{rank_}", MONDAY + timedelta(days=rank_), **more)


def guest(code: str, college: str, *likely: float, **more) -> Guest:
    return Guest(code, college, {f"s{n}": one for n, one in enumerate(likely)}, **more)


def test_the_least_present_college_decides_before_the_whole():
    guests = [guest("a", "État", 1.0, 0.6), guest("b", "État", 1.0, 0.6), guest("c", "Associations", 0.4, 0.6)]
    first, second = rank([slot(0), slot(1)], guests, Need())
    assert (first.slot.code, second.slot.code) == ("s1", "s0")
    assert first.expected < second.expected
    assert [(one.college, round(one.expected, 6), one.seats) for one in first.colleges] == [
        ("Associations", 0.6, 1),
        ("État", 1.2, 2),
    ]


def test_a_safe_quorum_comes_before_everything():
    guests = [guest("a", "A", 0.79, 0.81), guest("b", "B", 1.0, 0.5)]
    assert rank([slot(0), slot(1)], guests, Need("count", 1))[0].quorum_chance == 1.0
    unsafe = rank([slot(0)], guests[:1], Need("count", 1))[0]
    safe = rank([slot(1)], guests[:1], Need("count", 1))[0]
    assert (unsafe.cost[0], safe.cost[0]) == (True, False)


def test_equal_slots_come_in_order_of_time():
    found = rank([slot(3), slot(1), slot(2)], [guest("a", "A", 0.5, 0.5, 0.5, 0.5)], Need())
    assert [one.slot.code for one in found] == ["s1", "s2", "s3"]


def test_the_chairs_are_told_apart():
    found = rank([slot(0)], [guest("a", "A", 0.5, is_chair=True), guest("b", "A", 0.5, is_chair=True)], Need())
    assert found[0].chair_chance == 0.25


@pytest.mark.parametrize("seed", range(8))
def test_the_chance_of_a_quorum_is_the_count_of_every_case(seed):
    pick = random.Random(seed)
    people = {"A": [pick.random() for _ in range(4)], "B": [pick.random() for _ in range(3)]}
    flat = [(college, chance) for college, each in people.items() for chance in each]
    met = {"count": 0.0, "share": 0.0, "by_college": 0.0}
    for came in itertools.product((0, 1), repeat=len(flat)):
        weight = math.prod(chance if here else 1 - chance for here, (_, chance) in zip(came, flat, strict=True))
        there = {c: sum(h for h, (k, _) in zip(came, flat, strict=True) if k == c) for c in people}
        met["count"] += weight * (sum(came) >= 5)
        met["share"] += weight * (sum(came) >= math.ceil(0.5 * 7))
        met["by_college"] += weight * (there["A"] >= 2 and there["B"] >= 2)
    for kind, value in (("count", 5), ("share", 50), ("by_college", 50)):
        assert quorum_chance(people, Need(kind, value)) == pytest.approx(met[kind])
    assert quorum_chance(people, Need()) == 1.0


def test_the_edges_of_a_count():
    assert at_least([0.3, 0.9], 0) == pytest.approx(1.0)
    assert at_least([0.3, 0.9], 3) == 0.0
    assert at_least([], 0) == 1.0


def test_an_impossible_probability_is_refused_in_french():
    with pytest.raises(ValueError, match="entre 0 et 1"):
        guest("a", "A", 1.2)


def test_nothing_known_is_the_first_guess_and_much_known_is_what_was_seen():
    assert likelihood([], [], 0, morning=True) == pytest.approx(0.7)
    often = [Past(0, True, True)] * 50
    never = [Past(3, False, False)] * 50
    assert likelihood(often + never, [], 0, morning=True) > 0.95
    assert likelihood(often + never, [], 3, morning=False) < 0.05
    assert 0.4 < likelihood(often + never, [], 2, morning=True) < 0.6
    assert likelihood([], never, 0, morning=True) < 0.05


@pytest.mark.parametrize("seed", range(10))
def test_no_other_series_is_better(seed):
    pick = random.Random(seed)
    slots = [slot(n * pick.randint(1, 4)) for n in range(9)]
    slots = list({one.code: one for one in slots}.values())
    likely = {one.code: pick.random() for one in slots}
    ranked = rank(slots, [Guest("a", "A", likely)], Need())
    count, gap = 3, 4
    options = []
    for some in itertools.combinations(sorted(ranked, key=lambda one: one.slot.starts_at), count):
        days = [one.slot.starts_at.date() for one in some]
        if all((b - a).days >= gap for a, b in itertools.pairwise(days)):
            options.append(sum(map(cost, some)))
    if not options:
        with pytest.raises(ValueError, match="élargissez"):
            series(ranked, count, gap)
        return
    found = series(ranked, count, gap)
    assert sum(map(cost, found)) == pytest.approx(min(options))
    assert all((b.slot.starts_at - a.slot.starts_at).days >= gap for a, b in itertools.pairwise(found))


def test_a_series_of_nothing_is_refused():
    with pytest.raises(ValueError, match="au moins une"):
        series((), 0, 1)
