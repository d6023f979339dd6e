"""The score and its bands: strict where nobody looks, honest about what is missing, and its properties."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.analytics.matching import Band, compare
from maillage.tables.places import PlaceRow
from tests.unit.analytics.matching.places import north_of, other, place

SIRET = "44229377500018"
NOWHERE = {"latitude": None, "longitude": None}
AGREEING = {
    "siret": SIRET,
    "phones": ("+33199000001",),
    "emails": ("accueil@moulin.example",),
    "websites": ("https://moulin.example",),
    "kinds": ("asso",),
    "address": "12 rue des Tanneurs",
    "postal_code": "99100",
}
BLANK = {"siret": "", "phones": (), "emails": (), "websites": (), "kinds": (), "address": "", "postal_code": ""}

names = st.sampled_from(
    ["Moulin bleu", "Atelier du Moulin bleu", "CCAS", "Mairie", "Médiathèque du Moulin", "PIMMS", "France services", ""]
)
addresses = st.sampled_from(
    ["12 rue des Tanneurs", "14 rue des Tanneurs", "rue des Tanneurs", "3 avenue de la Gare", ""]
)
points = st.sampled_from([NOWHERE, north_of(0), north_of(60), north_of(900)])
sirets = st.sampled_from(["", "0" * 14, SIRET, SIRET[:9], "21990001200015"])


@st.composite
def rows(draw: st.DrawFn) -> PlaceRow:
    return place(
        draw(names),
        draw(st.sampled_from(["alpha", "beta"])),
        draw(st.sampled_from(["1", "2"])),
        address=draw(addresses),
        siret=draw(sirets),
        phones=draw(st.sampled_from([(), ("+33199000001",), ("+33199000002",)])),
        kinds=draw(st.sampled_from([(), ("asso",), ("bib",), ("rfs",)])),
        commune_code=draw(st.sampled_from(["99001", "99002", ""])),
        itinerant=draw(st.sampled_from([None, True, False])),
        **draw(points),
    )


def test_the_same_place_in_two_sources_is_automatic():
    result = compare(place(), other())
    assert (result.band, result.score) == (Band.AUTOMATIC, 1.0)
    assert result.reasons == ("Même nom", "Même numéro et même rue", "Au même point", "Même commune")


@pytest.mark.parametrize(
    ("changes", "band"),
    [
        ({"name": "Atelier du Moulin bleu de Vallombre-sur-Orge"}, Band.AUTOMATIC),
        ({"address": "12 R DES TANNEURS"}, Band.AUTOMATIC),
        ({"address": "rue des Tanneurs"}, Band.REVIEW),
        ({"address": "", **NOWHERE}, Band.REVIEW),
        ({**north_of(350)}, Band.REVIEW),
        ({"address": "3 avenue de la Gare", **north_of(200)}, Band.REVIEW),
        ({"address": "3 avenue de la Gare", **north_of(900)}, Band.DISTINCT),
        ({"name": "Boussole"}, Band.DISTINCT),
        ({"name": "Boussole", "siret": SIRET}, Band.REVIEW),
    ],
)
def test_bands(changes, band):
    assert compare(place(siret=changes.get("siret", "")), other(**changes)).band is band


def test_one_source_that_gives_two_addresses_says_two_places():
    moved = {"address": "3 avenue de la Gare", **north_of(200)}
    assert compare(place(), place(source_id="2", **moved)).band is Band.DISTINCT


def test_name_and_commune_alone_are_never_automatic():
    bare = {"address": "", **NOWHERE}
    assert compare(place(**bare), other(**bare)).band is not Band.AUTOMATIC


def test_two_generic_names_far_apart_are_two_places():
    a = place("Mairie", address="Place de la Mairie")
    assert compare(a, other("Mairie", address="Place de la Mairie", **north_of(4000))).band is Band.DISTINCT


def test_different_siren_or_phone_asks_a_human():
    assert compare(place(siret=SIRET), other(siret="55208131766522")).band is Band.REVIEW
    assert compare(place(phones=("+33199000001",)), other(phones=("+33199000002",))).band is Band.REVIEW


def test_a_district_is_not_its_neighbour():
    south = place(
        "France services de Vallombre-sur-Orge - Maison de quartier Val d'Orge Sud", address="13 bd du Gal Leclerc"
    )
    other_one = other(
        "Maison de quartier du Val Saint-Loup", address="164 boulevard du Général Delambre", **north_of(900)
    )
    assert compare(south, other_one).score <= 0.6
    assert compare(south, other_one).band is Band.DISTINCT


@given(rows(), rows())
def test_symmetric_and_bounded(a, b):
    one, two = compare(a, b), compare(b, a)
    assert (one.score, one.band, one.veto, one.reasons) == (two.score, two.band, two.veto, two.reasons)
    assert 0.0 <= one.score <= 1.0


@given(rows(), rows(), st.sampled_from(sorted(AGREEING)))
def test_adding_an_agreement_never_lowers_and_a_missing_field_never_agrees(a, b, field):
    blank = {field: BLANK[field]}
    missing = compare(replace(a, **blank), replace(b, **blank))
    one_sided = compare(replace(a, **{field: AGREEING[field]}), replace(b, **blank))
    agreeing = compare(replace(a, **{field: AGREEING[field]}), replace(b, **{field: AGREEING[field]}))
    assert agreeing.score >= missing.score - 1e-9
    if not one_sided.veto:
        assert one_sided.score <= agreeing.score + 1e-9


@given(rows(), rows())
def test_a_veto_is_never_automatic(a, b):
    result = compare(a, b)
    assert not (result.veto and result.band is Band.AUTOMATIC)


@given(rows(), rows())
def test_reasons_are_french_sentences(a, b):
    assert all(reason and "'" not in reason and reason[0] in "MNRSTCVÀAU" for reason in compare(a, b).reasons)


def test_a_commune_has_one_ccas():
    moved = {"address": "3 avenue de la Gare", **north_of(900)}
    assert compare(place("CCAS"), other("Centre communal d'action sociale", **moved)).band is Band.REVIEW
    elsewhere = {**moved, "commune_name": "Autrebourg", "commune_code": "99002"}
    assert compare(place("CCAS"), other("CCAS", **elsewhere)).band is Band.DISTINCT


def test_two_town_halls_under_one_postal_code_are_two_places():
    square, nowhere = {"address": "1 place de la Mairie"}, {"latitude": None, "longitude": None, "commune_code": ""}
    a = place("Mairie de Vallombre-sur-Orge", **square, **nowhere)
    b = other("Mairie d'Autrebourg", commune_name="Autrebourg", **square, **nowhere)
    assert compare(a, b).band is Band.DISTINCT


MISSED_ELSEWHERE = {
    "a Pimms inside its France services": (
        place("France services Pimms Médiation Vallombre-sur-Orge"),
        other("PIMMS DE VALLOMBRE SUR ORGE", **NOWHERE),
    ),
    "the place named after the town": (
        place("France services de Vallombre-sur-Orge - Espace Rosalie"),
        other("Espace Rosalie", siret="219900012", **NOWHERE),
    ),
    "an acronym": (place("France services Pôle Insertion Médiation Engagement"), other("PIME", **NOWHERE)),
    "a range of numbers": (
        place("Antenne de service social", address="31-33 rue Haute"),
        other("Antenne sociale de Vallombre", address="31 rue Haute", **NOWHERE),
    ),
    "an intercommunal body that moved under one postal code": (
        place("CENTRE INTERCOMMUNAL D'ACTION SOCIALE", siret="20099900100024"),
        other("CIAS du Haut Bocage", address="15 rue Neuve", commune_name="Autrebourg", siret="200999001", **NOWHERE),
    ),
    "a building before the street": (
        place("DESTINATION NUAGES", address="BAT A - ASC B - 1ER ETAGE RUE DES CHARMES"),
        other("Association Destination Nuages", address="4 rue des Charmes", **NOWHERE),
    ),
}


@pytest.mark.parametrize("case", MISSED_ELSEWHERE)
def test_what_the_mean_of_three_ratios_misses_is_shown(case):
    a, b = (replace(row, commune_code="") for row in MISSED_ELSEWHERE[case])
    assert compare(a, b).band is not Band.DISTINCT
