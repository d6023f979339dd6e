"""Places searched in a quartier prioritaire, whose outline is no set of communes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from maillage.cli import main
from maillage.programme.territories.models import Qpv
from maillage.sources.qpv import read_qpv
from maillage.tables.errors import DataError
from tests.factories.places import bring, make_geography, row
from tests.integration.test_place_pages import names

pytestmark = pytest.mark.django_db
SQUARE = [[2.38, 48.99], [2.39, 48.99], [2.39, 49.0], [2.38, 49.0], [2.38, 48.99]]


def outlines(folder: Path, **properties: object) -> Path:
    feature = {
        "type": "Feature",
        "properties": {"code_qp": "QN09599M", "lib_qp": "Les Lilas fictifs", "lib_com": "Sarcelles", **properties},
        "geometry": {"type": "Polygon", "coordinates": [SQUARE]},
    }
    file = folder / "qpv.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    return file


def test_a_quartier_is_searched_by_its_name_with_its_surroundings(client, tmp_path):
    make_geography()
    bring(
        row("1", name="Dedans", latitude=48.995, longitude=2.385),
        row("2", name="À deux cents mètres", latitude=49.0018, longitude=2.385),
        row("3", name="À cinq cents mètres", latitude=49.0045, longitude=2.385),
        row("4", name="Sans position", latitude=None, longitude=None),
    )
    assert CliRunner().invoke(main, ["import", "qpv", str(outlines(tmp_path))]).exit_code == 0
    for typed in ("QPV Les Lilas", "lilas fictifs", "QN09599M"):
        assert names(client, f"?ou={typed}") == ["Dedans", "À deux cents mètres"]
    assert "QPV Les Lilas fictifs et 300 m autour" in client.get("/lieux/?ou=lilas fictifs").content.decode()


def test_loading_again_replaces_the_quartiers(tmp_path):
    make_geography()
    CliRunner().invoke(main, ["import", "qpv", str(outlines(tmp_path))])
    CliRunner().invoke(main, ["import", "qpv", str(outlines(tmp_path, code_qp="QN09598M"))])
    assert [one.code for one in Qpv.objects.all()] == ["QN09598M"]


@pytest.mark.parametrize("content", ["", "{}", '{"features": []}', '{"features": [{"properties": {}}]}', "[1]"])
def test_a_file_that_is_no_list_of_quartiers_is_refused_in_words(tmp_path, content):
    file = tmp_path / "qpv.geojson"
    file.write_text(content)
    with pytest.raises(DataError, match="Que faire"):
        read_qpv(file)


def test_projected_coordinates_are_refused(tmp_path):
    file = outlines(tmp_path)
    file.write_text(file.read_text().replace("2.38", "641121"))
    with pytest.raises(DataError, match="longitude et latitude"):
        read_qpv(file)


@pytest.mark.real_data
def test_the_quartiers_of_the_95(real_data):
    found = read_qpv(next(real_data.rglob("qpv_95.geojson")))
    assert (len(found), {one.code[:5] for one in found}) == (42, {"QN095"})
