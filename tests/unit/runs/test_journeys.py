"""Access by measured journeys: what the table knows, what straight lines complete, and those who have no car."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from maillage.analytics.access import straight_line
from maillage.cli import main
from maillage.runs.access import Help, Home, journeys_of, minutes_of, mode_of, reach, share_within, ways, with_cars
from maillage.runs.travel import Asked, travel_table
from maillage.sources.travel import Service
from maillage.tables.errors import DataError
from maillage.tables.travel import TRAVEL
from tests.unit.sources.routing import routing

TODAY = date(2026, 11, 26)
HOMES = [Home("A", "Ici", (49.05, 2.10), 1000.0), Home("B", "Là", (49.06, 2.15), 500.0)]
HELPS = [Help("Lieu", (49.05, 2.12), 35.0), Help("Même porte", (49.05, 2.12), 35.0), Help("Loin", (49.2, 2.3), 35.0)]


def journeys(*rows, provider="moi"):
    return journeys_of(
        TRAVEL.build(
            [
                {
                    "mode": mode,
                    "origin": origin,
                    "latitude": point[0],
                    "longitude": point[1],
                    "minutes": minutes,
                    "furthest_minutes": 60.0,
                    "provider": provider,
                    "made_on": "2026-11-01",
                }
                for mode, origin, point, minutes in rows
            ]
        )
    )


def as_dict(table):
    return {(int(i), int(j)): float(m) for i, j, m in zip(table.origin, table.destination, table.minutes, strict=True)}


def test_two_places_at_one_door_have_the_same_way_and_what_was_not_seen_is_a_straight_line():
    known = journeys(("car", "A", (49.05, 2.12), 7.0), ("car", "B", (49.05, 2.12), None))
    line = as_dict(straight_line(*points(), mode_of("car"), 60))
    found = as_dict(ways(HOMES, HELPS, "car", 60, known))
    assert found == {(0, 0): 7.0, (0, 1): 7.0, (0, 2): line[0, 2], (1, 2): line[1, 2]}


def points():
    return np.array([one.point for one in HOMES]), np.array([one.point for one in HELPS])


@given(st.floats(1, 60))
def test_a_table_of_straight_lines_changes_no_minute(limit):
    table = journeys_of(travel_table(HOMES, HELPS, Asked("straight", "car", 240), TODAY))
    line = straight_line(*points(), mode_of("car"), limit)
    pairs = zip(line.origin, line.destination, line.minutes, strict=True)
    expected = {(int(i), int(j)): float(m) for i, j, m in pairs}
    assert as_dict(ways(HOMES, HELPS, "car", limit, table)) == pytest.approx(expected)


def test_reach_by_a_straight_table_is_reach_without_one():
    cars = with_cars(HOMES, {"A": 0.3, "B": 0.1})
    table = journeys_of(travel_table(cars, HELPS, Asked("straight", "car", 240), TODAY))
    for here, there in zip(reach(cars, HELPS), reach(cars, HELPS, journeys=table), strict=True):
        assert [rank for rank, _ in here.closest][2] == [rank for rank, _ in there.closest][2] == 2
        assert there.per_thousand == pytest.approx(here.per_thousand)
        assert there.per_thousand_without_car == pytest.approx(here.per_thousand_without_car)
        assert there.car_minutes == pytest.approx(here.car_minutes)


def test_those_with_and_without_a_car_use_together_what_the_places_hold():
    cars = with_cars(HOMES, {"A": 0.4, "B": 0.2})
    used = sum(
        (home.people * (1 - home.without_car) * one.per_thousand)
        + home.people * home.without_car * one.per_thousand_without_car
        for home, one in zip(cars, reach(cars, HELPS[:2]), strict=True)
    )
    assert used / 1000 == pytest.approx(2 * 550)


def test_transit_shortens_the_way_of_those_without_a_car_and_only_where_it_was_measured():
    known = journeys(("transit", "A", (49.05, 2.12), 9.0))
    first, second = reach(HOMES, HELPS, journeys=known)
    assert (first.transit_minutes, first.afoot) == (9.0, 9.0)
    assert second.transit_minutes is None
    assert second.afoot == second.walk_minutes
    assert first.car_minutes == reach(HOMES, HELPS)[0].car_minutes


def test_transit_opens_the_help_that_nobody_could_walk_to():
    far = [Help("Au bout de la ligne", (49.2, 2.3), 35.0)]
    cars = with_cars(HOMES, {"A": 0.5, "B": 0.5})
    walking = reach(cars, far)
    riding = reach(cars, far, journeys=journeys(("transit", "A", (49.2, 2.3), 12.0)))
    assert [one.per_thousand_without_car for one in walking] == [0.0, 0.0]
    assert riding[0].per_thousand_without_car > 0
    assert riding[1].per_thousand_without_car == 0


def test_a_stop_near_enough_to_walk_is_told():
    stop = Help("Bus", (49.05, 2.10), 2.0, "A", is_stop=True)
    here, there = reach(HOMES, [*HELPS, stop])
    assert here.to_stop == 0
    assert there.to_stop > 30
    assert reach(HOMES, HELPS)[0].to_stop is None


def test_the_share_within_and_the_minutes_are_those_of_the_table():
    known = journeys(
        *(("car", "A", help_.point, 5.0 + rank) for rank, help_ in enumerate(HELPS) if rank != 1),
        *(("car", "B", help_.point, None) for rank, help_ in enumerate(HELPS) if rank != 1),
    )
    found = reach(HOMES, HELPS, journeys=known)
    assert share_within(HOMES, found, 5) == pytest.approx(1000 / 1500)
    assert minutes_of(HOMES, HELPS, known) == {"A": 5.0}
    assert share_within([], [], 5) == 0


def test_an_empty_table_and_nothing_to_measure_are_refused():
    with pytest.raises(DataError, match="vide"):
        journeys_of(TRAVEL.build([]))
    with pytest.raises(DataError, match="rien à mesurer"):
        travel_table(HOMES, [], Asked("straight", "car", 60), TODAY)
    with pytest.raises(DataError, match="adresse"):
        travel_table(HOMES, HELPS, Asked("osrm", "car", 60), TODAY)


@pytest.mark.parametrize("provider", ["straight", "roads", "osrm", "ign"])
def test_a_mode_that_a_provider_does_not_measure_is_refused_in_french(provider):
    with pytest.raises(DataError, match="ne mesure pas ce mode"):
        travel_table(HOMES, HELPS, Asked(provider, "transit", 60, "http://127.0.0.1:9"), TODAY)


@pytest.mark.parametrize(("provider", "exact"), [("osrm", True), ("valhalla", True), ("ign", False)])
def test_each_service_makes_a_table_that_says_who_made_it(provider, exact, tmp_path):
    with routing() as server:
        asked = Asked(provider, "car", 30, server.address, "OSM, novembre", tmp_path)
        quick = Service("essai", server.address, sleep=lambda seconds: None)
        table = travel_table(HOMES, HELPS, asked, TODAY, service=quick)
    known = journeys_of(table)
    assert known.modes == {"car"}
    assert known.provenance[0].endswith("(OSM, novembre), voiture, le 2026-11-26")
    minutes = {(row["origin"], row["latitude"]): row["minutes"] for row in table.to_pylist()}
    assert minutes["A", 49.05] == (pytest.approx(2.0) if exact else 5.0)
    assert minutes["A", 49.2] == (pytest.approx(25.0) if exact else 30.0)


def test_from_the_command_to_access_and_back(tmp_path):
    places, table, out = tmp_path / "lieux.csv", tmp_path / "trajets.parquet", tmp_path / "acces.csv"
    places.write_text(
        "nom;adresse;code_postal;commune;latitude;longitude;horaires\nLieu;1 rue;95200;Sarcelles;48.99;2.38;\n",
        encoding="utf-8",
    )
    with routing() as server:
        arguments = ["travel", "95", "--places", str(places), "--provider", "osrm", "--url", server.address]
        made = CliRunner().invoke(main, [*arguments, "--data", "essai", "--sites", "--out", str(table)])
    assert made.exit_code == 0, made.output
    more = CliRunner().invoke(
        main, ["travel", "95", "--places", str(places), "--mode", "walk", "--add", str(table), "--out", str(table)]
    )
    assert more.exit_code == 0, more.output
    found = CliRunner().invoke(
        main, ["access", "95", "--places", str(places), "--travel", str(table), "--out", str(out)]
    )
    assert found.exit_code == 0, found.output
    assert "OSRM (essai), voiture" in found.output.replace("\n", " ")
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 184
    twice = CliRunner().invoke(
        main, ["travel", "95", "--places", str(places), "--mode", "walk", "--add", str(table), "--out", str(table)]
    )
    assert twice.exit_code == 1
    assert "deux fois" in twice.output


def test_cells_of_insee_are_homes_of_the_command(tmp_path):
    places, cells, out = tmp_path / "lieux.csv", tmp_path / "carreaux.csv", tmp_path / "acces.csv"
    places.write_text(
        "nom;adresse;code_postal;commune;latitude;longitude;horaires\nLieu;1 rue;95200;Sarcelles;48.99;2.38;\n",
        encoding="utf-8",
    )
    cells.write_text("idcar_200m;ind\nCRS3035RES200mN2902000E3764000;40\nCRS3035RES200mN2902200E3764000;5\n", "utf-8")
    found = CliRunner().invoke(
        main, ["access", "95", "--places", str(places), "--homes", str(cells), "--out", str(out)]
    )
    assert found.exit_code == 0, found.output
    assert "2 points habités" in found.output
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) == 3
