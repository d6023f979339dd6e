"""What two readings of the same results tell when they are compared: never the answers of fewer than five people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random

import pytest

from maillage.programme.surveys import rules
from maillage.programme.surveys.rules import FEWEST, Tally, reading
from tests.factories.surveys import ASKED, CHOICES

PAIRS, LASTS, ROUNDS = 10_000, 20, 100
OPENS = date(2026, 11, 1)
CLOSES = OPENS + timedelta(days=LASTS)
Given = tuple[date, dict[str, object]]
Read = Callable[[list[Given], date], Sequence[Tally]]


def answers_of(chance: Random) -> list[Given]:
    """A survey's answers with their days; each question is left out now and then."""
    several = [code for code, _ in CHOICES]
    given: list[Given] = []
    for number in range(chance.randint(1, 40)):
        values: dict[str, object] = {
            "one": chance.choice(["yes", "no", ""]),
            "several": chance.sample(several, chance.randint(0, 3)),
            "text": chance.choice(["", f"avis {number}"]),
        }
        given.append((OPENS + timedelta(days=chance.randint(0, LASTS)), values))
    return given


def as_shown(given: list[Given], on: date) -> Sequence[Tally]:
    return reading(ASKED, [values for day, values in given if day <= on], CLOSES, on)


def revealed(before: Sequence[Tally], after: Sequence[Tally]) -> list[str]:
    """The questions whose two readings, both shown, differ by fewer than five answers."""
    pairs = zip(before, after, strict=False)
    both = [(one, other) for one, other in pairs if not one.hidden and not other.hidden]
    return [one.words for one, other in both if 0 < other.answered - one.answered < FEWEST]


def attack(read: Read) -> int:
    """How many of ten thousand pairs of readings, of a hundred surveys, isolate fewer than five people."""
    chance, found = Random(20261127), 0
    for _ in range(ROUNDS):
        given = answers_of(chance)
        for _ in range(PAIRS // ROUNDS):
            days = sorted(OPENS + timedelta(days=chance.randint(0, LASTS + 10)) for _ in range(2))
            found += bool(revealed(*(read(given, day) for day in days)))
    return found


def few_shown(given: list[Given]) -> list[Tally]:
    """Questions shown at the end although fewer than five answered them."""
    return [one for one in as_shown(given, CLOSES + timedelta(days=1)) if one.answered < FEWEST and not one.hidden]


def test_no_pair_of_readings_isolates_fewer_than_five(record_property):
    assert attack(as_shown) == 0
    record_property("paires de lectures comparées", str(PAIRS))


def test_no_question_is_shown_under_five_answers():
    chance = Random(7)
    assert [few_shown(answers_of(chance)) for _ in range(ROUNDS)] == [[]] * ROUNDS


def test_results_are_there_the_day_after_closing_and_not_before():
    given = [(OPENS, {"one": "yes"})] * FEWEST
    assert as_shown(given, CLOSES) == ()
    assert as_shown(given, CLOSES + timedelta(days=1))[0].counts[0] == ("Oui", FEWEST)


def test_teeth_results_shown_while_answers_come_are_seen_through():
    def open_all_along(given: list[Given], on: date) -> Sequence[Tally]:
        return reading(ASKED, [values for day, values in given if day <= on], OPENS, on)

    assert attack(open_all_along) > PAIRS // 10


def test_teeth_a_bound_of_one_answer_is_seen(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rules, "FEWEST", 1)
    chance = Random(7)
    assert any(few_shown(answers_of(chance)) for _ in range(ROUNDS))
