"""The public version: canary names planted everywhere, not one comes out; functions and bodies stay."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import replace
from datetime import date

import docx
import odfdo
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.design.documents.minutes import minutes_docx, minutes_html, minutes_odt, minutes_pdf, public_version
from maillage.tables.minutes import (
    BulletList,
    Chapter,
    CollegeList,
    DecisionEntry,
    Erratum,
    FollowUpEntry,
    FollowUpList,
    Intervention,
    MinutesDocument,
    Paragraph,
    Participant,
    QuotedFigure,
    Signatory,
)

CANARIES = ("zorglube", "ximenes", "quetzal", "wallabi", "ypsilone", "kumquate", "bourrasque", "oxymore", "Hippolyte")
SAYINGS = (
    "Madame ZORGLUBÉ présente.",
    "madame zorglube",
    "Mme Zorglubé-Ximénès",
    "Zorglubé Ximénès",
    "ZORGLUBE XIMENES",
    "H. QUETZAL",
    "Hippolyte Quetzal a parlé",
    "QUETZAL Hippolyte",
    "M. d’Ypsilone et Mme D'YPSILONE",
    "Monsieur WALLABI (absent)",
    "Mmes Zorglubé",
    "écrire à hippolyte.quetzal@exemple.fr",
    "le bureau de Monsieur Quetzal",
    "à M. Wallabi",
    "Monsieur KUMQUATE, de passage",
    unicodedata.normalize("NFD", "Madame Zorglubé"),
    "quetzal",
    "Hippolyte",
    "Dr Oxymore",
    "M.\u00a0BOURRASQUE",
)
PEOPLE = (
    Participant("Madame", "ZORGLUBÉ-XIMÉNÈS", "représentante de la CAF", first_name="Ada"),
    Participant("Monsieur", "Quetzal", "directeur", "Hub fictif", first_name="Hippolyte"),
    Participant("Monsieur", "WALLABI", "maire de Modèle", presence="represented", represented_by="Madame Ypsilone"),
    Participant("Madame", "D’YPSILONE", "", "MJC de Modèle"),
)


def planted() -> MinutesDocument:
    blocks = (
        *(Paragraph(saying) for saying in SAYINGS),
        BulletList(SAYINGS),
        Intervention("Madame ZORGLUBE", "répond à Monsieur Quetzal."),
        Intervention("Monsieur OXYMORE", "s’étonne."),
        QuotedFigure("Selon Monsieur Quetzal", "3", source="Mme Zorglubé"),
        DecisionEntry("Madame Zorglubé est élue.", "adopted", "proposée par M. Wallabi", "si M. Quetzal accepte"),
        FollowUpList((FollowUpEntry("appeler Hippolyte QUETZAL", "M. WALLABI", date(2024, 10, 15)),)),
    )
    return MinutesDocument(
        "Réunion chez Madame Zorglubé", date(2024, 7, 11), reference="Quetzal-1", place="bureau de M. Wallabi",
        letterhead=("Préfecture de Haute-Fiction",), colleges=(CollegeList("Proches de M. Quetzal", PEOPLE),),
        quorum="Madame Zorglubé compte.", chapters=(Chapter("Le projet de M. Wallabi", blocks),),
        next_steps=("Monsieur Quetzal rappelle.",), closing="Madame ZORGLUBÉ clôt la réunion.",
        signatory=Signatory("Le directeur", "Hippolyte Quetzal", date(2024, 8, 9)),
        errata=(Erratum(date(2024, 9, 1), "lire Zorglubé."),),
    )  # fmt: skip


def folded(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).lower()


def leaks(text: str) -> list[str]:
    return [name for name in CANARIES if folded(name) in folded(text)]


@pytest.fixture(scope="module")
def public() -> MinutesDocument:
    return public_version(planted())


def test_no_canary_comes_out_of_any_format(public):
    assert leaks(repr(planted())) == list(CANARIES)
    assert leaks(repr(public)) == []
    assert leaks(minutes_html(public)) == []
    assert leaks("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(minutes_pdf(public))).pages)) == []
    assert leaks(docx.Document(io.BytesIO(minutes_docx(public))).element.xml) == []
    assert leaks(odfdo.Document(io.BytesIO(minutes_odt(public))).body.serialize()) == []


def test_functions_and_bodies_stay(public):
    html = minutes_html(public)
    assert "<li>Représentante de la CAF</li>" in html
    assert "Maire de Modèle, représenté par une personne" in html
    assert "MJC de Modèle" in html
    assert "<strong>La représentante de la CAF</strong> répond au directeur (Hub fictif)." in html
    assert "La représentante de la CAF clôt la réunion." in html
    assert "Version publique" in html
    assert public.signatory == Signatory("Le directeur", "", date(2024, 8, 9))
    assert public.chapters[0].blocks[-2].outcome == "adopted"


def test_words_that_are_also_names_stay_words():
    small = Participant("Monsieur", "PETIT", "maire de Modèle")
    text = "Un petit budget : Monsieur Petit, Saint-Petit et le Petit-Bourg."
    document = replace(
        planted(), colleges=(CollegeList("Élus", (small,)),), chapters=(Chapter("I", (Paragraph(text),)),)
    )
    masked = public_version(document).chapters[0].blocks[0].text
    assert masked == "Un petit budget : le maire de Modèle, Saint-Petit et le Petit-Bourg."


def test_two_people_of_one_name_are_told_by_their_civility_or_not_at_all():
    twins = (
        Participant("Madame", "ZORGLUBE", "directrice de la CAF"),
        Participant("Monsieur", "ZORGLUBE", "chef de service de la DDT"),
        Participant("Monsieur", "QUETZAL", "maire"),
        Participant("Monsieur", "QUETZAL", "adjoint"),
    )
    said = Paragraph("Ensuite Mme Zorglube écoute M. Zorglube, puis Monsieur Quetzal et Zorglube.")
    document = replace(
        planted(), colleges=(CollegeList("Tous", twins),), chapters=(Chapter("I", (said,)),), signatory=None
    )
    assert public_version(document).chapters[0].blocks[0].text == (
        "Ensuite la directrice de la CAF écoute le chef de service de la DDT, puis une personne et une personne."
    )


def test_a_public_version_is_its_own_public_version(public):
    assert public_version(public) == public


@given(st.text(max_size=40), st.sampled_from(SAYINGS), st.text(max_size=40))
def test_whatever_stands_around_no_canary_comes_out(before, saying, after):
    said = Paragraph(f"{before} {saying} {after}")
    document = replace(planted(), chapters=(Chapter("I", (said,)),))
    assert leaks(repr(public_version(document))) == []
