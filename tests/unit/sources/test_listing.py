"""Lists that people write by hand: both separators, commas in numbers, and faults told with their place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.runs.tours import read_stops
from maillage.sources.homes import read_homes, read_sites
from maillage.sources.listing import columns_of, listed_rows
from maillage.sources.travel import read_travel
from maillage.tables.errors import DataError


def written(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "liste.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("separator", [";", ","])
def test_rows_are_read_with_their_number_and_empty_lines_are_left_out(tmp_path, separator):
    text = "Nom;Valeur\n A ;1.5\n;\nB;\n".replace(";", separator)
    rows = list(listed_rows(written(tmp_path, text, "utf-8-sig"), ("nom",)))
    assert [(row.number, row.text("nom"), row.decimal("valeur")) for row in rows] == [(2, "A", 1.5), (4, "B", None)]
    assert columns_of(tmp_path / "liste.csv") == ("nom", "valeur")
    assert rows[0].text("absente") == ""


@pytest.mark.parametrize("word", ["nan", "inf", "-Infinity", "12 km", "1,2,3"])
def test_what_is_no_number_is_told_with_its_place(tmp_path, word):
    (row,) = listed_rows(written(tmp_path, f'nom;valeur\nA;"{word}"\n'), ("nom",))
    with pytest.raises(DataError) as refused:
        row.decimal("valeur")
    assert (refused.value.row, refused.value.column, refused.value.file) == (2, "valeur", "liste.csv")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_french_number_is_the_number(tmp_path_factory, value):
    (row,) = listed_rows(written(tmp_path_factory.mktemp("liste"), f"v;w\n{value!r};x\n".replace(".", ",")), ("v",))
    assert row.decimal("v") == value


@pytest.mark.parametrize("read", [read_homes, read_sites, read_stops, read_travel])
@pytest.mark.parametrize(("text", "encoding"), [("code;région\n", "latin-1"), ("", "utf-8"), ("\x00;\n", "utf-8")])
def test_every_list_refuses_what_is_none_in_french(tmp_path, read, text, encoding):
    with pytest.raises(DataError) as refused:
        read(written(tmp_path, text, encoding))
    assert refused.value.file == "liste.csv"


def test_a_point_off_the_earth_is_refused(tmp_path):
    with pytest.raises(DataError, match="sur la Terre"):
        read_homes(written(tmp_path, "code;latitude;longitude;population\nA;490,5;2,1;10\n"))
