"""A graph of roads from two files: both ways or one, and what is refused with its line."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from maillage.cli import main
from maillage.sources.travel import read_roads, read_travel
from maillage.tables.errors import DataError

CROSSINGS = "carrefour;latitude;longitude\nA;48,99;2,38\nB;49,05;2,10\nC;49,10;2,00\n"
ROADS = "depart;arrivee;minutes;sens_unique\nA;B;12,5;\nB;C;4;oui\n"


def written(tmp_path, crossings=CROSSINGS, roads=ROADS):
    paths = tmp_path / "carrefours.csv", tmp_path / "routes.csv"
    for path, text in zip(paths, (crossings, roads), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def test_a_road_goes_both_ways_unless_it_says_otherwise(tmp_path):
    found = read_roads(*written(tmp_path))
    arcs = {(int(i), int(j)): float(m) for i, j, m in zip(found.tail, found.head, found.minutes, strict=True)}
    assert arcs == {(0, 1): 12.5, (1, 0): 12.5, (1, 2): 4.0}
    assert found.points[0].tolist() == [48.99, 2.38]


def test_a_parquet_is_read_too(tmp_path):
    crossings, _ = written(tmp_path)
    roads = tmp_path / "routes.parquet"
    pq.write_table(pa.table({"depart": ["A"], "arrivee": ["C"], "minutes": [3.0]}), roads)
    assert len(read_roads(crossings, roads).tail) == 2


@pytest.mark.parametrize(
    ("crossings", "roads", "word"),
    [
        (CROSSINGS, "depart;arrivee;minutes\nA;Z;3\n", "« Z »"),
        (CROSSINGS, "depart;arrivee;minutes\nA;B;0\n", "durée"),
        (CROSSINGS, "depart;arrivee;minutes\nA;B;vite\n", "nombres"),
        (CROSSINGS, "depart;minutes\nA;3\n", "arrivee"),
        (CROSSINGS + "A;1;2\n", ROADS, "deux fois"),
        ("carrefour;latitude\nA;1;2\n", ROADS, "ne se lit pas"),
    ],
)
def test_what_is_no_graph_is_refused_with_its_place(tmp_path, crossings, roads, word):
    with pytest.raises(DataError) as refused:
        read_roads(*written(tmp_path, crossings, roads))
    assert word in str(refused.value)


def test_the_command_measures_along_the_roads(tmp_path):
    crossings, roads = written(tmp_path)
    places, homes, out = (tmp_path / name for name in ("lieux.csv", "points.csv", "trajets.parquet"))
    places.write_text(
        "nom;adresse;code_postal;commune;latitude;longitude;horaires\nLieu;1 rue;95200;Sarcelles;48.99;2.38;\n", "utf-8"
    )
    homes.write_text("code;latitude;longitude;population\nP;49,05;2,10;10\nQ;49,10;2,00;10\n", "utf-8")
    arguments = ["travel", "95", "--places", str(places), "--homes", str(homes), "--provider", "roads"]
    done = CliRunner().invoke(
        main, [*arguments, "--crossings", str(crossings), "--roads", str(roads), "--data", "essai", "--out", str(out)]
    )
    assert done.exit_code == 0, done.output
    minutes = {row["origin"]: row["minutes"] for row in read_travel(out).to_pylist()}
    assert minutes["P"] == pytest.approx(12.5)
    assert minutes["Q"] is None
    assert "graphe de routes (essai)" in {row["provider"] for row in read_travel(out).to_pylist()}
    missing = CliRunner().invoke(main, [*arguments, "--out", str(out)])
    assert "graphe de routes manque" in missing.output
