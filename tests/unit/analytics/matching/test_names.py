"""Names and street lines made comparable."""

from __future__ import annotations

import pytest

from maillage.analytics.matching.addresses import parse_address, same_numbers, street_similarity
from maillage.analytics.matching.names import fold, fold_commune, name_form, name_similarity


def likeness(a: str, b: str, commune: str = "Vallombre") -> float:
    return name_similarity(name_form(a, commune), name_form(b, commune))


def test_fold_drops_accents_signs_and_case():
    assert fold("L’Épicerie  SOCIALE – Œuvre n°2") == "l epicerie sociale oeuvre n 2"


@pytest.mark.parametrize(
    ("written", "folded"),
    [("ST-OUEN L’AUMÔNE CEDEX 2", "saint ouen l aumone"), ("Marseille 11e", "marseille"), ("Ste-Mère", "sainte mere")],
)
def test_communes(written, folded):
    assert fold_commune(written) == folded


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Centre communal d'action sociale", "CCAS de Vallombre"),
        ("C.I.A.S. du Haut Bocage", "Centre Intercommunal d’Actions Sociales du Haut-Bocage"),
        ("France services Pimms Médiation Vallombre", "PIMMS DE VALLOMBRE"),
        ("Maison France service", "ESPACE FRANCE SERVICES VALLOMBRE"),
        ("Centre socio-culturel Ste Barbe", "Centre social Sainte-Barbe"),
        ("France services de Vallombre - Espace Rosalie", "Espace Rosalie"),
    ],
)
def test_two_ways_to_write_one_name(a, b):
    assert likeness(a, b) == 1.0


@pytest.mark.parametrize(
    ("a", "b", "low", "high"),
    [
        ("Association Horizon", "Association Boussole", 0.0, 0.35),
        ("Médiathèque François Mitterrand", "Médiathèque François Mitterand", 0.9, 1.0),
        ("Pôle Insertion Médiation Engagement", "PIME", 0.9, 0.9),
        ("DestinationNumérique", "Destination Numérique", 0.9, 1.0),
        ("Espace Rosalie", "Espace Rosalie et Jardin partagé", 0.6, 0.9),
        ("Maison France services", "Mairie", 0.5, 0.5),
    ],
)
def test_degrees_of_likeness(a, b, low, high):
    assert low <= likeness(a, b) <= high
    assert likeness(a, b) == likeness(b, a)


def test_a_generic_name_has_no_distinctive_word():
    assert name_form("Bibliothèque municipale de Vallombre", "Vallombre").distinctive == frozenset()
    assert name_form("Bibliothèque Rosalie", "Vallombre").distinctive == {"rosalie"}


@pytest.mark.parametrize(
    ("line", "numbers", "kind", "street"),
    [
        ("12/14 bd du Gal Leclerc BP 12", (12, 14), "boulevard", "general leclerc"),
        ("15 - 17 RUE ROBERT NOIR", (15, 17), "rue", "robert noir"),
        ("03 square des sports", (3,), "square", "sports"),
        ("30 bis Les Hauts du Clos", (30,), "", "hauts clos"),
        ("BAT A - 1ER ETAGE RUE DES CHARMES", (), "rue", "charmes"),
        ("2 rue rue de Gisors", (2,), "rue", "gisors"),
        ("3 PL MENDES FRANCE 99100 VALLOMBRE CEDEX 2", (3,), "place", "mendes france"),
        ("rue du 8 mai 1945", (), "rue", "8 mai 1945"),
        ("7 AV ST EXUPERY VALLOMBRE", (7,), "avenue", "saint exupery"),
        ("Résidence des Lilas 4 rue Haute", (), "residence", "lilas 4 rue haute"),
        ("Entrée B 4 ter rue Haute", (4,), "rue", "haute"),
        ("", (), "", ""),
    ],
)
def test_street_lines(line, numbers, kind, street):
    address = parse_address(line, "Vallombre")
    assert (address.numbers, address.kind, address.street) == (numbers, kind, street)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("31-33 rue Haute", "31 rue Haute", True),
        ("31-33 rue Haute", "32 rue Haute", False),
        ("4 rue Haute", "8 rue Haute", False),
        ("rue Haute", "8 rue Haute", None),
        ("4 bis rue Haute", "4 ter rue Haute", False),
        ("4 bis rue Haute", "4 rue Haute", True),
    ],
)
def test_numbers_are_compared_apart(a, b, expected):
    assert same_numbers(parse_address(a), parse_address(b)) is expected


def test_streets_that_are_one():
    pairs = [
        ("5 rue Leclerc", "5 rue du Général Leclerc"),
        ("11 impasse Genet quartier Tour", "11 imp. Genet"),
        ("1 rue des Tanneurs", "1 R DES TANEURS"),
    ]
    assert all(street_similarity(parse_address(a), parse_address(b)) >= 0.85 for a, b in pairs)


def test_streets_that_are_two():
    pairs = [("1 rue Haute", "1 rue Basse"), ("13 bd du Général Leclerc", "164 bd du Général Delambre")]
    assert all(street_similarity(parse_address(a), parse_address(b)) < 0.85 for a, b in pairs)
    assert street_similarity(parse_address("1 rue Haute"), parse_address("1 place Haute")) == 0.9
