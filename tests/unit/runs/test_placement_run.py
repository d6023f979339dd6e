"""Placement from homes and helps to words and files; the command needs no Django."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from click.testing import CliRunner

from maillage.cli import main
from maillage.runs.access import Help, Home
from maillage.runs.placement import Wanted, choices_table, communes_table, definition, place_help
from maillage.tables.errors import DataError

TOWN, NEAR, FAR = (49.05, 2.10), (49.06, 2.12), (49.30, 1.60)
HOMES = [Home("1", "Ville", TOWN, 20_000.0), Home("2", "Proche", NEAR, 2_000.0), Home("3", "Loin", FAR, 1_000.0)]
DEMAND = np.array([440.0, 100.0, 90.0])
GROUPS = {"rural": np.array([False, True, True])}
HELPS = [Help("Lieu", TOWN, 35.0)]


def test_a_stop_goes_where_nobody_is_served():
    placed = place_help(HOMES, HELPS, DEMAND, Wanted(0, 1, 15), GROUPS)
    (choice,) = placed.choices
    assert (choice.kind, choice.home.name, choice.people) == ("stop", "Loin", 1000)
    assert choice.demand == pytest.approx(90)
    assert (placed.before[2], placed.after[2]) == pytest.approx((0, 1))
    assert placed.proof == "meilleur choix, prouvé"
    assert placed.totals_after.people - placed.totals_before.people == 1000
    assert placed.totals_after.minutes < placed.totals_before.minutes
    assert placed.next_ones[0][0] == "stop"


def test_two_stops_and_a_post_are_put_in_three_places():
    placed = place_help(HOMES, HELPS, DEMAND, Wanted(1, 2, 15), GROUPS)
    assert sorted(one.home.name for one in placed.choices) == ["Loin", "Proche", "Ville"]
    assert sum(one.demand for one in placed.choices) == pytest.approx(
        placed.totals_after.demand - placed.totals_before.demand
    )


def test_a_floor_that_nothing_meets_is_refused_in_words():
    with pytest.raises(DataError, match="100 % dans le rural") as caught:
        place_help(HOMES, [], DEMAND, Wanted(0, 1, 15, floors={"rural": 1.0}), GROUPS)
    assert "Baissez le plancher" in caught.value.mend


def test_a_floor_that_is_met_is_told():
    placed = place_help(HOMES, HELPS, DEMAND, Wanted(0, 1, 15, floors={"rural": 0.4}), GROUPS)
    ((name, asked, served),) = placed.floors
    assert (name, asked) == ("rural", 0.4)
    assert served >= 0.4 - 1e-6


def test_nothing_to_place_is_refused():
    with pytest.raises(DataError, match="Rien n’est à placer"):
        place_help(HOMES, HELPS, DEMAND, Wanted(0, 0, 15), GROUPS)


def test_the_tables_say_what_is_placed_and_what_changes():
    placed = place_help(HOMES, HELPS, DEMAND, Wanted(0, 1, 15), GROUPS)
    assert choices_table(placed).to_pylist()[0]["commune"] == "Loin"
    lines = communes_table(HOMES, placed).to_pylist()
    assert [line["part_servie_apres"] >= line["part_servie_avant"] for line in lines] == [True] * 3


def test_every_decided_figure_has_its_reason():
    told = definition()
    assert told["version"]
    assert all(kind["why"] for kind in told["kinds"].values())
    assert sum(tier["share"] for tier in told["tiers"]) == pytest.approx(1)


def test_the_command_refuses_a_folder_without_census(tmp_path):
    places = tmp_path / "lieux.csv"
    places.write_text("nom;adresse;code_postal;commune;latitude;longitude;horaires\n", encoding="utf-8")
    command = ["place", "95", "--places", str(places), "--from", str(tmp_path), "--out", str(tmp_path / "out")]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 1
    assert "Aucune estimation possible" in done.output
    assert not (tmp_path / "out").exists()


@pytest.mark.real_data
def test_two_stops_and_a_post_in_the_val_doise(tmp_path, real_data):
    out = tmp_path / "out"
    places = f"{real_data}/places/national/france-services_2024-08-01.csv"
    command = ["place", "95", "--places", places, "--from", f"{real_data}/territory", "--out", str(out)]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    with (out / "choix.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    assert sorted(row["quoi"] for row in rows) == ["arrêt du bus", "arrêt du bus", "poste de médiateur"]
    assert len({row["code"] for row in rows}) == 3
    assert all(row["code"].startswith("95") for row in rows)
