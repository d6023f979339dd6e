"""The same minutes as text, DOCX, ODT and PDF; and the hostile files: a DataError in French, never anything else."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest
from odfdo import Document, Header
from odfdo import Paragraph as OdtParagraph

from maillage.design.documents.document import compile_pdf, typst_text
from maillage.sources.minutes import bounds, read_minutes
from maillage.tables.errors import DataError
from tests.unit.sources.minutes.corpus import OFFICE, SAMPLES, TABLE

BOLD = {"Présents", "Excusée", "Diagnostic partagé", "Financement"}


def put(folder: Path, content: bytes, name: str) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def as_docx(text: str, bold: set[str]) -> bytes:
    document = docx.Document()
    table = None
    for line in text.split("\n"):
        cells = line.split(" | ")
        if len(cells) > 1:
            table = table or document.add_table(rows=0, cols=len(cells))
            for cell, words in zip(table.add_row().cells, cells, strict=True):
                cell.text = words
            continue
        table = None
        run = document.add_paragraph().add_run(line)
        run.bold = line in bold
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_odt(text: str, headings: set[str]) -> bytes:
    document = Document("text")
    document.body.clear()
    for line in text.split("\n"):
        document.body.append(Header(1, line) if line in headings else OdtParagraph(line))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_pdf(text: str) -> bytes:
    lines = "\n\n".join(typst_text(line) for line in text.split("\n") if line)
    return compile_pdf(f'#import "theme.typ": document\n#show: document.with(title: "Essai")\n{lines}', {})


def people_and_chapters(path: Path) -> tuple[set[tuple[str, str]], tuple[str, ...]]:
    read = read_minutes(path)
    return {(p.name, p.presence) for p in read.people}, tuple(chapter.title for chapter in read.chapters)


def test_bold_paragraphs_of_a_docx_are_headings(tmp_path):
    people, chapters = people_and_chapters(put(tmp_path, as_docx(OFFICE, BOLD), "cr.docx"))
    assert (people, chapters) == (SAMPLES["bureautique"].people, SAMPLES["bureautique"].chapters)


def test_headings_of_an_odt(tmp_path):
    people, chapters = people_and_chapters(put(tmp_path, as_odt(OFFICE, BOLD), "cr.odt"))
    assert (people, chapters) == (SAMPLES["bureautique"].people, SAMPLES["bureautique"].chapters)


def test_tables_of_a_docx(tmp_path):
    read = read_minutes(put(tmp_path, as_docx(TABLE, set()), "cr.docx"))
    sample = SAMPLES["cotech en tableau"]
    assert {(p.name, p.presence) for p in read.people} == sample.people
    assert {(t.responsible, t.due.end) for t in read.follow_ups} == sample.follow_ups


@pytest.mark.parametrize("name", ["copil", "prose"])
def test_a_pdf_says_what_its_text_says(tmp_path, name):
    read = read_minutes(put(tmp_path, as_pdf(SAMPLES[name].text), "cr.pdf"))
    assert {(p.name, p.presence) for p in read.people} == SAMPLES[name].people
    assert tuple(decision.outcome for decision in read.decisions) == SAMPLES[name].outcomes
    assert {amount.low for amount in read.amounts if amount.unit == "€"} == SAMPLES[name].amounts
    assert read.form == "pdf"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings(tmp_path, encoding):
    text = SAMPLES["prose"].text
    assert (
        read_minutes(put(tmp_path, text.encode(encoding), "cr.txt")).text
        == read_minutes(put(tmp_path, text.encode(), "autre.txt")).text
    )


def archive(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as room:
        for name, content in parts.items():
            room.writestr(name, content)
    return stream.getvalue()


def blank_pdf() -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


BLANK_PAGE = blank_pdf()
XXE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>'


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.txt", "vide"),
        (b"\n \n", "a.txt", "vide"),
        (bytes(range(256)) * 40, "a.txt", "lisible"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "a.doc", "ancien document Word"),
        (b"{\\rtf1 x}", "a.rtf", "RTF"),
        (b"PK\x03\x04 rien", "a.docx", "abîmé"),
        (archive({"x.txt": b"x"}), "a.zip", "pas un texte"),
        (archive({"word/document.xml": XXE}), "a.docx", "DOCTYPE"),
        (archive({"content.xml": XXE}), "a.odt", "DOCTYPE"),
        (archive({"content.xml": "<a/>".encode("utf-16")}), "a.odt", "DOCTYPE"),
        (archive({"content.xml": b"<a>"}), "a.odt", "abîmé"),
        (archive({"content.xml": b"<a/>"}), "a.odt", "aucun texte"),
        (archive({"word/document.xml": b"0" * 6_000_000}), "a.docx", "démesuré"),
        (archive({f"{k}": b"" for k in range(2_001)}), "a.docx", "démesuré"),
        (b"%PDF-1.7 rien", "a.pdf", "abîmé"),
        (BLANK_PAGE, "a.pdf", "image numérisée"),
        (b"mot " * 300_000, "a.txt", "trop long"),
        (b"- - -\n---\n", "a.txt", "aucun texte"),
    ],
)
def test_what_cannot_be_read_is_refused_in_french(tmp_path, content, name, words):
    with pytest.raises(DataError) as refusal:
        read_minutes(put(tmp_path, content, name))
    assert words in str(refusal.value)
    assert name in str(refusal.value)


def test_a_file_too_large_or_absent_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "MAX_BYTES", 10)
    with pytest.raises(DataError, match="pèse plus"):
        read_minutes(put(tmp_path, b"x" * 11, "a.txt"))
    with pytest.raises(DataError, match="ne s’ouvre pas"):
        read_minutes(tmp_path / "absent.txt")


def test_a_pdf_of_too_many_pages_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "MAX_PAGES", 0)
    with pytest.raises(DataError, match="plus de 0 pages"):
        read_minutes(put(tmp_path, BLANK_PAGE, "a.pdf"))


def test_a_table_inside_a_table_is_read_once(tmp_path):
    document = docx.Document()
    document.add_paragraph("Présents :")
    inner = document.add_table(rows=1, cols=1).rows[0].cells[0].add_table(rows=2, cols=2)
    for row, words in zip(inner.rows, (("Zoé EXEMPLE", "CAF"), ("Paul FACTICE", "DDT")), strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    read = read_minutes(put(tmp_path, stream.getvalue(), "cr.docx"))
    assert read.text.count("EXEMPLE") == 1
    assert {person.name for person in read.people} == {"EXEMPLE", "FACTICE"}
