"""A file that cannot be used is refused whole, and the message names file, row, column and what was expected."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.sources import insee_population
from maillage.sources.folder import read_folder
from maillage.sources.layout import Field, Layout, layout_from_yaml
from maillage.sources.parsing import parse_file
from maillage.tables.errors import DataError

LAYOUT = insee_population.SOURCE.layouts[-1]
GOOD = "CODGEO;P22_POP;P22_POP65P;P22_POP_ETR\n95001;200;50;10\n95002;100;20;5\n"
MAPPING = """
title: Ma table
source: mairie
separator: ","
decimal: "."
year: 2025
code: insee
indicators:
  - {indicator: population, value: habitants}
  - {indicator: older_65_rate, numerator: [ages], denominator: [habitants]}
"""


def refused(path: Path, layout: Layout = LAYOUT) -> DataError:
    with pytest.raises(DataError) as caught:
        parse_file(path, layout)
    error = caught.value
    assert error.file == path.name
    assert error.mend
    assert path.name in str(error)
    return error


def written(place: Path, content: str, name: str = "rp22.csv", encoding: str = "utf-8") -> Path:
    path = place / name
    path.write_bytes(content.encode(encoding))
    return path


def test_a_missing_file(tmp_path):
    assert refused(tmp_path / "absent.csv").what == "Ce fichier n’existe pas."


def test_an_empty_file(tmp_path):
    assert "abîmé" in refused(written(tmp_path, "")).what


def test_columns_of_another_vintage(tmp_path):
    error = refused(written(tmp_path, GOOD.replace("P22_POP65P", "P21_POP65P")))
    assert error.row == 1
    assert "P{yy}_POP65P" in error.what
    assert "millésime" in error.mend


@pytest.mark.parametrize("bad", ["deux cents", "1.2.3", "--", "1e", "<20"])
def test_a_number_that_is_not_one(tmp_path, bad):
    error = refused(written(tmp_path, GOOD.replace("200", bad)))
    assert (error.row, error.column) == (2, "P22_POP")
    assert bad in error.what
    assert error.expected == "un nombre, « s » (secret) ou une case vide"


@pytest.mark.parametrize("bad", ["nan", "inf", "-inf", "1_000"])
def test_what_python_calls_a_number_and_no_producer_does(tmp_path, bad):
    assert refused(written(tmp_path, GOOD.replace("200", bad))).column == "P22_POP"


def test_a_territory_twice(tmp_path):
    error = refused(written(tmp_path, GOOD + "95001;1;1;1\n"))
    assert (error.row, error.column, error.expected) == (4, "CODGEO", "une seule ligne par territoire")


def test_a_row_cut_short(tmp_path):
    error = refused(written(tmp_path, GOOD + "95003;1\n"))
    assert error.row == 4
    assert error.expected == "4 cases séparées par « ; »"


def test_an_unexpected_encoding(tmp_path):
    error = refused(written(tmp_path, GOOD + "Évêquemont;1;1;1\n", encoding="latin-1"))
    assert (error.row, error.expected) == (4, "un texte en UTF-8-SIG")


def test_a_row_without_a_code(tmp_path):
    error = refused(written(tmp_path, GOOD.replace("95002;", ";")))
    assert (error.row, error.column, error.expected) == (3, "CODGEO", "un code de territoire")


def test_a_negative_count(tmp_path):
    error = refused(written(tmp_path, GOOD.replace(";50;", ";-50;")))
    assert (error.column, error.expected) == ("numerator", "au moins 0")


def test_one_bad_file_loads_nothing_of_the_folder(tmp_path):
    written(tmp_path, GOOD, "a22.csv")
    written(tmp_path, GOOD.replace("200", "x"), "b22.csv")
    with pytest.raises(DataError):
        read_folder(tmp_path, frozenset({"95001", "95002"}), frozenset())


def test_a_bad_row_outside_the_perimeter_does_not_stop_a_diagnosis(tmp_path):
    written(tmp_path, GOOD.replace("95002;100", "01001;x"))
    found = read_folder(tmp_path, frozenset({"95001"}), frozenset())
    assert found.observations.num_rows == 3


@pytest.mark.parametrize("name", ["a.xlsx", "a.parquet"])
def test_a_damaged_file_left_aside_is_told(tmp_path, name):
    written(tmp_path, GOOD)
    written(tmp_path, "PK, et rien d’autre", name)
    found = read_folder(tmp_path, frozenset({"95001"}), frozenset())
    assert found.problems == (f"{name} — fichier abîmé, laissé de côté : téléchargez-le à nouveau.",)
    assert [used.path for used in found.files_used] == ["rp22.csv"]


def test_a_json_that_is_not_one(tmp_path):
    layout = Layout("t", "code", "commune", (Field("population", value="people"),), format="json", year=2024)
    assert "abîmé" in refused(written(tmp_path, '[{"code": "95001", ', "a.json"), layout).what


class TestOwnTable:
    def test_a_table_is_read_through_its_mapping(self, tmp_path):
        mapping = written(tmp_path, MAPPING, "ma_table.yaml")
        written(tmp_path, "insee,habitants,ages\n95001,1 200.0,300\n", "export.csv")
        found = read_folder(tmp_path, frozenset({"95001"}), frozenset(), mapping=mapping)
        values = {row["indicator"]: row["value"] for row in found.observations.to_pylist()}
        assert values == {"population": 1200, "older_65_rate": 0.25}
        assert {row["source"] for row in found.observations.to_pylist()} == {"mairie"}

    def test_an_unknown_column_is_named(self, tmp_path):
        mapping = written(tmp_path, MAPPING.replace("[ages]", "[seniors]"), "ma_table.yaml")
        path = written(tmp_path, "insee,habitants,ages\n95001,1,1\n", "export.csv")
        error = refused(path, layout_from_yaml(mapping))
        assert "seniors" in error.what
        assert error.row == 1

    @pytest.mark.parametrize(
        "content",
        [
            "",
            "- liste",
            "source: [",
            "source: a\ncode: b\n",
            "source: a\ncode: b\nindicators: [{value: c}]\n",
            "source: a\ncode: b\nformat: docx\nindicators: []\n",
            "source: a\ncode: b\nindicators: [{indicator: population, value: c, scale: beaucoup}]\n",
        ],
    )
    def test_a_mapping_that_says_too_little_is_refused(self, tmp_path, content):
        with pytest.raises(DataError, match="incomplet ou mal écrit") as caught:
            layout_from_yaml(written(tmp_path, content, "ma_table.yaml"))
        assert caught.value.file == "ma_table.yaml"
        assert caught.value.expected.startswith("source, code, indicators")

    def test_a_missing_mapping(self, tmp_path):
        with pytest.raises(DataError, match="n’existe pas"):
            layout_from_yaml(tmp_path / "absente.yaml")


def outcome(path: Path) -> float | str | None:
    """The population that was read, or the column that the refusal names."""
    try:
        rows = parse_file(path, LAYOUT).to_pylist()
    except DataError as error:
        return error.column
    return next(row["value"] for row in rows if (row["code"], row["indicator"]) == ("95001", "population"))


@given(st.text(alphabet=st.characters(blacklist_characters=';\r\n"\x00', codec="utf-8"), max_size=12))
def test_any_cell_is_a_number_a_gap_or_a_refusal_that_names_it(tmp_path_factory, text):
    path = written(tmp_path_factory.mktemp("cell"), GOOD.replace("200", text))
    found = outcome(path)
    if isinstance(found, str):
        assert found in {"P22_POP", "value", "numerator", "denominator"}
    else:
        assert found is None or math.isfinite(found)
