"""The published figures of the Val-d'Oise, reproduced from the producers' real files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from maillage.analytics.index.grid import Grid, grid_of
from maillage.analytics.index.recipe import load_recipe
from maillage.analytics.index.regroup import regroup
from maillage.runs.diagnose import Diagnosis, diagnose
from maillage.runs.gather import Inputs, gather_folder
from maillage.runs.indicators import indicators
from maillage.runs.perimeter import Perimeter, perimeter_of
from maillage.sources import filosofi
from maillage.sources.parsing import parse_file

pytestmark = pytest.mark.real_data
KINDS = {code: words.kind for code, words in indicators().items()}


@pytest.fixture(scope="module")
def perimeter() -> Perimeter:
    return perimeter_of("95")


@pytest.fixture(scope="module")
def inputs(real_data: Path, perimeter: Perimeter) -> Inputs:
    return gather_folder(perimeter, real_data)


@pytest.fixture(scope="module")
def communes(inputs: Inputs, perimeter: Perimeter) -> Grid:
    return grid_of(inputs.observations, "commune", perimeter.communes, tuple(KINDS))


@pytest.fixture(scope="module")
def found(inputs: Inputs, perimeter: Perimeter) -> Diagnosis:
    return diagnose(inputs.observations, perimeter, load_recipe(), draws=200)


def grouped(communes: Grid, members: dict[str, tuple[str, ...]]) -> Grid:
    return regroup(communes, members, "epci_part", KINDS, communes.column("population"))


def test_the_183_communes_hold_1_281_653_people(communes, perimeter):
    whole = grouped(communes, {"95": perimeter.communes})
    assert len(perimeter.communes) == 183
    assert communes.column("population").sum() == 1_281_653
    assert round(100 * whole.column("older_65_rate")[0], 1) == 14.3
    assert round(100 * whole.column("no_diploma_rate")[0], 1) == 20.7


def test_whole_epci_are_found_again_from_their_communes(communes, inputs, perimeter):
    whole = [epci for epci in perimeter.epcis if epci.whole]
    assert len(whole) == 8
    published = grid_of(inputs.observations, "epci", tuple(e.code for e in whole), tuple(KINDS))
    rebuilt = grouped(communes, {epci.code: epci.inside for epci in whole})
    for indicator in ("older_65_rate", "no_diploma_rate"):
        assert rebuilt.column(indicator) == pytest.approx(published.column(indicator), abs=0.001)


def test_secret_values_are_counted_as_secret(communes, real_data):
    poverty = communes.quality[:, communes.indicators.index("poverty_rate")]
    assert int((poverty == "secret").sum()) == 102
    table = parse_file(next(real_data.rglob("cc_filosofi_2021_COM.csv")), filosofi.SOURCE.layouts[0])
    lines = table.select(["code", "indicator", "value"]).to_pylist()
    missing = [line for line in lines if line["value"] is None]

    def count(indicator: str, prefix: str = "") -> int:
        return sum(1 for m in missing if m["indicator"] == indicator and m["code"].startswith(prefix))

    assert (count("poverty_rate", "95"), count("median_income", "95")) == (113, 6)
    assert (count("poverty_rate"), count("median_income")) == (30_512, 3_605)


def test_roissy_differs_between_its_part_and_its_whole(found):
    lines = [row for row in found.contributions.to_pylist() if row["code"] == "200055655"]
    rate = {row["level"]: round(100 * row["value"], 1) for row in lines if row["indicator"] == "no_diploma_rate"}
    assert rate == {"epci_part": 31.1, "epci": 28.0}


def test_raked_poverty_gives_the_published_rates_back(found, inputs, perimeter):
    published = grid_of(inputs.observations, "epci", tuple(e.code for e in perimeter.epcis), ("poverty_rate",))
    for g, epci in enumerate(perimeter.epcis):
        if epci.whole and epci.code != "249500489":
            part = found.results["epci_part"].grid
            got = part.column("poverty_rate")[part.codes.index(epci.code)]
            assert got == pytest.approx(published.values[g, 0], abs=0.012)


def test_every_commune_has_a_score_that_its_contributions_explain(found):
    result = found.results["commune"]
    assert np.isfinite(result.scores).all()
    assert ((result.scores >= 1) & (result.scores <= 10)).all()
    total = result.contributions.sum(axis=1) + result.unobserved
    assert total == pytest.approx(result.scores - result.reference_score, abs=1e-9)


def test_the_poverty_model_explains_what_was_published_about_it(found):
    assert found.poverty_model is not None
    assert found.poverty_model.r_squared == pytest.approx(0.774, abs=0.005)
    assert found.poverty_model.residual_deviation == pytest.approx(0.245, abs=0.005)


def test_the_most_exposed_communes_are_the_known_ones(found: Diagnosis):
    rows = pa.Table.to_pylist(found.scores)
    first = {row["name"] for row in rows if row["level"] == "commune" and row["rank"] and row["rank"] <= 5}
    assert {"Sarcelles", "Garges-lès-Gonesse", "Villiers-le-Bel", "Goussainville", "Argenteuil"} == first
