"""Open now: the defects of the national map (D1 to D3), holidays of France, zone C, clock changes, closures."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.analytics.hours.calendar import PARIS, is_public_holiday, is_school_holiday, zone_of
from maillage.analytics.hours.closures import Closure
from maillage.analytics.hours.osm import HOLIDAY_UNSAID, SCHOOL_UNKNOWN, SCHOOL_UNREAD, Span, day_spans
from maillage.analytics.hours.state import Opening, state_at
from maillage.analytics.hours.week import Day, Week, osm_of
from maillage.tables.hours import check_hours, parsed_hours

WEEK = "Mo-Fr 09:00-12:30,14:00-17:30"
OPEN, CLOSED, UNKNOWN = Opening.OPEN, Opening.CLOSED, Opening.UNKNOWN


def paris(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=PARIS)


def opening(hours: str, *parts: int) -> Opening:
    return state_at(hours, paris(*parts)).opening


@pytest.mark.parametrize("day", [(2026, 7, 14), (2026, 5, 1), (2026, 4, 6), (2025, 6, 9), (2025, 11, 11)])
def test_public_holidays_are_those_of_france(day):
    assert opening(f"{WEEK}; PH off", *day, 10) is CLOSED
    assert is_public_holiday(date(*day))


@pytest.mark.parametrize("day", [(2025, 10, 3), (2026, 4, 3), (2025, 12, 26)])
def test_holidays_of_other_countries_are_working_days(day):
    assert opening(f"{WEEK}; PH off", *day, 10) is OPEN


@pytest.mark.parametrize("day", [(2026, 7, 14), (2026, 5, 1), (2026, 4, 6)])
def test_a_plain_week_does_not_promise_a_public_holiday(day):
    state = state_at(WEEK, paris(*day, 10))
    assert (state.opening, state.reason) == (UNKNOWN, HOLIDAY_UNSAID)
    assert opening(WEEK, *day, 13) is CLOSED


def test_hours_that_name_the_holidays_are_believed():
    assert opening("Mo-Fr,PH 09:00-12:00", 2026, 5, 1, 10) is OPEN
    assert opening("24/7", 2026, 5, 1, 10) is OPEN
    assert opening("PH Mo-Fr 09:00-12:00", 2026, 5, 4, 10) is CLOSED
    assert opening("PH Mo-Fr 09:00-12:00", 2026, 5, 1, 10) is OPEN


def test_school_holidays_are_those_of_zone_c():
    # Winter 2026: zone C leaves on 21 February, zone A on 7 February.
    hours = f"{WEEK}; SH off"
    assert opening(hours, 2026, 2, 25, 10) is CLOSED
    assert opening(hours, 2026, 2, 11, 10) is OPEN
    assert state_at(hours, paris(2026, 2, 11, 10), zone="A").opening is CLOSED


@pytest.mark.parametrize(
    ("hours", "morning", "afternoon"),
    [
        ("Mo-Fr 09:00-12:00; SH Mo-Fr 14:00-16:00", CLOSED, OPEN),
        ("Mo-Fr 09:00-12:00; PH,SH off", CLOSED, CLOSED),
        ("SH,Sa 09:00-12:00", OPEN, CLOSED),
        ('Mo-Fr 09:00-12:00 "SH off ; voir affiche"', OPEN, CLOSED),
        ("SH off", CLOSED, CLOSED),
    ],
)
def test_each_way_of_writing_school_holidays(hours, morning, afternoon):
    assert opening(hours, 2026, 2, 25, 10) is morning
    assert opening(hours, 2026, 2, 25, 15) is afternoon


def test_outside_school_holidays_their_rules_vanish():
    assert opening("Mo-Fr 09:00-12:00; SH Mo-Fr 14:00-16:00", 2026, 3, 11, 15) is CLOSED
    assert opening("SH Mo-Fr 14:00-16:00", 2026, 3, 11, 15) is CLOSED
    assert opening("SH,Sa 09:00-12:00", 2026, 3, 14, 10) is OPEN


def test_a_school_rule_that_is_not_understood_is_unknown():
    assert state_at("Mo-Fr 09:00-12:00, SH 14:00-16:00", paris(2026, 2, 25, 10)).reason == SCHOOL_UNREAD
    assert state_at("SH 14:00-16:00, Mo 09:00-12:00", paris(2026, 2, 25, 10)).reason == SCHOOL_UNREAD
    assert opening("Mo-Fr 09:00-12:00, PH 14:00-16:00", 2026, 5, 1, 15) is OPEN


def test_a_year_without_calendar_is_unknown_only_where_it_matters():
    hours = "Mo-Fr 09:00-12:00; SH off"
    assert is_school_holiday(date(2035, 3, 6)) is None
    assert state_at(hours, paris(2035, 3, 6, 10)).reason == SCHOOL_UNKNOWN
    assert opening(hours, 2035, 3, 6, 15) is CLOSED
    assert day_spans(hours, date(2035, 3, 10)) == ()
    overlapping = "Mo-Fr 09:00-12:00; SH Mo-Fr 10:00-13:00"
    assert day_spans(overlapping, date(2035, 3, 6)) == (Span(540, 780, None, SCHOOL_UNKNOWN),)


def test_missing_or_unreadable_hours_are_unknown_never_closed():
    for hours in ("", "   ", "10h00-12h30", "Mo 14:00-14:00", "Mo 09:00\x00-10:00", "x" * 5000):
        state = state_at(hours, paris(2026, 3, 10, 10))
        assert state.opening is UNKNOWN
        assert state.reason
        assert state.until is None


def test_unreadable_hours_have_no_reading():
    assert parsed_hours("Mo 9h") is None
    assert parsed_hours("Mo 09:00-10:00") is not None


def test_the_clock_is_that_of_paris_wherever_the_server_is():
    assert state_at(WEEK, datetime(2026, 7, 15, 7, 30, tzinfo=UTC)).opening is OPEN
    assert state_at(WEEK, datetime(2026, 1, 14, 7, 30, tzinfo=UTC)).opening is CLOSED
    with pytest.raises(ValueError, match="aware"):
        state_at(WEEK, datetime(2026, 1, 14, 7, 30))


def test_opening_times_keep_their_clock_across_the_changes():
    before = state_at("Su 09:00-12:00", paris(2026, 3, 28, 12))
    assert before.next_opening is not None
    assert before.next_opening.astimezone(UTC) == datetime(2026, 3, 29, 7, tzinfo=UTC)
    autumn = state_at("Su 09:00-12:00", paris(2026, 10, 24, 12))
    assert autumn.next_opening is not None
    assert autumn.next_opening.astimezone(UTC) == datetime(2026, 10, 25, 8, tzinfo=UTC)


def test_each_departement_has_its_zone_or_none():
    assert [zone_of(code) for code in ("95", "69", "59", "2A", "974")] == ["C", "A", "B", "", ""]
    assert sum(zone_of(f"{code:02d}") != "" for code in range(1, 96)) == 94
    state = state_at("Mo-Fr 09:00-12:00; SH off", paris(2026, 3, 10, 10), zone=zone_of("974"))
    assert (state.opening, state.reason) == (UNKNOWN, SCHOOL_UNKNOWN)


def test_the_eve_of_a_holiday_can_be_named():
    assert opening("Mo-Fr 09:00-12:00; PH -1 day off", 2026, 7, 13, 10) is CLOSED
    assert opening("Mo-Fr 09:00-12:00; PH -1 day off", 2026, 7, 15, 10) is OPEN


def test_what_comes_next():
    noon = state_at(WEEK, paris(2026, 3, 10, 13))
    assert noon.next_opening == noon.until == paris(2026, 3, 10, 14)
    assert state_at(WEEK, paris(2026, 3, 10, 10)).until == paris(2026, 3, 10, 12, 30)
    assert state_at(WEEK, paris(2026, 3, 13, 18)).next_opening == paris(2026, 3, 16, 9)
    assert state_at("off", paris(2026, 3, 13, 18)).next_opening is None
    assert state_at("Mo 00:00-24:00; Tu 00:00-10:00", paris(2026, 3, 9, 8)).until == paris(2026, 3, 10, 10)


def test_the_next_opening_is_a_sure_one():
    assert state_at(WEEK, paris(2026, 4, 30, 18)).next_opening == paris(2026, 5, 4, 9)


def test_an_appointment_is_said_and_an_unknown_modifier_is_unknown():
    assert state_at('Mo-Fr 09:00-12:00 "sur rendez-vous"', paris(2026, 3, 10, 10)).note == "sur rendez-vous"
    assert state_at('Mo-Fr 09:00-12:00 unknown "appeler"', paris(2026, 3, 10, 10)).reason == "appeler"


def test_closures_stand_over_the_week_and_the_last_one_wins():
    holidays = Closure(date(2026, 3, 9), date(2026, 3, 20), "travaux")
    evening = Closure(date(2026, 3, 10), date(2026, 3, 10), "atelier", ((18 * 60, 20 * 60),))
    at = paris(2026, 3, 10, 10)
    shut = state_at(WEEK, at, [holidays])
    assert (shut.opening, shut.reason, shut.next_opening) == (CLOSED, "travaux", paris(2026, 3, 23, 9))
    assert state_at(WEEK, at, [holidays, evening]).next_opening == paris(2026, 3, 10, 18)
    assert state_at("", paris(2026, 3, 10, 19), [evening]).opening is OPEN
    assert state_at("", at, [holidays]).opening is CLOSED


@pytest.mark.parametrize("ranges", [((600, 600),), ((600, 700), (650, 720)), ((-1, 5),)])
def test_an_absurd_closure_is_refused(ranges):
    with pytest.raises(ValueError, match=r"plage|chevauchent"):
        Closure(date(2026, 1, 1), date(2026, 1, 1), ranges=ranges)
    with pytest.raises(ValueError, match="avant"):
        Closure(date(2026, 1, 2), date(2026, 1, 1))


WORDS = st.lists(
    st.sampled_from(["Mo", "We-Fr", "PH", "SH", ",", ";", " ", "off", "09:00-12:00", "14:00-17:00", '"x"', "week 2"]),
    max_size=14,
).map("".join)


@settings(deadline=None)
@given(st.one_of(WORDS, st.text(max_size=40)), st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)))
def test_any_text_at_any_time_has_an_answer(hours, moment):
    state = state_at(hours, moment.replace(tzinfo=PARIS))
    if not check_hours(hours).known:
        assert state.opening is UNKNOWN
    if state.until is not None:
        assert state.until.tzinfo is PARIS


@settings(deadline=None)
@given(
    st.lists(st.integers(0, 143), min_size=2, max_size=6, unique=True).map(sorted),
    st.integers(0, 6),
    st.integers(0, 1439),
)
def test_the_state_agrees_with_the_ranges_of_the_editor(points, weekday, minute):
    ranges = tuple((a * 10, b * 10) for a, b in zip(points[::2], points[1::2], strict=False))
    days = tuple(Day(ranges) if place == weekday else Day() for place in range(7))
    day = date(2026, 3, 9) + timedelta(days=weekday)
    at = datetime.combine(day, time(minute // 60, minute % 60), tzinfo=PARIS)
    expected = OPEN if any(start <= minute < end for start, end in ranges) else CLOSED
    assert state_at(osm_of(Week(days)), at).opening is expected
