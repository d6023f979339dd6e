"""Estimates from files to a file: published rates come back, small areas say a class, the command refuses well."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner

from maillage.cli import main
from maillage.runs.demonstration import demonstration_observations
from maillage.runs.estimation import class_words, definitions, estimates_of, publishable
from maillage.runs.estimation.declared import calibration, declared, reference_cells
from maillage.runs.estimation.wording import display_of
from maillage.runs.perimeter import perimeter_of
from maillage.sources import cog
from maillage.tables.errors import DataError
from maillage.tables.observations import OBSERVATIONS

MAIN = "illectronisme-2019"
FITTED = ("illectronisme-2019", "illectronisme-2021")
VAL_DOISE = perimeter_of("95")


@pytest.fixture(scope="module")
def demonstration():
    found = estimates_of(demonstration_observations(VAL_DOISE), VAL_DOISE, "11", data_kind="demonstration")
    return [row for row in found.to_pylist() if row["definition"] == MAIN]


@pytest.mark.parametrize("code", FITTED)
def test_the_published_national_rate_comes_back(code):
    entry = declared()["definitions"][code]
    found = float((calibration(code).rates * reference_cells("france")).sum())
    assert found == pytest.approx(entry["published_rate"], abs=0.002)


@pytest.mark.parametrize(("region", "published"), [("11", 0.122), ("32", 0.17), ("27", 0.19)])
def test_regions_never_used_in_the_fit_are_within_a_point(region, published):
    found = float((calibration(MAIN).rates * reference_cells(region)).sum())
    assert found == pytest.approx(published, abs=0.01)


def test_the_two_definitions_stay_two():
    oldest = {code: calibration(code).rates[-1] for code in FITTED}
    assert (oldest["illectronisme-2019"] > oldest["illectronisme-2021"]).all()
    assert set(definitions()) == {*FITTED, "maitrise-2019"}


def test_the_demonstration_is_estimated_everywhere(demonstration):
    levels = [row["level"] for row in demonstration]
    assert {level: levels.count(level) for level in set(levels)} == {"commune": 183, "epci_part": 12, "departement": 1}
    (whole,) = [row for row in demonstration if row["level"] == "departement"]
    assert 0.08 < whole["low"] < whole["rate"] < whole["high"] < 0.18
    assert {row["margins"] for row in demonstration} == {"least"}
    assert all(row["concerned"] == pytest.approx(row["rate"] * row["adults"]) for row in demonstration)


def test_a_small_commune_says_a_class_and_no_number(demonstration):
    lines = publishable(estimates_of(demonstration_observations(VAL_DOISE), VAL_DOISE, "11")).to_pylist()
    small = [line for line in lines if line["niveau"] == "commune" and line["population"] < 2000]
    assert len(small) > 100
    assert all(line["taux"] is None and line["personnes_haut"] is None and line["classe"] for line in small)
    large = next(line for line in lines if line["code"] == "95585" and line["definition"] == MAIN)
    assert large["taux_bas"] < large["taux"] < large["taux_haut"]
    assert large["personnes"] % 10 == 0


@pytest.mark.parametrize(
    ("level", "people", "display"),
    [
        ("commune", 1999, "class"),
        ("commune", 2000, "interval"),
        ("commune", 20000, "plain"),
        ("epci_part", 9000, "plain"),
    ],
)
def test_what_may_be_said_depends_on_the_size(level, people, display):
    assert display_of(level, people) == display


@pytest.mark.parametrize(
    ("rate", "words"), [(0.079, "moins de 8 %"), (0.08, "de 8 à 11 %"), (0.15, "de 14 à 17 %"), (0.21, "plus de 20 %")]
)
def test_classes_in_words(rate, words):
    assert class_words(rate) == words


def test_a_region_without_published_rate_is_less_sure():
    observations = demonstration_observations(VAL_DOISE)
    known = estimates_of(observations, VAL_DOISE, "32").to_pylist()
    unknown = estimates_of(observations, VAL_DOISE, "24").to_pylist()
    width = [row["high"] - row["low"] for row in known if row["definition"] == MAIN and row["level"] == "departement"]
    wider = [row["high"] - row["low"] for row in unknown if row["definition"] == MAIN and row["level"] == "departement"]
    assert wider[0] > width[0]


def test_without_ages_or_diplomas_nothing_is_invented():
    with pytest.raises(DataError, match="les âges ou les diplômes manquent"):
        estimates_of(OBSERVATIONS.build([]), VAL_DOISE, "11")


def test_the_command_refuses_a_region_that_is_not(tmp_path):
    out = tmp_path / "e.csv"
    done = CliRunner().invoke(main, ["estimate", "Atlantide", "--region", "--from", str(tmp_path), "--out", str(out)])
    assert done.exit_code == 1
    assert "Hauts-de-France (32)" in done.output
    assert not out.exists()


def test_the_epci_of_a_region_are_those_that_live_mostly_in_it():
    assert "200055655" in cog.epcis_of("11")
    assert "200055655" not in cog.epcis_of("32")
    assert cog.find_region("hauts de france") == ("32", "Hauts-de-France")


@pytest.mark.real_data
class TestRealFiles:
    def rows(self, tmp_path: Path, real_data: Path, *arguments: str) -> list[dict[str, str]]:
        out = tmp_path / "estimations.csv"
        done = CliRunner().invoke(main, ["estimate", *arguments, "--from", f"{real_data}/territory", "--out", str(out)])
        assert done.exit_code == 0, done.output
        with out.open(encoding="utf-8-sig", newline="") as stream:
            return [row for row in csv.DictReader(stream, delimiter=";") if row["definition"] == MAIN]

    def test_the_val_doise(self, tmp_path, real_data):
        groups = [row for row in self.rows(tmp_path, real_data, "95") if row["niveau"].startswith("EPCI")]
        rates = [float(row["taux"]) for row in groups]
        assert len(groups) == 12
        assert 0.11 < sum(rates) / len(rates) < 0.14
        assert min(float(row["taux_bas"]) for row in groups) <= 0.08
        assert max(float(row["taux_haut"]) for row in groups) >= 0.168

    def test_a_region_is_put_on_its_published_rate(self, tmp_path, real_data):
        rows = self.rows(tmp_path, real_data, "32", "--region", "--regional-rate", "17")
        people = [float(row["personnes"]) for row in rows]
        adults = [float(row["personnes"]) / float(row["taux"]) for row in rows]
        assert len(rows) > 85
        assert sum(people) / sum(adults) == pytest.approx(0.17, abs=0.002)
        width = sorted((float(row["taux_haut"]) - float(row["taux_bas"])) / 2 for row in rows)[len(rows) // 2]
        assert 0.013 < width < 0.0195
