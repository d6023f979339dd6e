"""Which passwords are refused, with which words: at the limits of the CNIL's délibération."""

from __future__ import annotations

import pytest

from maillage.programme.people.passwords import (
    LONGEST_PASSWORD,
    PERSONAL,
    PROGRAMME,
    TOO_COMMON,
    TOO_LONG,
    TOO_WEAK,
    is_personal,
    is_strong,
    password_faults,
)

PHRASE = "sept girafes bleues mangent des feuilles tendres"


@pytest.mark.parametrize(
    ("password", "strong"),
    [
        ("Abcdefgh1!xy", True),
        ("Abcdefgh1!x", False),
        ("Abcdefghijkl12", True),
        ("Abcdefghijk12", False),
        ("un deux trois quatre cinq six sept", True),
        ("un deux trois quatre cinq six", False),
        ("aaaaaaaaaaaaaaaaaaaa", False),
    ],
)
def test_password_rule_at_its_limits(password, strong):
    assert is_strong(password) is strong


@pytest.mark.parametrize(
    ("password", "leans"),
    [
        ("Maillage-2026!", True),
        ("INCLUSION.numérique95", True),
        ("Feuille-de-route-95", True),
        ("Conseillère-num-1", True),
        ("Maillage-Tisser-95+", False),
        ("Maillage tisse99 lin+", False),
        ("Un-mot-provisoire-7", False),
        ("la préfecture compte sept girafes bleues sans colliers", False),
        ("inclusion numérique maillage médiation copil gouvernance france", True),
    ],
)
def test_words_of_the_programme_count_for_a_letter(password, leans):
    assert (PROGRAMME in password_faults(password)) is leans


def test_a_refused_password_says_how_to_mend_it():
    faults = password_faults("court", email="a@b.fr", full_name="X")
    assert any("au moins 12 caractères" in fault for fault in faults)


@pytest.mark.parametrize(
    ("password", "faults"),
    [
        (PHRASE, []),
        ("court", [TOO_WEAK]),
        ("Aa1" * 66 + "Aa", []),
        ("Aa1" * 67, [TOO_LONG]),
        ("girafe", [TOO_WEAK]),
        ("Maillage-2026!", [PROGRAMME]),
    ],
)
def test_each_reason_is_told_and_no_other(password, faults):
    assert password_faults(password) == faults
    assert len("Aa1" * 66 + "Aa") == LONGEST_PASSWORD


def test_all_reasons_are_told_at_once():
    assert password_faults("alix", email="alix@cast.example", is_common=True) == [TOO_WEAK, PERSONAL, TOO_COMMON]


@pytest.mark.parametrize(
    ("password", "personal"),
    [
        ("J-aime-TILLEUL-9", True),
        ("J-aime-sach-9", True),
        ("J-aime-sac-9", False),
        ("J-aime-Léo-9", False),
        ("sacha.t@cast.example", True),
        ("SACHA.T-9", True),
        ("girafe-bleue-9", False),
    ],
)
def test_a_part_of_a_name_or_of_an_address_of_four_letters_is_personal(password, personal):
    whole = {"email": "sacha.t@cast.example", "full_name": "Sach Léo-Tilleul d’Orme"}
    assert is_personal(password, **whole) is personal


def test_nothing_known_of_the_person_makes_nothing_personal():
    assert is_personal(PHRASE, email="", full_name="") is False
