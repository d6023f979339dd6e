"""Cleaners of one cell: text, names, phones, e-mails, sites, identifiers, communes, coordinates, hours, dates."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.sources.places.cells import as_text, clean, parse_date, readable_name
from maillage.sources.places.contacts import emails_of, phones_of, site_of, sites_of
from maillage.sources.places.identifiers import digest_id, pivot_of, rna_of, siret_of
from maillage.sources.places.localities import find_commune, known_commune, located
from maillage.sources.places.written_hours import osm_from_days, understood_hours
from maillage.tables.hours import check_hours

REVERSED = "\u202e"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  deux\u00a0 mots\u202f", "deux mots"),
        ("a\x00b\x07c", "abc"),
        (f"facture{REVERSED}cod.exe", "facturecod.exe"),
        ("zéro\u200blargeur\ufeff", "zérolargeur"),
        ("ligne\r\nautre", "ligne\nautre"),
        ("demi\ud800", "demi"),
        (95000.0, "95000"),
        (None, ""),
        (float("nan"), ""),
        (True, "Oui"),
        (datetime(2026, 3, 1), "2026-03-01"),
        (["a", None, 2], "a||2"),
        ({"a": "é"}, '{"a": "é"}'),
    ],
)
def test_text_is_cleaned(raw, text):
    assert clean(raw, 300)[0] == text


def test_cleaning_is_said():
    assert "invisibles" in clean("a\x00", 300)[1]
    assert clean("été l’an", 300)[1] == ""
    long, message = clean("x" * 500, 300)
    assert len(long) == 300
    assert "300" in message


@given(st.one_of(st.text(), st.text(st.characters(categories=["Cs", "Cc", "Cf", "L"]))))
@settings(deadline=None)
def test_cleaned_text_can_be_written_anywhere(raw):
    text, _ = clean(raw, 300)
    text.encode("utf-8")
    assert len(text) <= 300
    assert clean(text, 300) == (text, "")


@pytest.mark.parametrize(
    ("raw", "place", "name"),
    [
        ("CENTRE INTERCOMMUNAL D'ACTION SOCIALE", "", "Centre intercommunal d'action sociale"),
        ("PIMMS DE CERGY", "Cergy", "PIMMS de Cergy"),
        ("MJC ET CCAS DE VILLIERS LE BEL", "Villiers-le-Bel", "MJC et CCAS de Villiers le Bel"),
        ("MAISON FRANCE SERVICES", "", "Maison France services"),
        ("CCAS", "", "CCAS"),
        ("FABLAB", "", "Fablab"),
        ("Mairie annexe", "", "Mairie annexe"),
        ("ESPACE JEAN XXIII", "", "Espace jean XXIII"),
        ("", "", ""),
    ],
)
def test_names_in_capitals_are_made_readable(raw, place, name):
    assert readable_name(raw, place) == name


@pytest.mark.parametrize(
    ("raw", "departement", "numbers"),
    [
        ("01 30 00 00 01", "95", ("+33130000001",)),
        ("01.30.00.00.01 / 06 12 34 56 78", "95", ("+33130000001", "+33612345678")),
        ("0130000001 ou 0130000001", "95", ("+33130000001",)),
        ("130000001", "95", ("+33130000001",)),
        ("+33 (0)1 30 00 00 01", "", ("+33130000001",)),
        ("0033130000001", "", ("+33130000001",)),
        ("0590 82 00 00", "971", ("+590590820000",)),
        ("0590 82 00 00", "", ("+590590820000",)),
        ("0262 20 00 00", "974", ("+262262200000",)),
        ("3939", "95", ("3939",)),
        ("36 46", "95", ("3646",)),
        ("115", "95", ("115",)),
    ],
)
def test_phones(raw, departement, numbers):
    assert phones_of(raw, departement) == (numbers, ())


@pytest.mark.parametrize(
    "raw", ["néant", "12", "01 02", "0" * 40, "+99 1", "=1+1", "+999999999", "++123456", "0000000000", "+12"]
)
def test_what_is_no_phone_is_said(raw):
    numbers, faults = phones_of(raw, "95")
    assert numbers == ()
    assert "téléphone" in faults[0][1]


def test_emails():
    assert emails_of("Accueil@Lieu.FR; b.c@d-e.org")[0] == ("Accueil@lieu.fr", "b.c@d-e.org")
    assert emails_of("mailto:a@b.fr")[0] == ("a@b.fr",)
    for raw in (
        "noreply@lieu.fr",
        "ne-pas-repondre@lieu.fr",
        "a@b",
        "a@@b.fr",
        "a..b@c.fr",
        "@b.fr",
        "x" * 300 + "@b.fr",
    ):
        addresses, faults = emails_of(raw)
        assert (addresses, len(faults)) == ((), 1)


def test_sites():
    assert sites_of("www.lieu.fr|https://a.fr/b?c=d;e")[0] == ("https://www.lieu.fr", "https://a.fr/b?c=d;e")


@pytest.mark.parametrize(
    "raw", ["javascript:alert(1)", "data:text/html,x", "http://", "http://a@b.fr", "https://[::1", "file:///etc",
            'https://a.fr/"onload=1', "https://a.fr:99999/", "localhost", "https://a.fr/" + "x" * 3000]
)  # fmt: skip
def test_what_is_no_site_is_left_out(raw):
    assert site_of(raw) == ""
    assert sites_of(raw)[0] == ()


@pytest.mark.parametrize(
    ("raw", "siret", "words"),
    [
        ("732 829 320 00074", "73282932000074", ""),
        ("732\u202f829\u202f320\u202f00074", "73282932000074", ""),
        ("35600000049837", "35600000049837", ""),
        ("00000000000000", "", "zéros"),
        ("732829320", "", "SIREN"),
        ("73282932000075", "", "clé"),
        ("7,32829E+13", "", "tableur"),
        ("123", "", "3 chiffres"),
        ("RIDET 12", "", "14 chiffres"),
        ("", "", ""),
    ],
)
def test_siret(raw, siret, words):
    found, message = siret_of(raw)
    assert found == siret
    assert words in message
    assert bool(message) == bool(words)


def test_pivot_holds_a_siret_or_a_rna():
    assert pivot_of("W952000123") == ("", "W952000123", "")
    assert pivot_of("73282932000074")[0] == "73282932000074"
    assert rna_of("W12")[1]
    assert rna_of("") == ("", "")


def test_identifiers_made_of_words_do_not_move():
    assert digest_id("Médiathèque", "1 rue A") == digest_id("MEDIATHEQUE", "1, rue  a")
    assert digest_id("Médiathèque", "1 rue A") != digest_id("Médiathèque", "2 rue A")


@pytest.mark.parametrize(
    ("name", "postal_code", "code"),
    [
        ("SEUGY", "95270", "95594"),
        ("ST OUEN L AUMONE", "95310", "95572"),
        ("Cergy Cedex 02", "95027", "95127"),
        ("ISLE ADAM", "95290", "95313"),
        ("Paris 10e Arrondissement", "75010", "75056"),
        ("Marseille 03", "13003", "13055"),
        ("AJACCIO", "20000", "2A004"),
        ("Bastia", "20200", "2B033"),
        ("Argenteuill", "95100", "95018"),
        ("Nulle part sur rien", "95000", ""),
        ("", "95000", ""),
    ],
)
def test_a_commune_is_found_by_its_name(name, postal_code, code):
    assert find_commune(name, postal_code)[0] == code


def test_a_doubt_on_the_commune_is_said():
    assert "Argenteuil" in find_commune("Argenteuill", "95100")[1]
    assert "département 95" in find_commune("Sannois", "75001")[1]


def test_old_codes_and_arrondissements_lead_to_the_commune():
    assert known_commune("75110") == "75056"
    assert known_commune("95282") == "95169"
    assert known_commune("1053") == "01053"
    assert known_commune("99999") == ""


@pytest.mark.parametrize(
    ("latitude", "longitude", "commune", "found", "words"),
    [
        ("49.03", "2.07", "95127", (49.03, 2.07), ""),
        ("49,03", "2,07", "95127", (49.03, 2.07), ""),
        ("2.07", "49.03", "95127", (49.03, 2.07), "inversées"),
        ("2.07", "49.03", "", (49.03, 2.07), "inversées"),
        ("0", "0", "95127", (None, None), "0,0"),
        ("43.5", "5.4", "95127", (43.5, 5.4), "département 95"),
        ("40.7", "-74", "95127", (None, None), "pas en France"),
        ("nan", "inf", "", (None, None), "illisibles"),
        ("1e400", "2", "", (None, None), "illisibles"),
        ("48", "", "", (None, None), "illisibles"),
        ("", "", "95127", (None, None), ""),
        ("-20.9", "55.5", "97411", (-20.9, 55.5), ""),
    ],
)
def test_coordinates(latitude, longitude, commune, found, words):
    north, east, message = located(latitude, longitude, commune)
    assert (north, east) == found
    assert words in message
    assert bool(message) == bool(words)


@pytest.mark.parametrize(
    ("cells", "hours", "words"),
    [
        ({"Mo": "09:00 - 12:00 / 14:00 - 17:00", "Tu": "09:00 - 12:00 / 14:00 - 17:00"},
         "Mo,Tu 09:00-12:00,14:00-17:00", ""),
        ({"We": "00:00 - 00:00", "Th": "09:00 - 12:00"}, "Th 09:00-12:00", ""),
        ({"Tu": "00:00 - 00:00 / 13:30 - 18:00"}, "Tu 13:30-18:00", ""),
        ({"Mo": "13:00 - 17:30 / 13:00 - 17:30"}, "Mo 13:00-17:30", "réunies"),
        ({"Mo": "09:00 - 12:00 / 11:00 - 14:00"}, "Mo 09:00-14:00", "réunies"),
        ({"Mo": "14:00 - 17:00 / 09:00 - 12:00"}, "Mo 09:00-12:00,14:00-17:00", "ordre"),
        ({"Mo": "14:00 - 12:00"}, "", "inversée"),
        ({"Mo": "sur RDV", "Tu": "fermé"}, "", "illisible"),
        ({"Mo": "9h-12h30 et 14h-17h"}, "Mo 09:00-12:30,14:00-17:00", ""),
        ({"Mo": "9:00-25:00"}, "", "inversée"),
        ({}, "", ""),
    ],
)  # fmt: skip
def test_columns_of_hours(cells, hours, words):
    found, faults = osm_from_days(cells)
    assert found == hours
    assert words in "".join(message for _, message in faults)
    assert bool(faults) == bool(words)


@given(st.dictionaries(st.sampled_from(["Mo", "We", "Su"]), st.text(alphabet="0123456789:h -/et", max_size=30)))
@settings(deadline=None)
def test_any_columns_give_hours_that_can_be_read_or_none(cells):
    hours, _ = osm_from_days(cells)
    assert not hours or check_hours(hours).known


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("Mo-Fr 09:00-12:00", "Mo-Fr 09:00-12:00"),
        ("Mo-Fr 10h00-12h30,13h30-17h", "Mo-Fr 10:00-12:30,13:30-17:00"),
        ("Du lundi au vendredi de 9h à 12h et de 14h à 17h30", "Mo-Fr 09:00-12:00,14:00-17:30"),
        ("Lundi : 9h-12h, mardi : 14h-17h", "Mo 09:00-12:00; Tu 14:00-17:00"),
        ("Lundi et mercredi 9h-12h ; samedi fermé", "Mo,We 09:00-12:00; Sa off"),
        ("Mo 08:30-12:00-14:00", ""),
        ("sur rendez-vous", ""),
        ("Mo 14:00-14:00", ""),
        ("", ""),
    ],
)
def test_free_hours_are_understood_or_said(written, hours):
    found, message = understood_hours(written)
    assert found == hours
    assert bool(message) == (bool(written) and written != hours)


@given(st.text(max_size=80))
@settings(deadline=None)
def test_no_cleaner_raises(text):
    understood_hours(text)
    phones_of(text, "95")
    emails_of(text)
    sites_of(text)
    siret_of(text)
    rna_of(text)
    find_commune(text, text)
    known_commune(text)
    located(text, text, "95018")
    parse_date(text)
    readable_name(text, text)
    as_text(text)


def test_dates():
    assert {parse_date(t) for t in ("2024-04-02", "02/04/2024", "2024-04-02T10:00:00Z", "02-04-2024")} == {
        date(2024, 4, 2)
    }
    assert parse_date("hier") is None
    assert parse_date("31/02/2024") is None
