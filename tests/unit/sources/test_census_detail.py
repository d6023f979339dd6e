"""The census' detail file: sums by age and diploma, read by parts, and what is refused."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from maillage.runs.demonstration import demonstration_observations
from maillage.runs.estimation import estimates_of
from maillage.runs.estimation.declared import declared, detail_cells, reference_cells
from maillage.runs.perimeter import perimeter_of
from maillage.sources.census_detail import find_detail, people_by_cell
from maillage.tables.errors import DataError

ROWS = [
    ("95", "11", "016", "ZZ", "1", "2.5"),
    ("95", "11", "076", "02", "2", "3.0"),
    ("95", "11", "076", "02", "2", "1.0"),
    ("95", "11", "035", "18", "2", "4.0"),
    ("95", "11", "010", "ZZ", "1", "9.0"),
    ("78", "11", "035", "13", "2", "5.0"),
]
HEADER = ("DEPT", "REGION", "AGED", "DIPL", "ETUD", "IPONDI")


@pytest.fixture(params=["csv", "parquet"])
def detail(request, tmp_path):
    path = tmp_path / "zip" / f"FD_INDCVI_2021.{request.param}"
    path.parent.mkdir()
    if request.param == "csv":
        path.write_text("\n".join(";".join(one) for one in (HEADER, *ROWS)) + "\n", encoding="utf-8")
    else:
        pq.write_table(pa.table({name: [row[k] for row in ROWS] for k, name in enumerate(HEADER)}), path)
    return path


def test_people_are_summed_by_cell_where_they_live(detail):
    found = {(row["AGED"], row["DIPL"]): row["weight"] for row in people_by_cell(detail, "DEPT", "95").to_pylist()}
    assert found == {(16, "ZZ"): 2.5, (76, "02"): 4.0, (35, "18"): 4.0, (10, "ZZ"): 9.0}
    assert people_by_cell(detail, "REGION", "11").num_rows == 5
    assert find_detail(detail.parent.parent) == detail


def test_cells_hold_adults_by_age_and_diploma_and_none_is_empty(detail):
    cells = detail_cells(detail, "DEPT", "95")
    ages, diplomas = declared()["ages"], declared()["diplomas"]
    expected = {("75+", "none"): 4.0, ("30-44", "higher"): 4.0, ("15-19", "in_school"): 2.5}
    for (age, diploma), people in expected.items():
        assert cells[ages.index(age), diplomas.index(diploma)] == people
    assert (cells >= 1).all()
    assert cells.sum() == pytest.approx(cells.size - 3 + 10.5)


def test_a_place_that_is_not_there_and_a_file_that_is_none_are_refused(detail, tmp_path):
    with pytest.raises(DataError, match="personne où DEPT vaut 12"):
        people_by_cell(detail, "DEPT", "12")
    other = tmp_path / "FD_INDCVI_2022.csv"
    other.write_text("DEPT;AGED\n95;12\n", encoding="utf-8")
    with pytest.raises(DataError, match="ne se lit pas"):
        people_by_cell(other, "DEPT", "95")
    assert find_detail(tmp_path / "absent") is None


def test_who_has_which_diploma_at_which_age_moves_the_estimates():
    perimeter = perimeter_of("95")
    observed = demonstration_observations(perimeter)
    plain = estimates_of(observed, perimeter, "11")
    same = estimates_of(observed, perimeter, "11", association=reference_cells("11") * 1e6)
    old = reference_cells("11") * np.where(np.arange(7)[:, None] >= 5, np.array([4, 1, 1, 1, 1, 1]), 1.0)
    moved = estimates_of(observed, perimeter, "11", association=old)
    assert same["rate"].to_pylist() == pytest.approx(plain["rate"].to_pylist())
    assert moved["rate"].to_pylist() != pytest.approx(plain["rate"].to_pylist(), rel=1e-3)
