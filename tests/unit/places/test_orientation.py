"""The guided orientation: who is kept, who is left out, and the reasons given."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.programme.places.rules.orientation import Candidate, Moment, Need, Travel, advise, orient

MONDAY_MORNING = ((0, time(9), time(12)),)


def candidate(distance: float | None = 1.0, spans: Any = MONDAY_MORNING, **values: Any) -> Candidate:
    held = {"name": "Lieu fictif", "services": ["smartphone"], "fees": ["free"], **values}
    return Candidate("a", held, distance, spans)


@pytest.mark.parametrize(
    ("need", "reason"),
    [
        (Need(service="job_search"), "ne propose pas : Insertion professionnelle via le numérique"),
        (Need(travel=Travel.HOME), "n’indique pas aider à distance"),
        (Need(moment=Moment.SATURDAY), "fermé le samedi"),
        (Need(moment=Moment.AFTERNOON), "fermé en semaine l’après-midi"),
    ],
)
def test_a_place_left_out_says_why(need, reason):
    assert advise(candidate(), need).against == (reason,)


def test_a_place_too_far_says_how_far():
    assert advise(candidate(distance=14.25), Need()).against == ("trop loin : 14,2\u00a0km à vol d’oiseau",)


@pytest.mark.parametrize(
    ("need", "reason"),
    [
        (Need(service="everyday_tools"), "propose : Maîtrise des outils numériques du quotidien"),
        (Need(moment=Moment.MORNING), "ouvert en semaine le matin"),
        (Need(travel=Travel.WALK), "à 1,0\u00a0km à vol d’oiseau"),
        (Need(), "gratuit"),
    ],
)
def test_a_place_that_suits_says_why(need, reason):
    advice = advise(candidate(), need)
    assert advice.against == ()
    assert reason in advice.suits


def test_what_is_not_known_is_to_check_and_never_against():
    unknown = Candidate("b", {"name": "Lieu fictif"}, None, None)
    need = Need(service="job_search", moment=Moment.EVENING, language="ar", care="deafness")
    advice = advise(unknown, need)
    assert advice.against == ()
    assert len(advice.to_check) == 5


def test_a_bus_that_stops_near_is_kept_whatever_its_garage():
    bus = Candidate("c", {"name": "Bus fictif"}, 40.0, None, stops=("mardi 2 décembre à 9 h 30, à 600 m",))
    assert advise(bus, Need()).against == ()


def test_another_language_named_is_asked_of_the_place():
    assert advise(candidate(languages=["fr", "tr"]), Need(language="ar")).against == ("n’indique pas parler arabe",)
    assert "on y parle turc" in advise(candidate(languages=["fr", "tr"]), Need(language="tr")).suits


def test_the_surest_come_before_the_nearest():
    near = Candidate("near", {"name": "A"}, 0.2, None)
    sure = candidate(distance=3.0)
    kept, left = orient([near, sure], Need(service="everyday_tools", moment=Moment.MORNING))
    assert ([a.candidate for a in kept], left) == ([sure, near], [])


@given(
    st.lists(st.floats(0, 60) | st.none(), max_size=8),
    st.sampled_from(Travel),
    st.sampled_from(Moment),
    st.sampled_from(["", "job_search", "everyday_tools"]),
)
def test_every_place_is_answered_once(distances, travel, moment, service):
    candidates = [candidate(distance=d) for d in distances]
    kept, left = orient(candidates, Need(service=service, travel=travel, moment=moment))
    assert len(kept) + len(left) == len(candidates)
    assert all(advice.against for advice in left)
    assert not any(advice.against for advice in kept)
