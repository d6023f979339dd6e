"""The engine of one machine reads the tables that it is given, and nothing else of that machine."""

from __future__ import annotations

import pytest

from maillage.analytics.relational.engines import engine

ibis = pytest.importorskip("ibis")
duckdb = pytest.importorskip("duckdb")
ESCAPES = {
    "read_csv": "SELECT * FROM read_csv('{file}')",
    "read_text": "SELECT * FROM read_text('{file}')",
    "copy": "COPY (SELECT 1) TO '{folder}/parti.csv'",
    "attach": "ATTACH '{folder}/autre.duckdb'",
    "install": "INSTALL httpfs",
    "set": "SET enable_external_access=true",
    "extensions": "LOAD '{folder}/outil.duckdb_extension'",
}


@pytest.fixture
def secret(tmp_path):
    file = tmp_path / "secret.csv"
    file.write_text("nom\nZoé\n", encoding="utf-8")
    return file


@pytest.mark.parametrize("escape", ESCAPES)
def test_each_way_out_is_refused(secret, escape):
    query = ESCAPES[escape].format(file=secret, folder=secret.parent)
    with engine("duckdb") as backend, pytest.raises(duckdb.Error):
        backend.raw_sql(query)
    assert [one.name for one in secret.parent.iterdir()] == ["secret.csv"]


def test_the_tables_that_are_given_are_read():
    with engine("duckdb") as backend:
        assert backend.to_pyarrow(ibis.memtable({"people": [1, 2]}).people.sum()).as_py() == 3


@pytest.mark.parametrize("escape", ["read_csv", "read_text", "copy"])
def test_teeth_an_open_connection_lets_it_out(secret, escape):
    backend = ibis.duckdb.connect()
    backend.raw_sql(ESCAPES[escape].format(file=secret, folder=secret.parent))
    backend.disconnect()
