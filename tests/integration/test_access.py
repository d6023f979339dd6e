"""Access to help: supply by weeks and stops, times to fixed places, the page and its table twin in CSV."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pyarrow as pa
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.analytics.hours.week import weekly_hours
from maillage.programme.diagnosis.access import beyond, homes_and_helps, reach_of, stranded
from maillage.programme.diagnosis.models import Figure, IndicatorFigure, Run
from maillage.programme.places.models import Session
from maillage.programme.places.selectors.supply import supplies
from maillage.runs.access import capacity_of, definition, mode_of
from maillage.runs.travel import Asked, travel_table
from maillage.runs.write import parquet_bytes
from tests.factories.governance_bodies import make_governance
from tests.factories.places import make_place

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)
SARCELLES, GARGES = "95585", "95268"


@pytest.fixture
def run():
    make_governance()
    made = Run.objects.create(
        departement_code="95",
        recipe_code="maillage-2026",
        data_kind="demonstration",
        published=True,
        record={"recipe": {"title": "Essai", "axes": []}, "files": []},
        finished_at=timezone.now(),
    )
    for rank, (code, name) in enumerate(((SARCELLES, "Sarcelles"), (GARGES, "Garges-lès-Gonesse")), start=1):
        Figure.objects.create(
            run=made, code=code, name=name, level="commune", population=50_000, score=5 - rank, rank=rank, coverage=1.0
        )
    return made


def stop_in(place, commune, days=0):
    start = timezone.make_aware(datetime(TODAY.year, TODAY.month, TODAY.day, 9)) + timedelta(days)
    return Session.objects.create(
        place=place,
        title="Passage",
        commune_id=commune,
        starts_at=start,
        ends_at=start + timedelta(hours=3),
        recurrence="FREQ=WEEKLY;INTERVAL=2" if days == 0 else "",
    )


@pytest.mark.parametrize(
    ("hours", "weekly"), [("Mo-Fr 09:00-12:00", 15.0), ("", None), ("n’importe quoi", None), ("24/7", 168.0)]
)
def test_the_hours_of_a_week(hours, weekly):
    assert weekly_hours(hours) == weekly


def test_a_place_that_stops_counts_where_it_stops_and_for_its_hours(run):
    bus = make_place()
    stop_in(bus, GARGES)
    (found,) = supplies(TODAY, 56)
    assert (found.is_stop, found.commune) == (True, GARGES)
    assert found.weekly_hours == pytest.approx(5 * 3 / 8)
    assert supplies(TODAY - timedelta(400), 56) == []


def test_the_nearest_is_a_fixed_place_and_stops_are_told_apart(run):
    make_place(latitude=48.99, longitude=2.38)
    bus = make_place(source_id="2", name="Bus fictif", address="autre")
    stop_in(bus, GARGES)
    reached = {one.figure.code: one for one in reach_of(run, TODAY)}
    assert reached[SARCELLES].nearest.place.name == "France services fictif"
    assert reached[GARGES].nearest.place.name == "France services fictif"
    assert (reached[SARCELLES].reach.stops, reached[GARGES].reach.stops) == (0, 1)
    assert reached[SARCELLES].reach.car_minutes < reached[GARGES].reach.car_minutes


def test_help_is_shared_with_the_neighbours(run):
    make_place(latitude=48.99, longitude=2.38, hours="Mo-Fr 09:00-12:00")
    (supply,) = supplies(TODAY, 56)
    assert capacity_of(supply) == pytest.approx(550 * 15 / 35)
    reached = reach_of(run, TODAY)
    whole = sum(one.reach.per_thousand * one.figure.population / 1000 for one in reached)
    assert 0 < whole < capacity_of(supply), "neighbours take their share"


def test_without_any_place_everyone_is_far(run):
    reached = reach_of(run, TODAY)
    assert [(one.nearest, one.reach.car_minutes, one.reach.per_thousand) for one in reached] == [(None, None, 0.0)] * 2
    assert beyond(reached, 15) == 100_000
    page = Client().get(reverse("diagnosis:access")).content.decode()
    assert "plus de 4" in page


def test_the_page_and_its_csv_say_the_same(run):
    make_place(latitude=48.99, longitude=2.38)
    page = Client().get(reverse("diagnosis:access")).content.decode()
    for words in ("Sarcelles", "France services fictif", "<svg", "à moins de 15", "ligne droite"):
        assert words in page.replace("\u00a0", " "), words
    lines = Client().get(reverse("diagnosis:access_csv")).content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("code;nom;population;lieu_fixe_le_plus_proche;minutes_voiture")
    assert {line.split(";")[0] for line in lines[1:]} == {SARCELLES, GARGES}


def test_without_a_diagnosis_the_page_says_what_to_do():
    assert "Publiez d’abord un diagnostic" in Client().get(reverse("diagnosis:access")).content.decode()
    assert Client().get(reverse("diagnosis:access_csv")).status_code == 404


def test_the_definition_is_dated_sourced_and_whole():
    told = definition()
    assert told["version"]
    assert told["source"]
    assert mode_of("car").speed_kmh > mode_of("walk").speed_kmh > 0
    assert all(entry["why"] for entry in told["modes"].values())


def test_measured_journeys_of_the_installation_are_used_and_said(run, settings, tmp_path):
    make_place(latitude=48.99, longitude=2.38)
    settings.HOME = tmp_path
    homes, helps = homes_and_helps(run, TODAY)
    (tmp_path / "trajets").mkdir()
    table = travel_table(homes, helps, Asked("straight", "car", 60), TODAY)
    minutes = pa.array([42.0] * table.num_rows)
    provider = pa.array(["Essai routier"] * table.num_rows)
    measured = table.set_column(4, "minutes", minutes).set_column(6, "provider", provider)
    (tmp_path / "trajets" / "95.parquet").write_bytes(parquet_bytes(measured))
    assert {one.reach.car_minutes for one in reach_of(run, TODAY)} == {42.0}
    page = Client().get(reverse("diagnosis:access")).content.decode().replace("\u00a0", " ")
    assert "Essai routier, voiture" in page
    assert "42 min" in page
    never = measured.set_column(4, "minutes", pa.nulls(table.num_rows, pa.float64()))
    (tmp_path / "trajets" / "95.parquet").write_bytes(parquet_bytes(never))
    page = Client().get(reverse("diagnosis:access")).content.decode().replace("\u00a0", " ")
    assert "plus de 60 min" in page
    assert "plus de 4 h en voiture" not in page


def test_those_without_a_car_are_counted_where_their_share_is_known(run):
    make_place(latitude=48.99, longitude=2.38)
    assert stranded(reach_of(run, TODAY), 30) is None
    for figure, share in zip(Figure.objects.filter(run=run).order_by("rank"), (0.2, 0.5), strict=True):
        IndicatorFigure.objects.create(
            figure=figure, indicator="no_car_rate", value=share, weight=0.1, quality="ok", year=2023
        )
    reached = {one.figure.code: one for one in reach_of(run, TODAY)}
    assert (reached[SARCELLES].home.without_car, reached[GARGES].home.without_car) == (0.2, 0.5)
    assert stranded(tuple(reached.values()), 0.1) == pytest.approx(35_000)
    assert stranded(tuple(reached.values()), 200) == 0
    assert reached[GARGES].reach.per_thousand_without_car < reached[GARGES].reach.per_thousand


def test_a_table_of_journeys_that_cannot_be_read_is_said_and_no_file_is_served(run, settings, tmp_path):
    make_place(latitude=48.99, longitude=2.38)
    settings.HOME = tmp_path
    (tmp_path / "trajets").mkdir()
    (tmp_path / "trajets" / "95.parquet").write_bytes(b"PAR1")
    assert "Parquet ne s" in Client().get(reverse("diagnosis:access")).content.decode()
    assert Client().get(reverse("diagnosis:access_csv")).status_code == 404
