"""The editor's week and its OSM string: round trips, French sentences, the whole span across noon (D4)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.analytics.hours.calendar import PARIS
from maillage.analytics.hours.closures import Closure
from maillage.analytics.hours.french import clock_words, closure_words, state_words, week_lines, week_words
from maillage.analytics.hours.state import state_at
from maillage.analytics.hours.week import Day, Week, osm_of, week_of
from maillage.tables.hours import check_hours
from tests.unit.analytics.hours.test_state import WEEK, paris

NOTES = st.text(st.characters(codec="utf-8", categories=["L", "N", "P"], exclude_characters='";'), max_size=12)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@st.composite
def days(draw) -> Day:
    points = sorted(draw(st.lists(st.integers(0, 288), max_size=6, unique=True)))
    ranges = tuple((a * 5, b * 5) for a, b in zip(points[::2], points[1::2], strict=False))
    if not ranges:
        return Day()
    note = draw(NOTES)
    return Day(ranges, draw(st.booleans()), "" if note.startswith("sur rendez-vous") else note)


@st.composite
def weeks(draw) -> Week:
    seven = tuple(draw(days()) for _ in range(7))
    if not any(day.ranges for day in seven):
        return Week(seven)
    return Week(seven, draw(st.booleans()), draw(st.booleans()))


@settings(deadline=None)
@given(weeks())
def test_a_week_comes_back_from_its_osm_string(week):
    hours = osm_of(week)
    assert week_of(hours) == week
    assert check_hours(hours).known
    assert osm_of(week_of(hours)) == hours


@settings(deadline=None)
@given(weeks(), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_every_week_reads_in_french(week, monday):
    assert week_words(osm_of(week)).endswith(".")
    assert all(words for _, words in week_lines(osm_of(week), monday))


def test_the_string_is_short_and_standard():
    long = Day(((540, 750), (840, 1050)))
    week = Week((long, long, Day(((840, 1050),), by_appointment=True), long, long, Day(), Day()), True)
    assert osm_of(week) == ('Mo,Tu,Th,Fr 09:00-12:30,14:00-17:30; We 14:00-17:30 "sur rendez-vous"; PH off')
    assert osm_of(Week()) == "off"
    assert week_of("off") == Week()


@pytest.mark.parametrize(
    "hours", ["", "10h-12h", "Tu[1] 09:00-10:00", "week 2-53/2 Tu 09:00-12:00", "Jul-Aug Mo 09:00-12:00",
              "Mo 22:00-02:00", "PH 10:00-12:00", "PH off; Mo 09:00-10:00", "sunrise-sunset", "SH Mo 09:00-10:00",
              "Mo 10:00-12:00,09:00-11:00",
              "Mo 09:00-10:00,11:00-12:00,13:00-14:00,15:00-16:00"]
)  # fmt: skip
def test_what_the_editor_cannot_show_is_not_edited(hours):
    assert week_of(hours) is None


def test_written_weeks_are_understood():
    assert week_of("Mo-Fr 09:00-12:00; We off") == week_of("Mo,Tu,Th,Fr 09:00-12:00")
    assert week_of("09:00-12:00") == week_of("Mo-Su 09:00-12:00")
    assert week_of("Sa-Mo 09:00-12:00") == week_of("Mo,Sa,Su 09:00-12:00")
    assert week_of("24/7") == Week((Day(((0, 1440),)),) * 7)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (Day(((600, 540),)), "avant"),
        (Day(((540, 660), (650, 700))), "chevauchent"),
        (Day(((0, 1), (2, 3), (4, 5), (6, 7))), "trois"),
    ],
)
def test_faults_name_their_day(day, words):
    week = Week((Day(), day, *(Day(),) * 5))
    assert week.faults()[0].startswith("mardi : ")
    assert words in week.faults()[0]
    with pytest.raises(ValueError, match="mardi"):
        osm_of(week)
    assert Week((Day(),)).faults()


def test_clock_words():
    assert [plain(clock_words(m)) for m in (540, 750, 605, 1440)] == ["9 h", "12 h 30", "10 h 05", "minuit"]


@pytest.mark.parametrize(
    ("hours", "at", "words"),
    [
        (WEEK, (2026, 3, 10, 10), "Ouvert jusqu’à 12 h 30"),
        (WEEK, (2026, 3, 10, 13), "Fermé, ouvre à 14 h"),
        (WEEK, (2026, 3, 10, 18), "Fermé, ouvre demain à 9 h"),
        (WEEK, (2026, 3, 13, 18), "Fermé, ouvre lundi à 9 h"),
        (WEEK, (2026, 5, 1, 10), "Jour férié : ouverture non confirmée, ouvre lundi à 9 h"),
        (f"{WEEK}; SH off", (2026, 7, 15, 10), "Fermé, ouvre le 1er septembre 2026 à 9 h"),
        ("", (2026, 3, 10, 10), "Horaires non connus"),
        ("off", (2026, 3, 10, 10), "Fermé"),
        ("24/7", (2026, 3, 10, 10), "Ouvert"),
        ("Mo-Su 20:00-24:00", (2026, 3, 10, 21), "Ouvert jusqu’à minuit"),
        ("Mo 00:00-24:00; Tu 00:00-10:00", (2026, 3, 9, 8), "Ouvert jusqu’à demain à 10 h"),
        ("Mo-We 00:00-24:00", (2026, 3, 9, 8), "Ouvert jusqu’à jeudi à minuit"),
        ('Mo-Fr 09:00-12:00 "sur rendez-vous"', (2026, 3, 10, 10), "Ouvert jusqu’à 12 h (sur rendez-vous)"),
        ("Mo-Fr 09:00-12:00 unknown", (2026, 3, 10, 10), "Ouverture à confirmer"),
    ],
)
def test_badges(hours, at, words):
    assert plain(state_words(state_at(hours, paris(*at)), paris(*at))) == words
    assert paris(*at).tzinfo is PARIS


def test_a_single_span_is_shown_whole():
    assert plain(week_lines("Mo 09:00-17:00", date(2026, 3, 9))[0][1]) == "de 9 h à 17 h"
    assert plain(week_words("Mo 09:00-17:00")).startswith("Lundi : de 9 h à 17 h.")


def test_a_real_week_shows_its_holidays_and_closures():
    lines = dict(week_lines(f"{WEEK}; PH off", date(2026, 4, 6), [Closure(date(2026, 4, 8), date(2026, 4, 8))]))
    assert lines["lundi"] == "fermé (jour férié)"
    assert plain(lines["mardi"]) == "de 9 h à 12 h 30 et de 14 h à 17 h 30"
    assert lines["mercredi"] == "fermé"
    assert "non confirmée" in dict(week_lines(WEEK, date(2026, 4, 6)))["lundi"]
    assert set(dict(week_lines("", date(2026, 4, 6))).values()) == {"Horaires non connus"}


def test_a_week_in_sentences():
    hours = 'Mo-Th 09:00-12:00; Fr 14:00-17:00 "sur rendez-vous"; PH,SH off'
    assert plain(week_words(hours)) == (
        "Du lundi au jeudi : de 9 h à 12 h. Vendredi : de 14 h à 17 h (sur rendez-vous). "
        "Samedi et dimanche : fermé. Fermé les jours fériés et pendant les vacances scolaires."
    )
    assert week_words("") == "Horaires non connus."
    assert week_words("off") == "Fermé toute la semaine."
    assert plain(week_words("24/7")) == "Ouvert 24 h sur 24, tous les jours."
    assert week_words("Tu[1] 09:00-10:00") == "Horaires particuliers : Tu[1] 09:00-10:00."
    assert plain(week_words("09:00-10:00")) == "Tous les jours : de 9 h à 10 h."


def test_closures_in_french():
    assert plain(closure_words(Closure(date(2026, 8, 3), date(2026, 8, 15), "congés"))) == (
        "Fermé du 3 août au 15 août 2026 (congés)"
    )
    assert plain(closure_words(Closure(date(2026, 5, 1), date(2026, 5, 1)))) == "Fermé le 1er mai 2026"
    eve = Closure(date(2026, 12, 24), date(2027, 1, 2), ranges=((540, 720),))
    assert plain(closure_words(eve)) == "Ouvert de 9 h à 12 h du 24 décembre 2026 au 2 janvier 2027"
