"""`maillage data list | pull | check`, as a person and as a machine read them."""

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from maillage.sources.pull import Wanted

# The package names the command group like its module: only the import system still gives the module.
command = importlib.import_module("maillage.cli.data")
CENSUS = "CODGEO;P22_POP;P22_POP65P;P22_POP_ETR\n95001;200;50;10\n"


def run(*words: str) -> Result:
    return CliRunner().invoke(command.data, list(words))


def plain(result: Result) -> str:
    return re.sub(r"\s+", " ", result.output)


@pytest.fixture
def census(tmp_path) -> Path:
    (tmp_path / "rp22.csv").write_text(CENSUS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def offered(producer, policy, monkeypatch):
    """Two sources: one on the producer's server, one behind a page."""
    address = producer.at("/rp22.csv", lambda x: x.give(200, CENSUS.encode(), ETag='"1"'))
    entries = (
        Wanted("insee_population", "Recensement", "https://www.insee.fr/p", address),
        Wanted("cnaf", "Allocataires", "https://www.insee.fr/c"),
    )
    monkeypatch.setattr(command, "wanted", lambda code, only: entries)
    monkeypatch.setattr(command, "Policy", lambda: policy)
    monkeypatch.setattr(command, "PAUSE", 0)
    return producer


def test_list_says_what_is_here_and_how_to_get_the_rest(census):
    content = json.loads(run("list", "--from", str(census), "--json").output)
    entries = {entry["id"]: entry for entry in content["sources"]}
    (file,) = entries["insee_population"]["files"]
    assert (file["path"], file["size"]) == ("rp22.csv", len(CENSUS))
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", file["date"])
    assert entries["filosofi"]["files"] == []
    assert entries["filosofi"]["how"] == "maillage data pull DEPARTEMENT --source filosofi"
    assert entries["cnaf"]["how"] == f"à la main, sur {entries['cnaf']['page']}"


def test_list_reads_the_installation_when_no_folder_is_given(tmp_path, monkeypatch):
    monkeypatch.setenv("MAILLAGE_HOME", str(tmp_path))
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "rp22.csv").write_text(CENSUS, encoding="utf-8")
    content = json.loads(run("list", "--json").output)
    assert content["folder"] == str(tmp_path / "sources")
    assert sum(len(entry["files"]) for entry in content["sources"]) == 1


def test_list_reads_line_by_line(census):
    lines = run("list", "--from", str(census)).output.splitlines()
    place = next(i for i, line in enumerate(lines) if line.startswith("insee_population — "))
    assert lines[place + 1].startswith("  Donne : population, part des 65 ans ou plus")
    assert lines[place + 2].startswith("  Fichiers : rp22.csv (54 octets, ")
    assert lines[place + 3] == "  Obtenir : maillage data pull DEPARTEMENT --source insee_population"
    assert "  Fichiers : absents" in lines


def test_pull_brings_what_has_an_address_and_names_the_pages_of_the_rest(offered, tmp_path):
    result = run("pull", "val-d'oise", "--to", str(tmp_path))
    assert result.exit_code == 0, result.output
    assert (tmp_path / "insee_population" / "rp22.csv").read_text(encoding="utf-8") == CENSUS
    said = plain(result)
    assert "Reçu Recensement (insee_population) : insee_population/rp22.csv" in said
    assert "À la main Allocataires (cnaf) : ouvrez https://www.insee.fr/c" in said
    assert (tmp_path / "sources.json").is_file()


def test_pull_says_what_is_up_to_date(offered, tmp_path):
    run("pull", "95", "--to", str(tmp_path))
    offered.at("/rp22.csv", lambda x: x.give(304))
    assert "À jour Recensement" in plain(run("pull", "95", "--to", str(tmp_path)))


def test_pull_goes_on_after_a_failure_and_says_so(offered, tmp_path):
    offered.at("/rp22.csv", lambda x: x.give(404))
    result = run("pull", "95", "--to", str(tmp_path))
    assert result.exit_code == 1
    assert "Échec Recensement" in plain(result)
    assert "Page du producteur : https://www.insee.fr/p" in plain(result)
    assert "À la main Allocataires" in plain(result)


def test_pull_says_it_when_the_folder_cannot_be_written(offered, tmp_path):
    (tmp_path / "insee_population").write_text("un fichier à la place du dossier", encoding="utf-8")
    result = run("pull", "95", "--to", str(tmp_path))
    assert result.exit_code == 1
    assert "Impossible d’écrire dans ce dossier" in plain(result)


def test_pull_refuses_an_unknown_departement_or_source(tmp_path):
    for words in (("pull", "99"), ("pull", "95", "--source", "nulle")):
        result = run(*words, "--to", str(tmp_path))
        assert result.exit_code == 1
        assert "Erreur" in result.output
    assert list(tmp_path.iterdir()) == []


def test_check_reads_everything_and_names_the_fault(census):
    assert run("check", "--from", str(census)).exit_code == 0
    (census / "bad22.csv").write_text(CENSUS.replace("200", "[x]"), encoding="utf-8")
    result = run("check", "--from", str(census))
    assert result.exit_code == 1
    assert "Valeur illisible : « [x] »." in result.output
    content = json.loads(run("check", "--from", str(census), "--json").output)
    assert (content["recognised"], content["refused"]) == (2, 1)
    (bad,) = [file for file in content["files"] if not file["usable"]]
    assert (bad["path"], bad["row"], bad["column"]) == ("bad22.csv", 2, "P22_POP")


def test_check_sees_a_file_that_does_not_open(census):
    (census / "table.xlsx").write_bytes(b"PK")
    content = json.loads(run("check", "--from", str(census), "--json").output)
    assert [file["path"] for file in content["files"] if not file["usable"]] == ["table.xlsx"]


def test_check_of_a_folder_without_any_known_file_fails(tmp_path):
    assert run("check", "--from", str(tmp_path)).exit_code == 1
