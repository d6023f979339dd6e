"""Placement among thousands of points: what is chosen, what it is worth, and the command."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from click.testing import CliRunner

from maillage.cli import main
from maillage.runs.access import Help, Home, nearest_minutes
from maillage.runs.placement import definition
from maillage.runs.placement_wide import place_wide, wide_choices_table
from maillage.tables.errors import DataError

RNG = np.random.default_rng(12)
HOMES = [
    Home(f"c{rank}", f"c{rank}", (float(lat), float(lon)), float(people))
    for rank, (lat, lon, people) in enumerate(
        zip(RNG.uniform(48.9, 49.2, 300), RNG.uniform(1.7, 2.6, 300), RNG.integers(1, 90, 300), strict=True)
    )
]
SITES = [
    Help(f"Site {rank}", (float(lat), float(lon)), None, f"s{rank}")
    for rank, (lat, lon) in enumerate(zip(RNG.uniform(48.9, 49.2, 12), RNG.uniform(1.7, 2.6, 12), strict=True))
]
HELPS = [Help("Lieu", (49.05, 2.1), 35.0)]
PEOPLE = np.array([one.people for one in HOMES])


def minutes_with(chosen):
    found = nearest_minutes(HOMES, [*HELPS, *chosen], "car")
    return np.minimum(found, definition()["penalty_minutes"])


def test_the_places_that_bring_most_people_within_reach_are_found_and_proven():
    placed = place_wide(HOMES, HELPS, SITES, 3, 12.0)
    best = max(PEOPLE[minutes_with(chosen) <= 12].sum() for chosen in combinations(SITES, 3))
    assert placed.people_after == pytest.approx(best)
    assert placed.people_before == pytest.approx(PEOPLE[minutes_with([]) <= 12].sum())
    assert sum(placed.adds) == pytest.approx(placed.people_after - placed.people_before)
    assert list(placed.adds) == sorted(placed.adds, reverse=True)
    assert placed.proof == "meilleur choix, prouvé"


def test_with_distance_the_minutes_spared_are_most():
    placed = place_wide(HOMES, HELPS, SITES, 2, 12.0, by_distance=True)
    best = min(PEOPLE @ minutes_with(chosen) for chosen in combinations(SITES, 2))
    assert placed.minutes_after == pytest.approx(best / PEOPLE.sum())
    assert sum(placed.adds) == pytest.approx(PEOPLE @ minutes_with([]) - best)
    assert wide_choices_table(placed).column_names[-1] == "minutes_epargnees"


def test_too_many_openings_are_refused():
    with pytest.raises(DataError, match="13 ouvertures, pour 12"):
        place_wide(HOMES, HELPS, SITES, 13, 12.0)


def test_the_command_chooses_among_the_communes_or_the_sites_of_a_file(tmp_path):
    places, cells, sites = (tmp_path / name for name in ("lieux.csv", "mailles.csv", "sites.csv"))
    places.write_text(
        "nom;adresse;code_postal;commune;latitude;longitude;horaires\nLieu;1 rue;95200;Sarcelles;48.99;2.38;\n", "utf-8"
    )
    lines = [f"{one.code};{one.point[0]};{one.point[1]};{one.people}" for one in HOMES]
    cells.write_text("\n".join(["code;latitude;longitude;population", *lines]) + "\n", "utf-8")
    sites.write_text("code;nom;latitude;longitude\ns1;Mairie fictive;49.1;2.0\ns2;Halle fictive;49.0;2.2\n", "utf-8")
    out = tmp_path / "choix"
    arguments = ["place", "95", "--places", str(places), "--homes", str(cells), "--posts", "1", "--stops", "0"]
    chosen = CliRunner().invoke(main, [*arguments, "--sites", str(sites), "--out", str(out)])
    assert chosen.exit_code == 0, chosen.output
    assert "fictive" in chosen.output
    assert "meilleur choix, prouvé" in chosen.output.replace("\n", " ")
    assert len((out / "choix.csv").read_text("utf-8-sig").splitlines()) == 2
    among = CliRunner().invoke(main, [*arguments, "--out", str(out)])
    assert among.exit_code == 0, among.output
    sites.write_text("code;nom\ns1;Mairie\n", "utf-8")
    refused = CliRunner().invoke(main, [*arguments, "--sites", str(sites), "--out", str(out)])
    assert refused.exit_code == 1
    assert "latitude" in refused.output
    ignored = CliRunner().invoke(main, [*arguments, "--rural", "40", "--out", str(out)])
    assert ignored.exit_code == 1
    assert "--rural ne sert pas" in ignored.output
    without = CliRunner().invoke(main, ["place", "95", "--places", str(places), "--out", str(out)])
    assert "recensement manque" in without.output
