"""One test per objection, and its teeth: without the rule, the wrong pair would be joined or the doubt forgotten."""

from __future__ import annotations

import pytest

from maillage.analytics.matching import Band, compare, veto
from maillage.tables.places import PlaceRow
from tests.unit.analytics.matching.places import other, place

REFUSED: list[tuple[str, PlaceRow, PlaceRow, str]] = [
    ("moving", place("Bus du Moulin bleu"), other("Moulin bleu"), "itinérant"),
    ("moving", place(kinds=("enm",)), other(), "itinérant"),
    ("moving", place(itinerant=True), other(itinerant=False), "itinérant"),
    ("numbered", place("Agence Moulin 1"), other("Agence Moulin 2"), "numéros différents"),
    ("numbered", place("Quartier Moulin Nord"), other("Quartier Moulin Sud"), "points cardinaux"),
    ("other_service", place("Médiathèque du Moulin"), other("Mission locale du Moulin"), "une médiathèque"),
    ("other_service", place("CCAS du Moulin"), other("CIAS du Moulin"), "un CCAS, l’autre un CIAS"),
    ("other_service", place("MJC du Moulin"), other("Centre social du Moulin"), "une MJC"),
    ("other_service", place("École du Moulin"), other("Mairie du Moulin"), "un établissement scolaire"),
    ("other_service", place("CAF du Moulin"), other("France Travail Moulin"), "France Travail"),
    ("other_service", place("France services Moulin"), other("Médiathèque du Moulin"), "une médiathèque"),
    ("other_service", place("Moulin bleu", kinds=("bib",)), other("Moulin bleu", kinds=("ccas",)), "une médiathèque"),
]

DOUBTED: list[tuple[str, PlaceRow, PlaceRow, str]] = [
    ("moving", place(itinerant=True), other(), "un seul des deux se dit itinérant"),
    ("other_service", place("Médiathèque du Moulin"), other("Moulin"), "un seul des deux est une médiathèque"),
    ("other_service", place("Mairie du Moulin"), other("CCAS du Moulin"), "un CCAS, l’autre une mairie"),
    ("other_service", place("CCAS et mairie du Moulin"), other("CCAS du Moulin"), "un seul des deux est une mairie"),
    ("other_service", place("Moulin", kinds=("bib",)), other("Moulin"), "un seul des deux est une médiathèque"),
    ("other_service", place(kinds=("mds",)), other(kinds=("mjc",)), "types de lieu différents"),
    ("hosted", place("France services La Poste du Moulin"), other("La Poste du Moulin"), "France services"),
]


@pytest.mark.parametrize(("rule", "a", "b", "words"), REFUSED)
def test_refused(rule, a, b, words):
    for result in (compare(a, b), compare(b, a)):
        assert result.band is Band.DISTINCT
        assert result.veto.startswith("Veto : ")
        assert words in result.veto
        assert result.reasons[0] == result.veto


@pytest.mark.parametrize(("rule", "a", "b", "words"), REFUSED)
def test_teeth_without_the_rule_the_pair_is_not_refused(rule, a, b, words, monkeypatch):
    monkeypatch.setattr(veto, "RULES", tuple(one for one in veto.RULES if one.__name__ != rule))
    assert compare(a, b).band is not Band.DISTINCT


@pytest.mark.parametrize(("rule", "a", "b", "words"), DOUBTED)
def test_doubted(rule, a, b, words):
    for result in (compare(a, b), compare(b, a)):
        assert result.band is Band.REVIEW
        assert result.veto.startswith("À vérifier : ")
        assert words in result.veto


def test_two_identifiers_of_the_register_never_meet(monkeypatch):
    a = place("France services du Moulin", "france-services", "10")
    b = place("France services du Moulin", "france-services", "11")
    assert compare(a, b).band is Band.DISTINCT
    monkeypatch.setattr(veto, "RULES", ())
    assert compare(a, b).band is Band.AUTOMATIC


def test_a_source_that_copies_the_register_may_repeat_itself():
    a = place("France services du Moulin", "coop", "10", kinds=("rfs",))
    assert compare(a, place("France services du Moulin", "coop", "11", kinds=("rfs",))).band is Band.AUTOMATIC


def test_the_bus_and_the_headquarters(monkeypatch):
    bus = place("Bus France services départemental des Trois Rivières", "france-services", "10", kinds=("rfs",))
    headquarters = other("DEPARTEMENT DES TROIS RIVIERES")
    assert compare(bus, headquarters).band is Band.DISTINCT
    monkeypatch.setattr(veto, "RULES", ())
    assert compare(bus, headquarters).score > 0.6


def test_the_office_and_its_bibliobus(monkeypatch):
    a, b = place("Médiathèque du Moulin"), place("Bibliobus", source_id="2")
    assert compare(a, b).band is Band.DISTINCT


def test_two_descriptions_of_one_bus():
    assert compare(place("Bus du Moulin bleu"), other("Bus du Moulin bleu", itinerant=True)).veto == ""
    assert compare(place("Moulin bleu", kinds=("enm",)), other("Moulin bleu", itinerant=True)).veto == ""


def test_a_pimms_is_its_france_services():
    assert compare(place("France services Pimms Médiation Vallombre-sur-Orge"), other("PIMMS")).veto == ""


def test_a_town_hall_and_the_ccas_of_its_france_services_is_for_a_human():
    result = compare(place("France services de Vallombre-sur-Orge"), other("CCAS"))
    assert result.band is Band.REVIEW


def test_a_declared_kind_does_not_contradict_the_same_word():
    assert compare(place("MJC du Moulin", kinds=("asso",)), other("MJC du Moulin", kinds=("mjc",))).veto == ""
