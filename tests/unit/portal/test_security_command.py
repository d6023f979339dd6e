"""`maillage security`: what remains, said in counts and lines; a pre-filled file that never replaces one unasked."""

from __future__ import annotations

import csv
import re
import zipfile

import pytest
from click.testing import CliRunner
from lxml import etree
from odfdo import Document

from maillage.cli import main
from maillage.cli import security as command
from maillage.portal.proof.homologation import THEMES, TO_FILL, measures
from maillage.portal.proof.references import REFERENCES, RequirementOwner, by_status, remaining, requirements


def run(*words: str):
    return CliRunner().invoke(main, ["security", *words], env={"COLUMNS": "200"})


def words_of(odt) -> str:
    """Every text of the document, cells included, with plain spaces."""
    with zipfile.ZipFile(odt) as archive:
        root = etree.fromstring(archive.read("content.xml"))
    return re.sub(r"[\s\u202f\xa0]+", " ", " ".join(root.itertext()))


@pytest.mark.parametrize("name", REFERENCES)
def test_the_list_counts_each_state_and_says_what_remains(name):
    done = run("list", name)
    assert done.exit_code == 0, done.output
    counts = [*map(str, by_status(requirements(name)).values()), str(len(requirements(name)))]
    line = next(line for line in done.output.splitlines() if "Ensemble" in line)
    assert re.findall(r"\d+", line) == counts
    waiting = remaining(requirements(name))
    assert f"Ce qui reste ({len(waiting)})" in done.output
    assert all(f" {one.id} " in done.output for one in waiting)
    met = next(one for one in requirements(name) if one not in waiting)
    assert f" {met.id} " not in done.output
    assert f" {met.id} " in run("list", name, "--all").output


def test_an_unknown_reference_is_refused():
    done = run("list", "iso")
    assert done.exit_code == 2
    assert "asvs" in done.output


def test_the_file_holds_the_service_the_measures_and_the_decision(tmp_path):
    folder = tmp_path / "a" / "dossier"
    done = run("homologation", str(folder), "--service", "Inclusion du 95", "--authority", "La présidente")
    assert done.exit_code == 0, done.output
    text = words_of(folder / "homologation.odt")
    wanted = ["Inclusion du 95", "La présidente", "Décision d’homologation", TO_FILL, *THEMES.values()]
    assert [words for words in wanted if words not in text] == []
    assert [one.id for one in measures() if f" {one.id} " not in text] == []
    assert [one.id for one in measures() if one.answer not in text] == []
    tables = Document(folder / "homologation.odt").body.get_elements("descendant::table:table")
    assert len(tables) == 2 + len(THEMES)


def test_the_table_holds_each_measure_once_with_its_owner_and_state(tmp_path):
    assert run("homologation", str(tmp_path)).exit_code == 0
    with (tmp_path / "mesures.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    assert sorted(row["mesure"] for row in rows) == sorted(one.id for one in requirements("mss"))
    assert {row["responsable"] for row in rows} == {"le produit", "l’exploitant", "les deux"}
    proven = [row for row in rows if row["état"] == "satisfaite"]
    assert proven
    assert all(row["preuves"] for row in proven)


def test_measures_of_a_theme_stand_together_the_product_s_first():
    shown = measures()
    themes = [one.theme for one in shown]
    assert list(dict.fromkeys(themes)) == list(THEMES)
    for theme in THEMES:
        owners = [list(RequirementOwner).index(one.owner) for one in shown if one.theme == theme]
        assert owners == sorted(owners)


def test_a_file_already_there_is_kept_unless_asked(tmp_path):
    (tmp_path / "mesures.csv").write_text("à moi", encoding="utf-8")
    refused = run("homologation", str(tmp_path))
    assert refused.exit_code == 1
    assert "contient déjà mesures.csv" in refused.output
    assert "--overwrite" in refused.output
    assert (tmp_path / "mesures.csv").read_text(encoding="utf-8") == "à moi"
    assert not (tmp_path / "homologation.odt").exists()
    assert run("homologation", str(tmp_path), "--overwrite").exit_code == 0
    assert "RECENSEMENT.1" in (tmp_path / "mesures.csv").read_text(encoding="utf-8")


def test_a_folder_that_takes_nothing_says_so(tmp_path, monkeypatch):
    def full(paper):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("maillage.design.documents.paper.paper_odt", full)
    done = run("homologation", str(tmp_path))
    assert done.exit_code == 1
    assert "n’a pas pu être écrit" in done.output
    assert not (tmp_path / command.TABLE).exists()
