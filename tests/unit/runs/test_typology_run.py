"""Profiles of a département from its observations, with and without what is known of access."""

from __future__ import annotations

import json

import numpy as np
import pytest

from maillage.analytics.index.grid import grid_of
from maillage.runs.demonstration import demonstration_observations
from maillage.runs.gather import gather_folder
from maillage.runs.perimeter import perimeter_of
from maillage.runs.typology import Typology, definition, hints_of, profiles_table, typology_of

CODES = tuple(one["code"] for one in definition()["traits"])


@pytest.fixture(scope="module")
def communes():
    perimeter = perimeter_of("95")
    return grid_of(demonstration_observations(perimeter), "commune", perimeter.communes, CODES)


def people(communes):
    return np.full(len(communes.codes), 1000.0)


def test_minutes_to_help_are_the_third_axis(communes):
    minutes = {code: float(rank % 40) for rank, code in enumerate(communes.codes)}
    with_access, without = (typology_of(communes, people(communes), one) for one in (minutes, None))
    assert with_access.axes == ("capacity", "demand", "access")
    assert without.axes == ("capacity", "demand")
    assert all("car_minutes" not in one.means for one in without.profiles)


def test_the_most_exposed_profile_comes_first_and_its_hints_answer_its_traits(communes):
    found = typology_of(communes, people(communes))
    sums = [sum(one.scores.values()) for one in found.profiles]
    assert sums == sorted(sums, reverse=True)
    assert "parcours d’apprentissage longs, avec les acteurs de la lutte contre l’illettrisme" in hints_of(
        found.profiles[0]
    )
    assert Typology.from_plain(found.plain()) == found


def test_a_commune_without_a_whole_axis_has_no_profile_and_the_others_keep_theirs(communes):
    holed = communes.with_column(
        "no_diploma_rate", communes.column("no_diploma_rate").copy(), communes.quality[:, 0], communes.deviation[:, 0]
    )
    for code in ("older_65_rate", "no_diploma_rate"):
        holed.values[0, holed.indicators.index(code)] = np.nan
    codes = {one.code for one in typology_of(holed, people(communes)).communes}
    assert codes == set(communes.codes[1:])


def test_a_mean_that_is_not_known_is_kept_as_such_by_any_database(communes):
    found = typology_of(communes, np.zeros(len(communes.codes)))
    assert set(found.profiles[0].means.values()) == {None}
    assert json.loads(json.dumps(found.plain(), allow_nan=False))["profiles"][0]["means"]


def test_too_few_communes_have_no_profile(communes):
    assert typology_of(communes.rows(np.arange(3)), np.full(3, 1000.0)) is None


def test_the_table_has_a_line_a_commune(communes):
    found = typology_of(communes, people(communes))
    table = profiles_table(found, {code: f"Commune {code}" for code in communes.codes})
    assert table.num_rows == 183
    assert set(table.column("mixte").to_pylist()) <= {"oui", "non"}


@pytest.mark.real_data
def test_on_the_real_files_the_profiles_hold_and_garges_is_in_the_most_exposed(real_data):
    perimeter = perimeter_of("95")
    grid = grid_of(gather_folder(perimeter, real_data).observations, "commune", perimeter.communes, CODES)
    found = typology_of(grid, np.array([perimeter.populations[code] or 0 for code in grid.codes], float))
    assert found.is_stable
    assert next(one for one in found.communes if one.code == "95268").profile == 0
