"""`maillage import places` and `maillage export places`, as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from maillage.cli import main
from maillage.programme.places.models import DuplicatePair, Place
from maillage.programme.territories.services import load_geography
from tests.factories.places import make_geography

pytestmark = pytest.mark.django_db
CSV = """id_fs;lib_fs;insee_com;lib_com;code_postal;adresse;format_fs;h_lundi;telephone
1;France services fictive;95585;Sarcelles;95200;4 rue des Lilas;Fixe;09:00 - 12:00 / 00:00 - 00:00;01 99 00 00 01
2;Bus fictif;95585;Sarcelles;95200;9 rue des Lilas;Itinérant;;oups
"""


def run(*arguments: object, code: int = 0) -> str:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture
def table(tmp_path) -> Path:
    make_geography()
    file = tmp_path / "lieux.csv"
    file.write_text(CSV, encoding="utf-8")
    return file


def test_a_dry_run_then_an_import_then_the_same_again(table):
    assert "Essai à blanc : rien n’est gardé." in run("import", "places", table, "--dry-run")
    assert Place.objects.count() == 0
    said = run("import", "places", table)
    assert "2 lieux dont 1 itinérants" in said
    assert "Bilan : 2 créés." in said
    assert "ligne 3, telephone « oups »" in said
    assert "Rien ne change" in run("import", "places", table)
    assert Place.objects.get(name="France services fictive").hours == "Mo 09:00-12:00"


def test_the_report_is_readable_by_a_machine(table):
    found = json.loads(run("import", "places", table, "--json"))
    assert (found["layout"], found["rows"], found["outcome"]["created"]) == ("france_services", 2, 2)
    assert found["faults"][0]["column"] == "telephone"


def test_a_wrong_layout_is_refused_in_words_and_nothing_is_kept(table):
    said = run("import", "places", table, "--as", "standard-v1", code=1)
    assert "Ce fichier ne suit pas le format" in said
    assert "Que faire" in said
    assert Place.objects.count() == 0


def test_the_export_writes_every_format(table, tmp_path):
    run("import", "places", table)
    said = run("export", "places", "--out", tmp_path / "donnees")
    assert "lieux-mediation-numerique.csv (2 lignes)" in said
    assert sorted(file.name for file in (tmp_path / "donnees").iterdir()) == [
        "data-inclusion-services.json",
        "data-inclusion-structures.json",
        "lieux-mediation-numerique.csv",
        "lieux.geojson",
        "publication.json",
    ]


def test_the_night_keeps_the_places_and_publishes_them(table, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "files"
    run("import", "places", table)
    said = run("nightly")
    assert "Fait   keep_places" in said
    assert (tmp_path / "files" / "donnees" / "lieux.geojson").is_file()


def test_a_task_that_fails_at_night_stops_no_other(table, tmp_path, settings, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setattr("maillage.config.nightly.call_command", lambda name: 1 / 0)
    assert "Échec  keep_places" in run("nightly", code=1)
    assert (tmp_path / "files" / "donnees" / "lieux.geojson").is_file()


@pytest.mark.real_data
def test_the_real_files_import_whole_and_twice(real_data):
    load_geography(by="test")
    expected = {
        "france-services_2024-08-01_95.csv": (27, 3, 27),
        "permanences-conseillers-numeriques_2022-12_95.json": (35, 0, 35),
        "france-services_2024-08-01.csv": (2845, 163, 2818),
        "permanences-conseillers-numeriques_2022-12_sans-personnes.json": (4930, 0, 4895),
    }
    for name, counts in expected.items():
        file = next(real_data.rglob(name))
        found = json.loads(run("import", "places", file, "--json"))
        assert (found["rows"], found["itinerant"], found["outcome"]["created"]) == counts
        again = json.loads(run("import", "places", file, "--json"))
        assert again["outcome"] == {**dict.fromkeys(again["outcome"], 0), "unchanged": counts[0]}
    assert DuplicatePair.objects.exists()
