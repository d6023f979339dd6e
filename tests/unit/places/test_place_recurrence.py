"""The rhythms of a stop: each makes a rule that the engine of hours reads back as it was chosen."""

from __future__ import annotations

from datetime import date

import pytest

from maillage.analytics.hours.stops import Stop, occurrences
from maillage.programme.places.rules.mapping import header_digest
from maillage.programme.places.rules.recurrence import FORTNIGHTLY, MONTHLY, ONCE, RHYTHMS, WEEKLY, recurrence_of

TUESDAY = date(2030, 1, 8)


@pytest.mark.parametrize(
    ("rhythm", "first", "until", "days"),
    [
        (ONCE, TUESDAY, None, ["01-08"]),
        (WEEKLY, TUESDAY, date(2030, 1, 22), ["01-08", "01-15", "01-22"]),
        (FORTNIGHTLY, TUESDAY, None, ["01-08", "01-22", "02-05", "02-19"]),
        (MONTHLY, TUESDAY, None, ["01-08", "02-12"]),
        (MONTHLY, date(2030, 1, 29), None, ["01-29", "02-26"]),
        (MONTHLY, date(2030, 1, 1), None, ["01-01", "02-05"]),
    ],
)
def test_each_rhythm_gives_its_days(rhythm, first, until, days):
    stop = Stop(first, 540, 720, recurrence_of(rhythm, first, until))
    found = occurrences(stop, date(2030, 1, 1), date(2030, 2, 28))
    assert [f"{one.start:%m-%d}" for one in found] == days


def test_every_rhythm_offered_is_readable():
    for rhythm in RHYTHMS:
        Stop(TUESDAY, 540, 720, recurrence_of(rhythm, TUESDAY, date(2031, 1, 1)))


def test_a_header_is_its_names_in_order():
    assert header_digest(["a", "b"]) == header_digest(("a", "b"))
    assert len({header_digest(names) for names in (["a", "b"], ["b", "a"], ["ab"], [])}) == 4
