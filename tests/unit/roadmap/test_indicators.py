"""Progress, path, staleness, roll-up and weather, each at its limit."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.programme.roadmap.enums import Direction, Weather
from maillage.programme.roadmap.rules import indicators as rules

UP, DOWN = Direction.UP, Direction.DOWN
START, MIDDLE, END = date(2024, 1, 1), date(2025, 1, 1), date(2026, 1, 1)
figures = st.decimals(min_value=-1000, max_value=1000, places=2)


@pytest.mark.parametrize(
    ("baseline", "value", "target", "direction", "expected"),
    [
        (0, 300, 500, UP, "60.0"),  # the minutes: 300 of 500 young people
        (0, 550, 500, UP, "110.0"),  # never clipped
        (100, 90, 200, UP, "-10.0"),
        (21, 15, 9, DOWN, "50.0"),
        (21, 24, 9, DOWN, "-25.0"),
        (0, 1, 3, UP, "33.3"),
        (0, 2, 3, UP, "66.7"),
        (500, 500, 500, UP, "100"),  # the baseline is already there
        (500, 499, 500, UP, "0"),
        (600, 550, 500, UP, "100"),
        (9, 9, 9, DOWN, "100"),
        (9, 10, 9, DOWN, "0"),
        (8, 8.5, 9, DOWN, "100"),
    ],
)
def test_progress(baseline, value, target, direction, expected):
    assert rules.progress(Decimal(baseline), Decimal(str(value)), Decimal(target), direction) == Decimal(expected)


@given(figures, figures, figures)
def test_progress_is_the_same_story_told_upside_down(baseline, value, target):
    down = rules.progress(-baseline, -value, -target, DOWN)
    assert rules.progress(baseline, value, target, UP) == down


@given(figures, figures, figures, figures)
def test_more_is_never_less_progress(baseline, one, other, target):
    low, high = sorted((one, other))
    assert rules.progress(baseline, low, target, UP) <= rules.progress(baseline, high, target, UP)


def test_the_path_is_straight_between_its_dated_points():
    points = [(START, Decimal(0)), (MIDDLE, Decimal(100)), (END, Decimal(500))]
    assert rules.expected_value(points, START - timedelta(1)) == 0
    assert rules.expected_value(points, START) == 0
    assert rules.expected_value(points, START + timedelta(183)) == 50  # 366 days in 2024
    assert rules.expected_value(points, MIDDLE) == 100
    assert rules.expected_value(points, MIDDLE + timedelta(73)) == 180
    assert rules.expected_value(points, END) == 500
    assert rules.expected_value(points, END + timedelta(900)) == 500


@pytest.mark.parametrize(("gap", "behind"), [("-9.9", False), ("-10.0", False), ("-10.1", True), ("5", False)])
def test_the_limit_itself_is_no_alert(gap, behind):
    assert rules.is_behind(Decimal(gap)) is behind
    assert rules.is_behind(None) is False


def test_a_falling_target_expects_a_falling_value():
    points = [(START, Decimal(20)), (MIDDLE, Decimal(10))]
    assert rules.gap(points, Decimal(15), START + timedelta(183), DOWN) == 0
    assert rules.gap(points, Decimal(17), START + timedelta(183), DOWN) == -20


@pytest.mark.parametrize(("days", "stale"), [(119, False), (120, False), (121, True)])
def test_a_value_is_stale_the_day_after_its_period_and_delay(days, stale):
    assert rules.is_stale(START, 90, 30, START + timedelta(days)) is stale
    assert rules.is_stale(None, 90, 30, END) is False


def test_falling_follows_the_direction():
    assert rules.is_falling(Decimal(10), Decimal(9), UP)
    assert not rules.is_falling(Decimal(10), Decimal(10), UP)
    assert rules.is_falling(Decimal(10), Decimal(11), DOWN)
    assert not rules.is_falling(Decimal(10), Decimal(9), DOWN)
    assert not rules.is_falling(None, Decimal(9), UP)


def test_a_roll_up_names_what_is_missing_and_never_counts_it_as_zero():
    parts = [
        rules.Part("a", Decimal(3), Decimal(100)),
        rules.Part("b", Decimal(1), Decimal(0)),
        rules.Part("c", Decimal(9), None),
    ]
    assert rules.roll_up(parts) == rules.RollUp(Decimal("75.0"), 2, ("c",))
    assert rules.roll_up([rules.Part("c", Decimal(1), None)]) == rules.RollUp(None, 0, ("c",))
    assert rules.roll_up([]) == rules.RollUp(None, 0, ())


def test_a_weight_of_zero_is_shown_but_not_counted():
    parts = [rules.Part("a", Decimal(1), Decimal(40)), rules.Part("national", Decimal(0), Decimal(90))]
    assert rules.roll_up(parts) == rules.RollUp(Decimal("40.0"), 1, ())


@pytest.mark.parametrize("weather", [Weather.SUPPORT, Weather.COMPROMISED])
def test_the_two_lowest_weathers_are_explained(weather):
    assert "commentaire" in rules.weather_fault(weather, "  ")
    assert rules.weather_fault(weather, "Un poste manque") == ""


@pytest.mark.parametrize("weather", [Weather.SECURED, Weather.REACHABLE])
def test_the_others_need_no_comment(weather):
    assert rules.weather_fault(weather, "") == ""


def test_dates_of_values_and_targets():
    assert rules.measurement_fault(MIDDLE, START, MIDDLE) == ""
    assert "à venir" in rules.measurement_fault(MIDDLE + timedelta(1), START, MIDDLE)
    assert rules.measurement_fault(START, START, MIDDLE) == ""
    assert "précède" in rules.measurement_fault(START - timedelta(1), START, MIDDLE)
    assert "après" in rules.target_fault(START, START)
    assert rules.target_fault(START + timedelta(1), START) == ""
