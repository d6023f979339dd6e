"""The sober document: the same parts as a tagged PDF and as an ODT, hostile words included."""

from __future__ import annotations

import io
import zipfile

import pikepdf
import pytest

from maillage.design.documents.document import compile_pdf, typst_text
from maillage.design.documents.paper import (
    Bullets,
    Grid,
    Heading,
    Paper,
    Picture,
    Signatures,
    Text,
    paper_odt,
    paper_pdf,
)

HOSTILE = '#panic("x") = titre\n- liste \\ "guillemets" <b> $x$ 1. @'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 5"><rect width="10" height="5"/></svg>'
PAPER = Paper(
    title="Convention : essai",
    subtitle=HOSTILE,
    notice="Données de démonstration",
    parts=(
        Heading("Article 1"),
        Text(HOSTILE, lead="Objet"),
        Bullets((HOSTILE, "Deux")),
        Grid("Montants", ("Poste", "Somme"), (("Salaire", "59 700 €"),), frozenset({1}), ("Total", "59 700 €")),
        Grid("Vide", ("Poste",), ()),
        Picture(SVG, "un rectangle", "Un dessin"),
        Signatures((("La préfète", "co-pilote"), ("La présidente", "co-pilote")), "Fait à Cergy"),
    ),
)


def text_of(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("content.xml").decode()


def test_the_pdf_is_tagged_and_titled():
    with pikepdf.open(io.BytesIO(paper_pdf(PAPER))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.docinfo["/Title"]).startswith("Convention")


def test_the_odt_says_the_same_words():
    text = text_of(paper_odt(PAPER))
    for words in ("Convention", "Article 1", "#panic", "Salaire", "La présidente"):
        assert words in text
    assert "table:table-header-rows" in text
    assert "un rectangle" in text


@pytest.mark.parametrize("letter", ["\x00", "\x0b", "😀", "字"])
def test_letters_that_a_format_cannot_hold_break_nothing(letter):
    paper = Paper(f"Titre {letter}", parts=(Text(f"mot{letter}"),))
    assert paper_pdf(paper).startswith(b"%PDF")
    assert "mot" in text_of(paper_odt(paper))


@pytest.mark.parametrize("typed", ["＝ vite", "🎉 fête", "م ر حبا", "漢字", "a\x07b", "\u202egnp.exe"])
def test_any_character_prints_in_texts_and_drawings(typed):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><text x="1" y="15">{typed}</text></svg>'
    paper = Paper(title="Essai", subtitle="", parts=(Text(typed), Picture(svg, typed, typed)))
    assert paper_pdf(paper).startswith(b"%PDF")
    source = f'#import "theme.typ": document\n\n#show: document.with(title: "Essai")\n\n= Essai\n\n{typst_text(typed)}'
    assert compile_pdf(source, {}).startswith(b"%PDF")
