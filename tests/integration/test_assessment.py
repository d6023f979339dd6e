"""The impact assessment: what it says of the product is read from the product, so that it cannot drift."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from django.urls import reverse
from lxml import etree

from maillage.portal.proof.assessment import declared_assessment
from maillage.portal.proof.assessment import paper as assessed
from maillage.portal.proof.gates import gates
from maillage.portal.proof.references import requirements
from maillage.programme.privacy.register import register
from maillage.programme.privacy.selectors import field_labels, model_labels

pytestmark = pytest.mark.django_db


def words_of(client) -> str:
    """Every text of the document that the page of proofs gives, with plain spaces."""
    answer = client.get(reverse("portal:assessment"))
    assert answer["Content-Type"] == "application/vnd.oasis.opendocument.text"
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        root = etree.fromstring(archive.read("content.xml"))
    return plain(" ".join(root.itertext()))


def plain(text: str) -> str:
    return re.sub(r"[\s\u202f\xa0]+", " ", text).strip()


def missing(text: str, wanted: list[str]) -> list[str]:
    return [words for words in wanted if plain(words) not in text]


def known() -> list[str]:
    """Each treatment's words, each field, each answer of a risk."""
    treatments = [(one.title, one.people, one.purpose, one.basis, one.kept) for one in register().treatments]
    risks = declared_assessment().risks
    promises = [one.title for one in gates() if any(one.id in risk.gates for risk in risks)]
    measures = [one.answer for one in requirements("mss") if any(one.id in risk.measures for risk in risks)]
    names = [*model_labels().values(), *field_labels().values()]
    return [*(words for one in treatments for words in one), *names, *promises, *measures]


def test_the_assessment_holds_what_the_code_knows(client):
    text = words_of(client)
    assert missing(text, known()) == []
    assert "Critères réunis : 2 sur 9." in text
    assert text.count("À compléter.") > 8


def test_teeth_a_treatment_that_the_document_leaves_out_is_seen(client, monkeypatch):
    fewer = replace(register(), treatments=register().treatments[1:])
    monkeypatch.setattr(assessed, "register", lambda: fewer)
    assert register().treatments[0].title in missing(words_of(client), known())


def test_what_the_declaration_names_exists():
    promises, measures = {one.id for one in gates()}, {one.id for one in requirements("mss")}
    for risk in declared_assessment().risks:
        assert (set(risk.gates) - promises, set(risk.measures) - measures) == (set(), set())
        assert risk.gates
    assert {one.met for one in declared_assessment().criteria} == {"oui", "non", "à surveiller"}


@pytest.mark.parametrize("page", ["portal:proofs", "privacy:register"])
def test_the_document_is_one_click_from_the_pages_that_speak_of_it(client, page):
    assert reverse("portal:assessment") in client.get(reverse(page)).content.decode()
