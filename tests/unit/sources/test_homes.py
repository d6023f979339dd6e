"""Homes finer than communes: INSEE's grid against PROJ, points of a file, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.sources.homes import from_european, read_homes, square_centres
from maillage.tables.errors import DataError


@given(st.floats(1_500_000, 3_500_000), st.floats(3_000_000, 5_000_000))
def test_the_european_grid_is_that_of_proj(north, east):
    pyproj = pytest.importorskip("pyproj")
    expected = pyproj.Transformer.from_crs(3035, 4326).transform(north, east)
    assert from_european(np.array([north]), np.array([east]))[0] == pytest.approx(expected, abs=1e-8)


def test_the_centre_of_the_projection_is_itself():
    assert from_european(np.array([3_210_000.0]), np.array([4_321_000.0]))[0] == pytest.approx((52.0, 10.0))
    assert square_centres([]).shape == (0, 2)


def written(tmp_path, text):
    path = tmp_path / "habitants.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_grid_of_insee_gives_its_inhabited_squares(tmp_path):
    path = written(tmp_path, "Idcar_200m,Ind\nCRS3035RES200mN2902000E3750000,12.5\nCRS3035RES200mN2902200E3750000,0\n")
    (home,) = read_homes(path)
    assert (home.people, home.without_car) == (12.5, None)
    assert (round(home.latitude, 1), round(home.longitude, 1)) == (49.0, 2.2)


def test_points_of_a_file_keep_their_name_and_their_cars(tmp_path):
    path = written(tmp_path, "code;nom;latitude;longitude;population;part_sans_voiture\nA;Iris A;49,0;2,1;1200;0,25\n")
    (home,) = read_homes(path)
    assert (home.code, home.name, home.people, home.without_car) == ("A", "Iris A", 1200.0, 0.25)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("code;latitude\nA;49\n", "longitude"),
        ("code;latitude;longitude;population\nA;49;2;\n", "complet"),
        ("code;latitude;longitude;population\nA;nord;2;1\n", "nord"),
        ("code;latitude;longitude;population\nA;49;2;0\n", "habité"),
        ("idcar_200m;ind\nCARREAU;3\n", "CARREAU"),
        ("idcar_200m;men\nCRS3035RES200mN2902000E3750000;3\n", "ind"),
    ],
)
def test_what_is_no_list_of_homes_is_refused_in_french(tmp_path, text, word):
    with pytest.raises(DataError) as refused:
        read_homes(written(tmp_path, text))
    assert word in str(refused.value)
