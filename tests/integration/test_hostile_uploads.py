"""G4, G5: workbooks, papers and minutes that lie, swell or break: refused in French words, and nothing is written."""

from __future__ import annotations

import contextlib
import io
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.programme.governance.rules.papers import file_fault
from maillage.programme.people.enums import Role
from maillage.programme.roadmap import workbook as sheets
from maillage.programme.roadmap.models import Action
from maillage.sources.minutes import read_minutes
from maillage.tables.errors import DataError
from tests.factories.governance_bodies import make_governance
from tests.factories.roadmap import make_action, make_roadmap
from tests.integration.test_roadmap import signed_in
from tests.integration.test_roadmap_exchange import brought_back
from tests.unit.sources.places.test_place_files import with_part

FUZZ = settings(max_examples=30, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
GOOD = sheets.write_workbook({
    "A1": {"title": "Former", "description": "Des sessions", "status": "running", "budget": {"2026/staff": "1000.00"}}
})  # fmt: skip
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "' + b"x" * 1000 + b'"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
ACTION = (sheets.REFERENCE, *(field.label for field in sheets.FIELDS))
CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**12), 10**12), st.floats(), st.dates(), st.datetimes(),
    st.sampled_from(["=1+1", "1e999", "²", "31/12/99999", "-5", "A1", "9" * 400, "'=x", " ; ; ", "Former ; Former"]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30),
)  # fmt: skip


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def far_cell() -> bytes:
    """A light file whose one cell, far away, asks for eighty million others."""
    book = openpyxl.load_workbook(io.BytesIO(GOOD))
    book[sheets.ACTIONS]["XFD4999"] = "loin"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


HOSTILE_BOOKS = {
    "vide": b"",
    "tronqué": GOOD[:-200],
    "pas un classeur": b"%PDF-1.4",
    "archive dans une archive": zipped(**{"a.xlsx": GOOD}),
    "chemin qui sort": zipped(**{"..__..__xl__workbook.xml": b"<a/>"}),
    "rires": with_part(GOOD, "xl/sharedStrings.xml", LAUGHS),
    "entité du dehors": with_part(GOOD, "xl/worksheets/sheet1.xml", OUTSIDE),
    "bombe": with_part(GOOD, "xl/media/zeros.xml", b"0" * 50_000_000),
    "cellule lointaine": far_cell(),
}


def refused(content: bytes) -> str:
    """The words of the refusal of a workbook, "" when it is read."""
    try:
        sheets.read_workbook(content)
    except sheets.WorkbookRefusedError as refusal:
        return str(refusal)
    return ""


@pytest.mark.parametrize("which", HOSTILE_BOOKS)
def test_a_hostile_workbook_is_refused_in_words(which):
    assert refused(HOSTILE_BOOKS[which])


@pytest.mark.django_db
def test_a_hostile_workbook_changes_nothing(record_property):
    roadmap = make_roadmap(make_governance())
    make_action(roadmap)
    before, client = list(Action.objects.values()), signed_in(Role.CO_PILOT)
    for content in HOSTILE_BOOKS.values():
        assert "Il y a un problème" in brought_back(client, roadmap, content)
    record_property("classeurs piégés", len(HOSTILE_BOOKS))
    assert list(Action.objects.values()) == before


@FUZZ
@given(st.lists(CELLS, min_size=len(ACTION), max_size=len(ACTION)), st.lists(CELLS, min_size=3, max_size=3))
def test_any_cells_of_a_workbook_are_read_or_told(action, budget):
    faults: list[str] = []
    read = sheets._read_actions([ACTION, ("A1", *action[1:])], faults)
    rows = [("A1", year, nature, *budget[1:]) for year in (2026, budget[0]) for nature in ("Personnel", budget[0])]
    sheets._read_budget([sheets.BUDGET_COLUMNS, *rows], read, faults)
    assert list(read) == ["A1"]
    assert all(fault.endswith(".") for fault in faults)


@FUZZ
@given(st.binary(max_size=40), st.integers(0, len(GOOD)), st.booleans())
def test_any_bytes_of_a_workbook_are_read_or_refused(noise, place, headed):
    assert isinstance(refused((GOOD[:place] if headed else b"") + noise + GOOD[place + len(noise) :]), str)


@FUZZ
@given(st.sampled_from(["a.pdf", "a.docx", "a.xlsx", "a.odt", "a.png", "a.csv", "a.pdf.exe", "..", ""]), st.binary())
def test_any_paper_is_taken_or_refused_in_words(name, content):
    for bytes_ in (content, b"PK\x03\x04" + content, GOOD[:400] + content + GOOD[-60:]):
        assert isinstance(file_fault(name, bytes_), str)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf.exe", b"%PDF-1.4"),
        ("a.exe", b"MZ"),
        ("a.svg", b"<svg onload=alert(1)>"),
        ("a.html", b"<script>"),
        ("a.pdf", b"<script>alert(1)</script>"),
        ("a.png", b"GIF89a"),
        ("a.docx", GOOD),
        ("a.xlsx", GOOD[:300]),
        ("a.csv", b"<script>"),
        ("a.csv", b""),
    ],
)
def test_a_paper_that_lies_is_refused(name, content):
    assert file_fault(name, content)


@settings(FUZZ, suppress_health_check=list(HealthCheck))
@given(st.sampled_from([".txt", ".md", ".odt", ".docx", ".pdf"]), st.binary(max_size=300), st.booleans())
def test_any_minutes_are_read_or_refused(tmp_path, kind, content, zip_head):
    file = tmp_path / f"releve{kind}"
    file.write_bytes(GOOD[:600] + content + GOOD[600:] if zip_head else content)
    with contextlib.suppress(DataError):
        read_minutes(file)
    assert file.read_bytes() == (GOOD[:600] + content + GOOD[600:] if zip_head else content)


def test_teeth_without_its_bounds_a_workbook_is_swallowed(monkeypatch):
    monkeypatch.setattr(sheets, "check_workbook", lambda archive: None)
    assert not refused(HOSTILE_BOOKS["bombe"])


def test_teeth_a_paper_believed_on_its_name_is_seen(monkeypatch):
    monkeypatch.setattr("maillage.programme.governance.rules.papers._is_what_it_says", lambda kind, content: True)
    assert not file_fault("a.pdf", b"<script>alert(1)</script>")
