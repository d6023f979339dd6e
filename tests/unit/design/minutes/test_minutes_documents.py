"""Minutes in four formats: the same texts in the same order, accessible, and hostile text as it was typed."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import docx
import odfdo
import pikepdf
import pypdf
import pytest
from django.template import Context, Template
from pdfua import validate

from maillage.design.documents.minutes import minutes_docx, minutes_html, minutes_odt, minutes_pdf
from maillage.design.documents.minutes.layout import Bullets, Heading, Text, Title, parts_of, roman
from maillage.tables.minutes import (
    BulletList,
    Chapter,
    CollegeList,
    DecisionEntry,
    Intervention,
    Paragraph,
    Participant,
)
from tests.unit.design.minutes.documents import DRAFT, MINUTES

HOSTILE = (
    '#eval("1") *gras* _souligné_ $x$ `code` <b>non</b> & &amp; ]]> = titre @ref ~ -- --- ... "droit" \'simple\' \\ //',
    "1. ce n’est pas une liste",
    "= ce n’est pas un titre",
    "مرحبا بالعالم، שלום",
    "a" * 3_000 + " " + "mot " * 1_750,
    "deux  espaces\tet une tabulation",
)


def words(text: str) -> str:
    return re.sub(r"[\s\u200b-\u200f\u202a-\u202e]+", "", text)


def texts(document) -> list[str]:
    """Every text of the minutes in reading order, spaces aside."""
    found: list[str] = []
    for part in parts_of(document):
        if isinstance(part, Title):
            found += part.lines
        elif isinstance(part, Heading):
            found.append(part.text)
        elif isinstance(part, Text):
            found += [part.lead, part.text]
        elif isinstance(part, Bullets):
            found += part.items
        else:
            found += [*part.header, *(cell for row in part.rows for cell in row)]
    return [words(text) for text in found if text]


def pdf_text(content: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def docx_text(content: bytes) -> str:
    found = []
    for block in docx.Document(io.BytesIO(content)).iter_inner_content():
        rows = getattr(block, "rows", None)
        found += [cell.text for row in rows for cell in row.cells] if rows is not None else [block.text]
    return "\n".join(found)


def odt_text(content: bytes) -> str:
    body = odfdo.Document(io.BytesIO(content)).body
    return "\n".join(part.inner_text for part in body.get_elements("descendant::text:h|descendant::text:p"))


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append(tag)


def html_text(content: str) -> str:
    reader = Reader()
    reader.feed(content)
    return "".join(reader.found)


FORMATS = {
    "pdf": lambda document: pdf_text(minutes_pdf(document)),
    "docx": lambda document: docx_text(minutes_docx(document)),
    "odt": lambda document: odt_text(minutes_odt(document)),
    "html": lambda document: html_text(minutes_html(document)),
}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("document", [MINUTES, DRAFT], ids=["signé", "projet"])
def test_the_four_formats_say_the_same_in_the_same_order(form, document):
    whole, place = words(FORMATS[form](document)), 0
    expected = texts(document)
    assert len(expected) > 40
    for text in expected:
        found = whole.find(text, place)
        assert found >= 0, text
        place = found + len(text)


def hostile(text: str):
    chapter = Chapter(
        text[:200], (Paragraph(text), BulletList((text,)), Intervention("X", text), DecisionEntry(text, "noted"))
    )
    college = CollegeList("Collège", (Participant("Madame", "X", text[:200]),))
    return replace(MINUTES, colleges=(college,), chapters=(chapter,), closing=text[:100])


@pytest.mark.parametrize("form", ["docx", "odt", "html", "pdf"])
@pytest.mark.parametrize("text", HOSTILE, ids=["balises", "nombre", "titre", "de droite à gauche", "long", "espaces"])
def test_hostile_text_comes_out_as_typed(form, text):
    whole = words(FORMATS[form](hostile(text)))
    if form == "pdf" and "مرحبا" in text:
        # A PDF keeps the glyphs in visual order: the letters are all there.
        assert set(words(text)) <= set(unicodedata.normalize("NFKC", whole))
        return
    if form == "pdf":
        whole = re.sub(r"Réuniondelancementducomitédepilotagedu11juillet2024page\d+sur\d+", "", whole)
    assert whole.count(words(text)) >= 3


def test_what_no_format_can_hold_is_left_out_and_the_rest_is_kept():
    document = hostile("avant\x00\x1b\ud800après")
    for read in FORMATS.values():
        assert "avantaprès" in words(read(document))


def test_signs_that_no_letter_draws_are_said_in_the_pdf():
    text = words(pdf_text(minutes_pdf(hostile("avant 中文 😀 \ue000 après"))))
    assert "avant□□□□après" in text
    assert "remplacéspar□" in text


@pytest.mark.parametrize("document", [MINUTES, DRAFT], ids=["signé", "projet"])
def test_the_pdf_is_accessible(document, tmp_path):
    content = minutes_pdf(document)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("fr")
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        metadata = pdf.open_metadata()
        assert "Relevé de conclusions" in metadata["dc:title"]
        assert (metadata["pdfuaid:part"], metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("1", "2", "A")
        tags = list(_tags(pdf.Root.StructTreeRoot))
    names = [name for name, _ in tags]
    assert [name for name in names if re.fullmatch(r"H\d", name)][:4] == ["H1", "H2", "H3", "H3"]
    assert {"L", "LI", "Table", "TR", "TH", "TD"} <= set(names)
    assert {scope for name, scope in tags if name == "TH"} == {"/Column"}
    path = tmp_path / "minutes.pdf"
    path.write_bytes(content)
    report = validate(str(path))
    assert [finding.message for finding in report.findings] == []
    assert report.exit_code == 0


def _tags(node):
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            attributes = kid.get("/A")
            found = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
            scope = next((str(a["/Scope"]) for a in found if isinstance(a, pikepdf.Dictionary) and "/Scope" in a), "")
            yield str(kid["/S"]).strip("/"), scope
            yield from _tags(kid)


def test_the_docx_has_title_language_headings_and_header_rows():
    paper = docx.Document(io.BytesIO(minutes_docx(DRAFT)))
    assert "Relevé de conclusions" in paper.core_properties.title
    assert 'w:val="fr-FR"' in paper.styles.element.xml
    levels = [p.style.name for p in paper.paragraphs if p.style.name.startswith("Heading")]
    assert levels[:3] == ["Heading 1", "Heading 2", "Heading 3"]
    assert len(paper.tables) == 3
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in paper.tables)
    assert paper.sections[0].header.paragraphs[0].text == "PROJET"
    assert docx.Document(io.BytesIO(minutes_docx(MINUTES))).sections[0].header.paragraphs[0].text == ""


def test_the_odt_has_title_language_headings_and_header_rows():
    paper = odfdo.Document(io.BytesIO(minutes_odt(DRAFT)))
    assert "Relevé de conclusions" in paper.meta.title
    assert paper.get_language() == "fr-FR"
    assert [int(header.level) for header in paper.body.headers][:3] == [1, 2, 3]
    assert len(paper.body.get_elements("//table:table-header-rows")) == 3
    assert len(paper.body.get_elements("//text:list")) > 3
    assert "PROJET" in paper.styles.serialize().decode()
    assert 'fo:language="fr"' in paper.styles.serialize().decode()


def test_the_html_is_semantic_and_printed_as_it_is_by_a_template():
    fragment = minutes_html(hostile("<script>alert(1)</script>"))
    assert "<script" not in fragment
    shown = Template("{{ minutes }}").render(Context({"minutes": fragment}))
    assert shown == fragment
    reader = Reader()
    reader.feed(minutes_html(MINUTES))
    assert [tag for tag in reader.tags if re.fullmatch(r"h\d", tag)][:3] == ["h2", "h3", "h4"]
    assert reader.tags.count("th") == 3 + 4 + 3


def test_chapters_have_roman_numerals_and_the_date_is_said_once():
    assert [roman(k) for k in (1, 4, 9, 14, 40, 89)] == ["I", "IV", "IX", "XIV", "XL", "LXXXIX"]
    assert parts_of(MINUTES)[3] == Title(
        ("Réunion de lancement du comité de pilotage du\u00a011\u00a0juillet 2024", "Relevé de conclusions")
    )
    dated = replace(MINUTES, title="Réunion du 11 juillet 2024", meeting_on=date(2024, 7, 11))
    assert parts_of(dated)[3].lines[0] == "Réunion du 11 juillet 2024"


def test_an_empty_document_is_written():
    bare = type(MINUTES)("Réunion", date(2024, 7, 11))
    for read in FORMATS.values():
        assert "Relevédeconclusions" in words(read(bare))
