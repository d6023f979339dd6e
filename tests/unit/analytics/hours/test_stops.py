"""Stops of an itinerant place: recurrences, exceptions, the clock changes of Paris, French words."""

from __future__ import annotations

import contextlib
from datetime import UTC, date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.analytics.hours.stops import Stop, occurrences, stop_words

TUESDAY = date(2026, 3, 3)


def stop(rule: str, **more) -> Stop:
    return Stop(TUESDAY, 540, 720, rule, **more)


def test_every_other_tuesday_keeps_its_hour_across_the_clock_change():
    found = occurrences(stop("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"), date(2026, 3, 1), date(2026, 4, 14))
    assert [o.start.day for o in found] == [3, 17, 31, 14]
    assert {o.start.hour for o in found} == {9}
    assert [o.start.astimezone(UTC).hour for o in found] == [8, 8, 7, 7]
    assert all(o.end > o.start for o in found)


def test_dates_are_left_out_and_added():
    served = stop("FREQ=WEEKLY", skipped=frozenset({date(2026, 3, 10)}), added=frozenset({date(2026, 3, 11)}))
    found = occurrences(served, TUESDAY, date(2026, 3, 17))
    assert [o.start.date().day for o in found] == [3, 11, 17]


def test_the_end_of_the_tour_is_served():
    assert len(occurrences(stop("FREQ=WEEKLY;UNTIL=20260317T000000Z"), TUESDAY, date(2027, 1, 1))) == 3
    assert len(occurrences(stop("FREQ=WEEKLY;COUNT=2"), TUESDAY, date(2027, 1, 1))) == 2
    assert len(occurrences(stop(""), TUESDAY, TUESDAY)) == 1
    assert occurrences(stop(""), date(2026, 3, 4), date(2026, 3, 5)) == ()


def test_no_more_than_two_years_are_worked_out():
    assert len(occurrences(stop("FREQ=DAILY"), TUESDAY, date(2999, 1, 1))) == 732


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "un mardi sur deux"),
        ("FREQ=WEEKLY", "tous les mardis"),
        ("FREQ=WEEKLY;BYDAY=TU,TH", "tous les mardis et jeudis"),
        ("FREQ=WEEKLY;INTERVAL=6", "le mardi, toutes les 6 semaines"),
        ("FREQ=MONTHLY;BYDAY=1TU,3TU", "le premier et le troisième mardi du mois"),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=-1", "le dernier mardi du mois"),
        ("FREQ=MONTHLY;BYDAY=1TU,2FR", "le premier mardi et le deuxième vendredi du mois"),
        ("FREQ=MONTHLY", "le 3 du mois"),
        ("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=15", "le 15 tous les 2 mois"),
        ("FREQ=DAILY", "tous les jours"),
        ("FREQ=DAILY;INTERVAL=3", "tous les 3 jours"),
        ("", "le mardi 3 mars 2026"),
    ],
)
def test_in_french(rule, words):
    assert stop_words(stop(rule)).replace("\u00a0", " ") == f"{words}, de 9 h à 12 h"


@pytest.mark.parametrize(
    "rule",
    ["FREQ=SECONDLY", "FREQ=WEEKLY;INTERVAL=0", "FREQ=WEEKLY;INTERVAL=9999", "BYDAY=TU", "FREQ=WEEKLY;BYDAY=XX",
     "FREQ=DAILY;BYSECOND=1", "FREQ=WEEKLY;UNTIL=demain", "n’importe quoi", "FREQ=DAILY;COUNT=x"],
)  # fmt: skip
def test_a_rule_that_is_not_one_is_refused(rule):
    with pytest.raises(ValueError, match="Récurrence non reconnue"):
        stop(rule)


def test_a_stop_ends_after_its_start():
    with pytest.raises(ValueError, match="avant"):
        Stop(TUESDAY, 720, 540)


@settings(deadline=None)
@given(st.text(alphabet="FREQ=WKLYDAIMONTH;BUSPC123-0", max_size=40))
def test_any_rule_is_refused_in_words_or_served(rule):
    served = None
    with contextlib.suppress(ValueError):
        served = Stop(TUESDAY, 540, 720, rule)
    if served is not None:
        occurrences(served, TUESDAY, date(2026, 6, 1))
        assert stop_words(served)
