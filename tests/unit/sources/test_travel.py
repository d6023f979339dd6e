"""Travel times by services that answer as they document it, and by files of the user."""

from __future__ import annotations

import json

import numpy as np
import pytest

from maillage.sources.travel import Service, ign_minutes, osrm_minutes, read_travel, valhalla_minutes
from maillage.sources.travel.ign import STEPS
from maillage.tables.errors import DataError
from tests.unit.sources.routing import routing, seconds

RNG = np.random.default_rng(3)
HOMES = np.column_stack([RNG.uniform(49.0, 49.2, 120), RNG.uniform(2.0, 2.2, 120)])
PLACES = np.vstack([np.column_stack([RNG.uniform(49.0, 49.2, 60), RNG.uniform(2.0, 2.2, 60)]), [[48.0, 6.0]]])
TRUE = np.array([[seconds(tuple(i), tuple(j)) for j in PLACES] for i in HOMES], float) / 60


@pytest.fixture
def server():
    with routing() as running:
        yield running


def service(server, **options):
    return Service("essai", server.address, sleep=lambda seconds: None, **options)


@pytest.mark.parametrize("ask", [osrm_minutes, valhalla_minutes])
def test_blocks_make_the_whole_table_and_a_place_without_road_has_no_minutes(server, ask):
    found = ask(service(server), HOMES, PLACES, "car")
    assert np.isnan(found[:, -1]).all()
    assert np.allclose(found[:, :-1], TRUE[:, :-1], atol=0.01)
    assert len(server.asked) == 3 * 2


def test_an_isochrone_is_never_under_the_true_time_and_at_most_a_step_over(server, tmp_path):
    found = ign_minutes(service(server), HOMES, PLACES[:5], "car", 30, tmp_path)
    near = TRUE[:, :5] <= 29
    assert (found[near] >= TRUE[:, :5][near] - 0.01).all()
    before = np.array([0, *STEPS])[np.searchsorted(STEPS, found[near])]
    assert (TRUE[:, :5][near] >= before - 0.01).all()
    assert np.isnan(found[TRUE[:, :5] > 31]).all()


def test_what_the_isochrones_gave_is_not_asked_again(server, tmp_path):
    first = ign_minutes(service(server), HOMES, PLACES[:2], "car", 15, tmp_path)
    count = len(server.asked)
    next(tmp_path.iterdir()).write_text("{cut", encoding="utf-8")
    again = ign_minutes(service(server), HOMES, PLACES[:2], "car", 15, tmp_path)
    assert np.array_equal(first, again, equal_nan=True)
    assert len(server.asked) == count + 1


def test_requests_wait_for_their_turn(server, tmp_path):
    waits = []
    # So slow a pace that no slow machine spends it by itself.
    polite = Service("essai", server.address, per_second=0.001, sleep=waits.append)
    ign_minutes(polite, HOMES[:3], PLACES[:2], "walk", 15, tmp_path)
    assert waits[0] == 0
    assert [round(wait, -3) for wait in waits[1:]] == [1000.0 * turn for turn in range(1, len(waits))]


def test_a_busy_service_is_asked_again_then_refused_in_french(server):
    server.busy = 2
    assert np.isfinite(osrm_minutes(service(server), HOMES[:2], PLACES[:2], "car")).all()
    server.busy = 99
    with pytest.raises(DataError, match="reste occupé"):
        osrm_minutes(service(server), HOMES[:2], PLACES[:2], "car")


@pytest.mark.parametrize("ask", [osrm_minutes, valhalla_minutes])
@pytest.mark.parametrize("payload", [b"<html>", b"[]", b"{}", json.dumps({"code": "NoTable"}).encode()])
def test_an_answer_that_is_no_table_is_refused_in_french(server, ask, payload):
    server.garbage = payload
    with pytest.raises(DataError) as refused:
        ask(service(server), HOMES[:2], PLACES[:2], "car")
    assert refused.value.mend


def test_a_service_that_is_not_there_is_said_with_its_address():
    gone = Service("OSRM", "http://127.0.0.1:9", attempts=1)
    with pytest.raises(DataError, match="ne répond pas"):
        osrm_minutes(gone, HOMES[:1], PLACES[:1], "car")


def csv_file(tmp_path, *lines, header="origine;latitude;longitude;minutes;mode;date"):
    path = tmp_path / "trajets.csv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def test_a_file_of_the_user_is_the_declared_table(tmp_path):
    path = csv_file(tmp_path, "95585;49,05;2,10;12,5;voiture;2026-11-01", "95585;49.05;2.2;;transports;")
    rows = read_travel(path).to_pylist()
    assert (rows[0]["mode"], rows[0]["minutes"], rows[0]["provider"]) == ("car", 12.5, "fichier trajets.csv")
    assert (rows[1]["mode"], rows[1]["minutes"], rows[1]["furthest_minutes"]) == ("transit", None, 12.5)


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("95585;ici;2,10;12;voiture;", "latitude"),
        ("95585;49;2,10;vite;voiture;", "minutes"),
        ("95585;49;2,10;12;fusée;", "mode"),
        ("95585;49;2,10;12;voiture;hier", "date"),
        ("95585;49;2,10;-3;voiture;", "minutes"),
    ],
)
def test_a_wrong_line_is_told_with_its_column(tmp_path, line, where):
    with pytest.raises(DataError) as refused:
        read_travel(csv_file(tmp_path, line))
    assert refused.value.column == where


def test_a_file_without_its_columns_or_in_another_code_is_refused(tmp_path):
    with pytest.raises(DataError, match="longitude"):
        read_travel(csv_file(tmp_path, "95585;49", header="origine;latitude"))
    path = tmp_path / "latin.csv"
    path.write_bytes("origine;latitude;longitude;minutes;à pied".encode("latin-1"))
    with pytest.raises(DataError, match="encodage"):
        read_travel(path)
    broken = tmp_path / "trajets.parquet"
    broken.write_bytes(b"PAR1 no")
    with pytest.raises(DataError, match="Parquet"):
        read_travel(broken)
