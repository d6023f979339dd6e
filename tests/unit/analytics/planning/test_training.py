"""Training places: the best allotment and the best seating, each against every other one."""

from __future__ import annotations

import itertools
import random
from datetime import date

import pytest

from maillage.analytics.planning.training import Body, Session, allot, seat, utility

DAY = date(2027, 3, 4)


def test_places_follow_need_and_agents_and_the_small_are_not_forgotten():
    bodies = [Body("Ville", "A", 20, 0.5), Body("Bourg", "A", 2, 0.5), Body("Village", "B", 1, 1.0)]
    assert allot(10, bodies) == {"Ville": 8, "Bourg": 1, "Village": 1}


def test_nobody_gets_more_places_than_agents_and_the_rest_stays():
    assert allot(60, [Body("a", "A", 3, 1.0), Body("b", "A", 9, 0.2, most=4)]) == {"a": 3, "b": 4}


def test_a_body_without_known_need_still_counts():
    assert allot(2, [Body("a", "A", 5, 0.0), Body("b", "A", 5, 0.0)]) == {"a": 1, "b": 1}


@pytest.mark.parametrize(("total", "possible"), [(5, True), (4, False)])
def test_floors_hold_to_the_place(total, possible):
    bodies = [Body("a", "A", 9, 0.1, least=3), Body("b", "B", 9, 0.9, least=2)]
    if possible:
        assert allot(total, bodies) == {"a": 3, "b": 2}
        return
    with pytest.raises(ValueError, match="demandent 5 places pour 4"):
        allot(total, bodies)


def test_the_floor_of_a_territory_goes_to_whom_it_is_worth_most():
    bodies = [Body("a", "Vexin", 1, 0.1), Body("b", "Vexin", 4, 0.3), Body("c", "Roissy", 50, 1.0)]
    assert allot(5, bodies, {"Vexin": 2}) == {"a": 0, "b": 2, "c": 3}
    with pytest.raises(ValueError, match="Vexin ne peut former que 5 personnes"):
        allot(60, bodies, {"Vexin": 6})


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda: Body("a", "A", -1, 0.5), "négatif"),
        (lambda: Body("a", "A", 1, 1.5), "de 0 à 1"),
        (lambda: Body("a", "A", 1, float("nan")), "de 0 à 1"),
        (lambda: Body("a", "A", 2, 0.5, least=3), r"plancher \(3\)"),
        (lambda: Session("s", DAY, 5, 6), "minimal"),
        (lambda: allot(3, [Body("a", "A", 2, 0.5), Body("a", "A", 2, 0.5)]), "même structure"),
    ],
)
def test_what_makes_no_sense_is_refused_in_french(build, words):
    with pytest.raises(ValueError, match=words):
        build()


@pytest.mark.parametrize("seed", range(12))
def test_no_other_allotment_is_worth_more(seed):
    pick = random.Random(seed)
    bodies = [
        Body(f"b{n}", pick.choice("AB"), pick.randint(1, 5), pick.random(), least=pick.randint(0, 1)) for n in range(4)
    ]
    room = {t: sum(one.cap for one in bodies if one.territory == t) for t in "AB"}
    floors = {t: min(2, room[t]) for t in "AB"}
    total = max(7, sum(one.least for one in bodies))
    best = 0.0
    for counts in itertools.product(*(range(one.least, one.cap + 1) for one in bodies)):
        places = {one.code: count for one, count in zip(bodies, counts, strict=True)}
        met = all(sum(places[b.code] for b in bodies if b.territory == t) >= least for t, least in floors.items())
        if met and sum(counts) <= total:
            best = max(best, utility(bodies, places))
    assert utility(bodies, allot(total, bodies, floors)) == pytest.approx(best)


def test_people_go_to_the_nearest_session_with_room():
    sessions = [Session("near", DAY, 2), Session("far", DAY, 9)]
    found = seat({"a": 3}, sessions, {("a", "near"): 2.0, ("a", "far"): 11.0}, furthest_km=20)
    assert (found.people, found.kilometres, found.unseated) == ({("a", "near"): 2, ("a", "far"): 1}, 15.0, {})
    assert found.is_proven


@pytest.mark.parametrize(("furthest", "seated"), [(10.1, 1), (10.0, 1), (9.9, 0)])
def test_nobody_travels_beyond_the_distance(furthest, seated):
    found = seat({"a": 1}, [Session("s", DAY, 5)], {("a", "s"): 10.0}, furthest_km=furthest)
    assert sum(found.people.values()) == seated
    assert found.unseated == ({} if seated else {"a": 1})


@pytest.mark.parametrize(("least", "opens"), [(3, True), (4, False)])
def test_a_session_opens_only_with_enough_people(least, opens):
    kilometres = {("a", "s"): 1.0, ("b", "s"): 1.0}
    found = seat({"a": 1, "b": 2}, [Session("s", DAY, 9, least)], kilometres, furthest_km=20)
    assert bool(found.people) is opens
    assert sum(found.unseated.values()) == (0 if opens else 3)


def test_who_is_away_is_not_seated():
    found = seat({"a": 1}, [Session("s", DAY, 5)], {("a", "s"): 1.0}, furthest_km=20, away={("a", "s")})
    assert found.unseated == {"a": 1}


@pytest.mark.parametrize("seed", range(8))
def test_no_other_seating_is_better(seed):
    pick = random.Random(seed)
    places = {"a": pick.randint(1, 2), "b": pick.randint(1, 2), "c": 1}
    sessions = [Session("s", DAY, 2, pick.randint(1, 2)), Session("t", DAY, 3, pick.randint(1, 3))]
    kilometres = {(body, one.code): pick.uniform(1, 30) for body in places for one in sessions}
    found = seat(places, sessions, kilometres, furthest_km=25)
    best = (0, 0.0)
    ranges = [range(places[body] + 1) if kilometres[body, code] <= 25 else (0,) for body, code in kilometres]
    for counts in itertools.product(*ranges):
        people = dict(zip(kilometres, counts, strict=True))
        held = {one: sum(n for (_, code), n in people.items() if code == one.code) for one in sessions}
        fits = all(n == 0 or one.least <= n <= one.capacity for one, n in held.items())
        whole = all(sum(n for (b, _), n in people.items() if b == body) <= places[body] for body in places)
        if fits and whole:
            score = (sum(counts), -sum(n * kilometres[pair] for pair, n in people.items()))
            best = max(best, score)
    assert (sum(found.people.values()), -found.kilometres) == pytest.approx(best)


@pytest.mark.parametrize("seed", [20, 23])
def test_a_proven_seating_is_the_best_to_the_metre(seed):
    pick = random.Random(seed)
    places = {f"b{n}": pick.randint(1, 4) for n in range(12)}
    sessions = [Session(f"s{n}", DAY, pick.randint(4, 9), pick.randint(1, 3)) for n in range(6)]
    kilometres = {(body, one.code): pick.uniform(1, 30) for body in places for one in sessions}
    found = seat(places, sessions, kilometres, furthest_km=25)
    again = seat(dict(reversed(places.items())), sessions[::-1], kilometres, furthest_km=25)
    assert found.is_proven
    assert found.kilometres == pytest.approx(again.kilometres, abs=1e-6)
