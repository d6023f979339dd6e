"""Bus tours from a file of stops to a table and a calendar; bad lines are refused with their place."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner
from icalendar import Calendar
from pdfua import validate

from maillage.cli import main
from maillage.runs.tours import definition, minutes_of, plan_tours, proof_of, read_stops
from maillage.runs.tours_written import holidays_of, sheets_source, tours_calendar, tours_sheets
from maillage.tables.errors import DataError

HEADER = "nom;latitude;longitude;visites;minutes;jours;ouverture;fermeture\n"
DEPOT = "Dépôt fictif;49,05;2,10;;;;;\n"
STOPS = "Marché fictif;49,10;1,95;2;120;mercredi;09:00;13:00\nMairie fictive;49,12;1,90;1;150;;;\n"


@pytest.fixture
def stops(tmp_path):
    path = tmp_path / "arrets.csv"
    path.write_text(HEADER + DEPOT + STOPS, encoding="utf-8")
    return path


def refused(tmp_path, text):
    path = tmp_path / "arrets.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        plan_tours(read_stops(path), 1)
    return caught.value


def test_a_plan_is_proven_and_keeps_the_market_day(stops):
    found = plan_tours(read_stops(stops), 1)
    assert proof_of(found) == "trajets les plus courts, prouvé"
    assert {tour.weekday for tour in found.tours if 0 in tour.route.stops} == {2}
    assert sum(0 in tour.route.stops for tour in found.tours) == 2


def test_the_command_writes_a_table_and_a_calendar(stops, tmp_path):
    out = tmp_path / "out"
    done = CliRunner().invoke(main, ["tour", "--stops", str(stops), "--from-date", "2026-12-01", "--out", str(out)])
    assert done.exit_code == 0, done.output
    lines = (out / "tournees.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "semaine;jour;bus;ordre;arret;arrivee;depart"
    assert sum("Marché fictif" in line for line in lines) == 2
    events = Calendar.from_ical((out / "tournees.ics").read_bytes()).walk("VEVENT")
    assert len(events) == 3
    assert min(event.decoded("dtstart").date().isoformat() for event in events) >= "2026-12-07"
    assert {event["rrule"]["interval"][0] for event in events} == {14}


@pytest.mark.parametrize(
    ("text", "column", "row"),
    [
        (HEADER + DEPOT + "A;49,1;deux;;;;;\n", "longitude", 3),
        (HEADER + DEPOT + "A;49,1;2,0;3;;;;\n", "visites", 3),
        (HEADER + DEPOT + "A;49,1;2,0;1;120;dimanche;;\n", "jours", 3),
        (HEADER + DEPOT + "A;49,1;2,0;1;120;;neuf heures;\n", "ouverture", 3),
    ],
)
def test_a_bad_cell_is_named(tmp_path, text, column, row):
    error = refused(tmp_path, text)
    assert (error.column, error.row, error.file) == (column, row, "arrets.csv")
    assert error.expected


def test_the_sheets_say_each_stop_and_the_days_without_a_tour(stops, tmp_path):
    places = read_stops(stops)
    found = plan_tours(places, 1)
    source = sheets_source(places, found, date(2027, 3, 1))
    assert source.count("Marché fictif") == 2
    assert "semaine 1 sur 2" in source
    path = tmp_path / "tournees.pdf"
    path.write_bytes(tours_sheets(places, found, date(2027, 3, 1)))
    assert [finding.message for finding in validate(str(path)).findings] == []
    # In 2027 the Monday of Easter, 29 March, is four weeks after this one; that of Pentecost, 17 May, eleven.
    assert holidays_of(date(2027, 3, 1)) == [date(2027, 3, 29)]
    assert holidays_of(date(2027, 3, 3)) == []


def test_a_calendar_skips_the_public_holidays(stops):
    places = read_stops(stops)
    found = plan_tours(places, 1)
    events = Calendar.from_ical(tours_calendar(places, found, date(2027, 3, 1), datetime(2027, 2, 1, tzinfo=UTC)))
    for event in events.walk("VEVENT"):
        first = event.decoded("dtstart").date()
        off = event.get("exdate", [])
        days = [one.dt.date() for part in (off if isinstance(off, list) else [off]) for one in part.dts]
        assert days == holidays_of(first)


def test_what_cannot_be_is_said(tmp_path):
    assert "latitude" in refused(tmp_path, "nom;longitude\nA;2\n").what
    assert "pas d’arrêt" in refused(tmp_path, HEADER + DEPOT).what
    assert "pas de position" in refused(tmp_path, HEADER + DEPOT + "A;;;;;;;\n").what
    assert "aucune journée : Loin" in refused(tmp_path, HEADER + DEPOT + "Loin;43,3;5,4;;;;;\n").what
    full = "".join(f"A{k};49,06;2,1;2;400;lundi;;\n" for k in range(2))
    assert "Aucun plan ne tient 4 visites" in refused(tmp_path, HEADER + DEPOT + full).what


def test_hours_are_read_as_people_write_them():
    assert [minutes_of(text) for text in ("09:00", "9h30", "12h")] == [540, 570, 720]
    assert definition()["version"]
