"""The hostile corpus (G5): encodings, bombs, entities, giant cells, formulas. A DataError, or a whole read."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from maillage.sources.places import bounds, read_places
from maillage.sources.places.faults import MOST_FAULTS, Faults
from maillage.tables.errors import DataError
from tests.unit.sources.places.test_place_layouts import FS, V1, csv_text

SAMPLE = csv_text([V1])


def put(folder: Path, content: bytes, name: str = "lieux.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def workbook(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The workbook with one of its parts replaced or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            if item != name:
                new.writestr(item, old.read(item))
        new.writestr(name, part)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("encoding", "read_as"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("cp1252", "cp1252"), ("utf-16", "utf-16")],
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators_give_the_same_rows(tmp_path, encoding, read_as, separator):
    text = csv_text([V1], separator)
    read = read_places(put(tmp_path, text.encode(encoding)))
    assert (read.encoding, read.separator) == (read_as, separator)
    plain = read_places(put(tmp_path, SAMPLE.encode(), "autre.csv"))
    assert [row.fingerprint() for row in read.rows] == [row.fingerprint() for row in plain.rows]


def test_blank_lines_and_short_rows_are_forgiven_long_ones_are_not_read(tmp_path):
    text = "\n\nid,nom,courriels\n1,Un,\n\n2,Deux\n3,Trois,a@b.fr,x\n"
    read = read_places(put(tmp_path, text.encode()))
    assert [place.name for place in read.rows] == ["Un", "Deux"]
    assert [(fault.row, fault.kept) for fault in read.faults] == [(7, False)]


def test_a_column_named_twice_is_read_once(tmp_path):
    read = read_places(put(tmp_path, b"id,nom,courriels,nom\n1,Un,,Autre\n"))
    assert read.rows[0].name == "Un"
    assert read.faults[0].row == 1


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.csv", "vide"),
        (b"   \n", "a.csv", "vide"),
        (b"\n,,\n", "a.csv", "aucune colonne"),
        (bytes(range(256)) * 40, "a.csv", "lisible"),
        (b"\xff\xfea", "a.csv", "lisible"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "a.xls", "ancien classeur"),
        (b"PK\x03\x04abc", "a.xlsx", "abîmé"),
        (b'{"a": 1', "a.json", "abîmé"),
        (b'{"a": 1}', "a.json", "liste de lieux"),
        (b"[1, 2]", "a.json", "liste de lieux"),
        (b"[]", "a.json", "aucun lieu"),
        (b"[" * 100_000, "a.json", "imbriqué"),
        (b'[{"a":' * 30 + b"1" + b"}]" * 30, "a.json", "imbriqué"),
        (b"[" + b"{}," * 1_100_000 + b"{}]", "a.json", "trop d’éléments"),
        (b'[{"nom":[' + b"1," * 2_100_000 + b"1]}]", "a.json", "trop d’éléments"),
        (b"[" + b"9" * 6000 + b"]", "a.json", "abîmé"),
        (b'id,nom,courriels\n1,"' + b"x" * 300_000, "a.csv", "case"),
        (",".join(f"c{i}" for i in range(400)).encode() + b"\n1\n", "a.csv", "colonnes"),
        (b"id,nom,courriels\n" + b"1,a,\n" * 50_002, "a.csv", "lignes"),
        (
            b",".join(b"c%d" % i for i in range(250)) + (b"\n" + b",".join([b"1"] * 250)) * 8001,
            "a.csv",
            "cases remplies",
        ),
        (b'"' + b"x" * 250_000 + b'";nom\n1;2\n', "a.csv", "case"),
        (b"a;b\n1;2\n", "a.csv", "nom du lieu"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(tmp_path, content, name, words):
    with pytest.raises(DataError, match=words) as caught:
        read_places(put(tmp_path, content, name))
    assert caught.value.file == name


@pytest.mark.parametrize("content", [b"id,nom,courriels\n1,a," + b"x" * 200_001, b"id,nom," + b"x" * 200_001])
def test_a_giant_cell_is_refused_whatever_the_limit_of_the_process(tmp_path, content):
    usual = csv.field_size_limit(10**9)
    try:
        with pytest.raises(DataError, match="Une case a plus de 200000"):
            read_places(put(tmp_path, content))
    finally:
        csv.field_size_limit(usual)


def test_a_file_too_heavy_absent_or_a_folder_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "MAX_BYTES", 10)
    with pytest.raises(DataError, match="pèse"):
        read_places(put(tmp_path, SAMPLE.encode()))
    for path in (tmp_path / "absent.csv", tmp_path):
        monkeypatch.setattr(bounds, "MAX_BYTES", 10**9)
        with pytest.raises(DataError, match="s’ouvre pas"):
            read_places(path)


def test_a_zip_bomb_is_refused_before_it_unfolds(tmp_path, monkeypatch):
    bomb = with_part(workbook(["nom"], ["Lieu"]), "xl/media/image1.bin", b"\0" * 130_000_000)
    assert len(bomb) < 200_000
    monkeypatch.setattr(openpyxl, "load_workbook", lambda *_, **__: pytest.fail("opened"))
    with pytest.raises(DataError, match="démesuré"):
        read_places(put(tmp_path, bomb, "a.xlsx"))


def test_a_nested_or_crowded_archive_is_refused(tmp_path):
    crowded = workbook(["nom"], ["Lieu"])
    stream = io.BytesIO(crowded)
    with zipfile.ZipFile(stream, "a") as archive:
        for place in range(600):
            archive.writestr(f"xl/part{place}.xml", "<a/>")
    with pytest.raises(DataError, match="démesuré"):
        read_places(put(tmp_path, stream.getvalue(), "a.xlsx"))


@pytest.mark.parametrize(
    "xml",
    [
        b'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "aaaa">]><sst>&a;</sst>',
        b'<!-- x -->\n<!DOCTYPE sst SYSTEM "file:///etc/hostname"><sst/>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16"),
        b"<a>" + b" " * ((1 << 20) - 8) + b"<!DOCTYPE a><b/></a>",
    ],
)
def test_entities_are_refused(tmp_path, xml, monkeypatch):
    monkeypatch.setattr(openpyxl, "load_workbook", lambda *_, **__: pytest.fail("opened"))
    content = with_part(workbook(["nom"], ["Lieu"]), "xl/sharedStrings.xml", xml)
    with pytest.raises(DataError, match=r"DOCTYPE|démesuré"):
        read_places(put(tmp_path, content, "a.xlsx"))


def test_a_sheet_that_claims_a_million_columns_or_rows_is_refused(tmp_path):
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    far = b'<row r="1"><c r="XFD1" t="inlineStr"><is><t>nom</t></is></c></row>'
    low = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>nom</t></is></c></row>'
    for row, words in ((far, "colonnes"), (low, "lignes")):
        content = with_part(workbook(["nom"]), "xl/worksheets/sheet1.xml", head + row + b"</sheetData></worksheet>")
        with pytest.raises(DataError, match=words):
            read_places(put(tmp_path, content, "a.xlsx"))


def test_an_empty_sheet_is_refused(tmp_path):
    with pytest.raises(DataError, match="vide"):
        read_places(put(tmp_path, workbook(), "a.xlsx"))


@pytest.mark.parametrize(
    "value", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "<script>1</script>"]
)
def test_formulas_are_plain_text(tmp_path, value):
    read = read_places(put(tmp_path, csv_text([V1 | {"nom": value, "telephone": value, "horaires": value}]).encode()))
    assert read.rows[0].name == value.strip()
    assert (read.rows[0].phones, read.rows[0].hours) == ((), "")


def test_a_formula_of_a_workbook_gives_its_value_never_runs(tmp_path):
    content = workbook(["id", "nom", "courriels"], ["1", '=HYPERLINK("https://a.fr","x")', ""], ["2", "Deux", ""])
    assert [place.name for place in read_places(put(tmp_path, content, "a.xlsx")).rows] == ["Deux"]


def test_hidden_characters_go_and_are_said(tmp_path):
    read = read_places(put(tmp_path, csv_text([V1 | {"nom": "Lieu\x00 \u202egpj.exe\u200b"}]).encode()))
    assert read.rows[0].name == "Lieu gpj.exe"
    assert "invisibles" in read.faults[0].message


def test_a_long_cell_is_cut_and_said(tmp_path):
    read = read_places(put(tmp_path, csv_text([V1 | {"adresse": "x" * 100_000}]).encode()))
    assert len(read.rows[0].address) == 300
    assert "coupé" in read.faults[0].message
    assert len(read.faults[0].value) < 200


def test_half_characters_of_json_can_be_fingerprinted(tmp_path):
    read = read_places(put(tmp_path, json.dumps([V1 | {"nom": "a\ud800b"}]).encode(), "a.json"))
    assert read.rows[0].name == "ab"
    assert read.rows[0].fingerprint()


def test_swapped_coordinates_are_put_right(tmp_path):
    read = read_places(put(tmp_path, csv_text([V1 | {"latitude": "2.063", "longitude": "49.036"}]).encode()))
    assert (read.rows[0].latitude, read.rows[0].longitude) == (49.036, 2.063)
    assert "inversées" in read.faults[0].message


def test_faults_are_counted_past_their_limit():
    faults = Faults()
    for row in range(MOST_FAULTS + 5):
        faults.add(row, "a", "b", "c")
    assert len(faults.faults) == MOST_FAULTS + 1
    assert faults.faults[-1].message.startswith("5 autres")


def test_nothing_is_partial_when_the_last_row_is_damaged(tmp_path):
    text = csv_text([FS]) + '9002,95,"' + "x" * 250_000
    with pytest.raises(DataError, match="case"):
        read_places(put(tmp_path, text.encode()))
