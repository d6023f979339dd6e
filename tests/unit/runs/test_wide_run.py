"""Access and index at the size of a country: the engines agree, the commands write, what is wrong is told."""

from __future__ import annotations

import sys

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from maillage.analytics.index.recipe import load_recipe
from maillage.cli import main
from maillage.runs.access import Help
from maillage.runs.wide import wide_access, wide_scores
from maillage.tables.errors import DataError

RECIPE = load_recipe("maillage-2026")


def homes(count=400):
    rng = np.random.default_rng(5)
    return pa.table(
        {
            "code": [f"c{rank}" for rank in range(count)],
            "latitude": rng.uniform(48.9, 49.2, count),
            "longitude": rng.uniform(1.7, 2.6, count),
            "people": rng.integers(1, 400, count).astype(float),
        }
    )


HELPS = [Help(f"Lieu {rank}", (49.0 + rank / 100, 2.0 + rank / 40), 35.0) for rank in range(12)]


def values(rows=80):
    rng = np.random.default_rng(6)
    found = rng.uniform(0.0, 0.4, (rows, len(RECIPE.codes)))
    found[rng.random(found.shape) < 0.1] = np.nan
    columns = {code: pa.array(found[:, k], from_pandas=True) for k, code in enumerate(RECIPE.codes)}
    return pa.table({"code": [f"{row:05d}" for row in range(rows)], **columns})


def assert_same(here, there):
    assert here.column_names == there.column_names
    for name in here.column_names:
        one, other = (table[name].to_numpy(zero_copy_only=False) for table in (here, there))
        if here[name].type == pa.float64():
            assert np.allclose(one, other, rtol=1e-9, atol=1e-4, equal_nan=True), name
        else:
            assert here[name].to_pylist() == there[name].to_pylist(), name


def test_duckdb_and_the_kernels_write_the_same_access_and_the_same_scores():
    pytest.importorskip("ibis")
    assert_same(wide_access(homes(), HELPS), wide_access(homes(), HELPS, "duckdb"))
    assert_same(wide_scores(values(), RECIPE), wide_scores(values(), RECIPE, "duckdb"))


def test_where_the_engine_is_not_installed_it_is_said_with_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "ibis", None)
    with pytest.raises(DataError, match="n’est pas installé") as refused:
        wide_access(homes(), HELPS, "spark")
    assert "kernels" in refused.value.mend


def test_nothing_to_count_absent_columns_and_a_step_that_is_not_relational_are_refused():
    with pytest.raises(DataError, match="rien à compter"):
        wide_access(homes(), [])
    with pytest.raises(DataError, match="poverty_rate"):
        wide_scores(values().drop_columns(["poverty_rate"]), RECIPE)
    pytest.importorskip("ibis")
    outliers = load_recipe("ifn-2023-v3")
    table = pa.table({"code": ["a", "b"], **{code: [0.1, 0.2] for code in outliers.codes}})
    with pytest.raises(DataError, match="relationnel"):
        wide_scores(table, outliers, "duckdb")


def test_a_country_is_counted_from_a_parquet_of_points(tmp_path):
    cells, places, out = tmp_path / "mailles.parquet", tmp_path / "lieux.csv", tmp_path / "acces.parquet"
    table = homes()
    pq.write_table(table.rename_columns(["code", "latitude", "longitude", "population"]), cells)
    places.write_text(
        "nom;adresse;code_postal;commune;latitude;longitude;horaires\nLieu;1 rue;95200;Sarcelles;49.0;2.1;\n", "utf-8"
    )
    arguments = ["access", "FR", "--places", str(places), "--out", str(out)]
    done = CliRunner().invoke(main, [*arguments, "--homes", str(cells)])
    assert done.exit_code == 0, done.output
    assert "400 points habités, moteur kernels" in done.output
    assert pq.read_table(out).num_rows == 400
    assert "points habités manquent" in CliRunner().invoke(main, arguments).output
    ignored = CliRunner().invoke(main, [*arguments, "--homes", str(cells), "--travel", str(cells)])
    assert ignored.exit_code == 1
    assert "--travel ne sert pas" in ignored.output
    cells.write_bytes(b"PAR1")
    refused = CliRunner().invoke(main, [*arguments, "--homes", str(cells)])
    assert refused.exit_code == 1
    assert "Parquet" in refused.output


def test_the_command_scores_a_csv_of_french_numbers(tmp_path):
    file, out = tmp_path / "communes.csv", tmp_path / "scores.csv"
    lines = [";".join(["code", *RECIPE.codes])]
    lines += [f"0{row};" + ";".join(f"0,{10 + row * 3 + k}" for k in range(len(RECIPE.codes))) for row in range(5)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["score", str(file), "--out", str(out)])
    assert done.exit_code == 0, done.output
    rows = out.read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in rows[1:]] == ["00", "01", "02", "03", "04"]
    assert [line.split(";")[2] for line in rows[1:]] == ["5", "4", "3", "2", "1"]
    file.write_text("code;poverty_rate\n1;2;3\n", encoding="utf-8")
    assert CliRunner().invoke(main, ["score", str(file), "--out", str(out)]).exit_code == 1
