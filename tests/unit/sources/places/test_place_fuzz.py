"""Import fuzz (G4): any bytes, any table, any cells give a DataError or a whole read, and never anything else."""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.sources.places import PlacesRead, opening, read_places, recognise
from maillage.tables.errors import DataError
from maillage.tables.places import row_from_json
from maillage.tables.vocabulary import terms_of
from tests.unit.sources.places.test_place_files import workbook
from tests.unit.sources.places.test_place_layouts import CNFS, DI, FS, LIBRARY, V1, csv_text

FUZZ = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
# Made once: a workbook carries the time it was made at.
SHEET = workbook(["Nom", "Adresse"], ["Lieu", 1.5])
SAMPLES = (V1, FS, CNFS, DI, LIBRARY)
NASTY = st.sampled_from(
    ["=1+1", "\x00", "\u202e", "0" * 14, "9" * 400, "1e999", "nan", "-0", "00:00 - 00:00", "25:99 - 1:1", "|;|;", "://",
     "a@", "٣٣١٢٣٤٥٦٧٨", "²", "\ud800", "W", "\n\r\t", '"', "'", "%00", "SH off", "2024-13-45", "½ h", "PK\x03\x04"]
)  # fmt: skip
CELLS = st.one_of(NASTY, st.text(max_size=30), st.text(alphabet="0123456789:-/,;.hMoTu| ", max_size=30))
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), CELLS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(CELLS, inner, max_size=3)),
    max_leaves=5,
)


def outcome(content: bytes, name: str) -> PlacesRead | None:
    """The read, whole and well formed, or None after a DataError."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        read = None
        with contextlib.suppress(DataError):
            read = read_places(path, today=date(2026, 11, 1))
    if read is not None:
        assert_whole(read)
    return read


def assert_whole(read: PlacesRead) -> None:
    assert len({row.key for row in read.rows}) == len(read.rows)
    for row in read.rows:
        assert row.name
        assert row.source_id
        assert row_from_json(json.loads(json.dumps(row.as_json()))) == row
        assert row.fingerprint()
        assert row.latitude is None or abs(row.latitude) <= 90
        assert not row.siret or len(row.siret) == 14
        assert set(row.services) <= set(terms_of("services"))
    assert all(fault.message for fault in read.faults)
    for shown in (*read.faults, *read.losses):
        "".join(str(value) for value in vars(shown).values()).encode("utf-8")


@FUZZ
@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.json", "a.xlsx", "a", "a.txt"]))
def test_any_bytes(content, name):
    outcome(content, name)


@FUZZ
@given(st.text(alphabet='abc,;|\t"\n\r\x00é', max_size=200), st.sampled_from(["utf-8", "cp1252", "utf-16"]))
def test_any_table_of_text(text, encoding):
    outcome(("nom;" + text).encode(encoding), "a.csv")


@FUZZ
@given(st.sampled_from(SAMPLES), st.data())
def test_any_cells_in_a_known_csv(sample, data):
    changed = data.draw(st.dictionaries(st.sampled_from(sorted(sample)), CELLS, max_size=6))
    text = csv_text([sample, sample | changed], data.draw(st.sampled_from([",", ";"])))
    read = outcome(text.encode("utf-8", "replace"), "a.csv")
    assert read is None or read.rows


@FUZZ
@given(st.sampled_from(SAMPLES), st.data())
def test_any_values_in_a_known_json(sample, data):
    changed = data.draw(st.dictionaries(st.sampled_from(sorted(sample)), VALUES, max_size=6))
    outcome(json.dumps([sample, sample | changed]).encode(), "a.json")


@FUZZ
@given(st.dictionaries(CELLS, CELLS, max_size=5))
def test_any_columns(more):
    outcome(json.dumps([V1 | more]).encode(), "a.json")
    outcome(csv_text([V1 | more]).encode("utf-8", "replace"), "a.csv")


@FUZZ
@given(VALUES)
def test_any_json(value):
    outcome(json.dumps(value).encode(), "a.json")


@FUZZ
@given(st.lists(st.lists(st.one_of(st.none(), st.integers(), st.floats(allow_nan=False), st.text("aé=1\n", max_size=9)),
                         max_size=5), max_size=5))  # fmt: skip
def test_any_workbook(rows):
    outcome(workbook(["Nom", "Adresse", "Horaires"], *rows), "a.xlsx")


@FUZZ
@given(st.data())
def test_a_workbook_with_damaged_bytes(data):
    content = bytearray(SHEET)
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=8)):
        content[place] = data.draw(st.integers(0, 255))
    outcome(bytes(content[: data.draw(st.integers(0, len(content)))]), "a.xlsx")


@FUZZ
@given(st.data())
def test_a_workbook_with_damaged_parts(data):
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(SHEET)) as whole,
        zipfile.ZipFile(stream, "w") as damaged,
    ):
        for name in whole.namelist():
            part = bytearray(whole.read(name))
            if data.draw(st.booleans()):
                start = data.draw(st.integers(0, len(part)))
                part[start : start + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
            damaged.writestr(name, bytes(part))
    outcome(stream.getvalue(), "a.xlsx")


def test_teeth_an_unguarded_workbook_is_seen(monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise KeyError("xl/workbook.xml")

    monkeypatch.setattr(opening, "_workbook", broken)
    with pytest.raises(KeyError):
        outcome(workbook(["Nom"], ["Lieu"]), "a.xlsx")


def test_teeth_a_reader_that_trusts_its_cells_is_seen(monkeypatch):
    layout = recognise.READERS["standard_v1"]
    trusting = recognise.PlaceLayout(
        layout.title,
        layout.needed,
        layout.one_of,
        lambda row: layout.read(row) if float(row.text("latitude")) else None,
    )  # type: ignore[arg-type,return-value]
    monkeypatch.setitem(recognise.READERS, "standard_v1", trusting)
    with pytest.raises(ValueError, match="float"):
        outcome(csv_text([V1 | {"latitude": "nord"}]).encode(), "a.csv")


def test_teeth_without_the_bound_a_bomb_is_opened(monkeypatch):
    opened = []
    monkeypatch.setattr(opening.bounds, "check_workbook", lambda *_: None)
    monkeypatch.setattr(openpyxl, "load_workbook", lambda *_, **__: opened.append(1))
    outcome(workbook(["Nom"], ["Lieu"]), "a.xlsx")
    assert opened
