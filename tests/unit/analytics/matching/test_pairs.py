"""A whole corpus: which pairs are compared, the order does not matter, nothing is chained, the warning while typing."""

from __future__ import annotations

import math
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from maillage.analytics.matching import Band, Corpus, Pair, PairScore, find_pairs, groups, similar_to
from maillage.analytics.matching.candidates import candidate_pairs
from tests.unit.analytics.matching.places import METRE, north_of, other, place

SIRET = "44229377500018"
ROWS = [
    place(),
    other(),
    place("Boussole", "alpha", "3", address="3 avenue de la Gare", **north_of(900)),
    place("La Boussole", "beta", "4", address="3 av. de la Gare", **north_of(910)),
    place("Médiathèque du Moulin bleu", "gamma", "5"),
    place("Phare", "alpha", "6", address="8 quai Neuf", **north_of(3000)),
]


def keys(rows, pairs):
    return {(frozenset((rows[p.a_index].key, rows[p.b_index].key)), p.score.score, p.score.band) for p in pairs}


def pair(a: int, b: int, band: Band) -> Pair:
    return Pair(a, b, PairScore(0.95, band, (), "", ()))


def test_pairs_of_a_corpus():
    found = find_pairs(ROWS)
    assert [(p.a_index, p.b_index, p.score.band) for p in found][:2] == [
        (0, 1, Band.AUTOMATIC),
        (2, 3, Band.AUTOMATIC),
    ]
    assert all(p.score.band is Band.REVIEW and 4 in (p.a_index, p.b_index) for p in found[2:])


@given(st.permutations(ROWS))
def test_the_order_of_the_rows_does_not_matter(shuffled):
    assert keys(shuffled, find_pairs(shuffled)) == keys(ROWS, find_pairs(ROWS))


def test_a_wrong_commune_does_not_hide_a_pair():
    wrong = {"commune_code": "99002", "commune_name": "Ailleurs", "postal_code": "99200"}
    assert find_pairs([place(), other(**wrong)])
    bare = {"latitude": None, "longitude": None}
    assert find_pairs([place(siret=SIRET, **bare), other(siret=SIRET, **wrong, **bare)])


def test_two_postal_codes_of_one_commune_are_compared():
    bare = {"latitude": None, "longitude": None}
    a = place(commune_name="Saint-Rémy l’Abbaye", **bare)
    b = other(commune_name="ST REMY L ABBAYE CEDEX 2", commune_code="", postal_code="99108", **bare)
    assert [p.score.band for p in find_pairs([a, b])] == [Band.REVIEW]


def test_two_points_across_a_cell_border_are_compared():
    nowhere = {"commune_code": "", "commune_name": "", "postal_code": ""}
    rows = [place(source_id=str(i), **{**nowhere, **north_of(i * 450)}) for i in range(6)]
    distances = [replace(row, source=f"s{i}") for i, row in enumerate(rows)]
    compared = {(p.a_index, p.b_index) for p in find_pairs(distances)}
    assert {(i, i + 1) for i in range(5)} <= compared


@given(st.floats(2, 51.2), st.floats(-62, 56), st.floats(0, 999), st.floats(0, 6.3))
def test_points_under_one_kilometre_share_a_block(latitude, longitude, apart, bearing):
    nowhere = {"commune_code": "", "commune_name": "", "postal_code": ""}
    north = latitude + apart * math.cos(bearing) * METRE
    east = longitude + apart * math.sin(bearing) * METRE / math.cos(math.radians(latitude))
    rows = [
        place(latitude=latitude, longitude=longitude, **nowhere),
        other(latitude=north, longitude=east, **nowhere),
    ]
    corpus = Corpus.of(rows)
    assert list(candidate_pairs(corpus.profiles, corpus.context, 3)) == [(0, 1)]


def test_groups_are_complete_or_go_to_review():
    full = [pair(0, 1, Band.AUTOMATIC), pair(1, 2, Band.AUTOMATIC), pair(0, 2, Band.AUTOMATIC)]
    assert groups(full, ROWS).automatic == ((0, 1, 2),)
    assert groups(full, ROWS).review == ()
    chain = [*full[:2], pair(4, 5, Band.AUTOMATIC), pair(0, 2, Band.REVIEW)]
    result = groups(chain, ROWS)
    assert result.automatic == ((4, 5),)
    assert [(p.a_index, p.b_index) for p in result.review] == [(0, 1), (1, 2), (0, 2)]


def test_no_chain_joins_two_france_services():
    """A shared neighbour that resembles both never joins two rows of the register."""
    rows = [
        place("France services du Moulin", "france-services", "1"),
        place("France services du Moulin", "france-services", "2"),
        place("Maison France services du Moulin", "alpha", "3"),
    ]
    found = find_pairs(rows)
    assert sum(p.score.band is Band.AUTOMATIC for p in found) == 2
    assert groups(found, rows).automatic == ()
    assert len(groups(found, rows).review) == 2


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda p: p[0] < p[1]), unique=True))
def test_every_pair_of_a_group_was_automatic(edges):
    pairs = [pair(a, b, Band.AUTOMATIC) for a, b in edges]
    result = groups(pairs, ROWS)
    for group in result.automatic:
        assert {(a, b) for a in group for b in group if a < b} <= set(edges)
    kept = sum(len(g) * (len(g) - 1) // 2 for g in result.automatic)
    assert kept + len(result.review) == len(pairs)


def test_similar_while_typing():
    typed = place("moulin bleu", "saisie", "", address="")
    found = similar_to(typed, Corpus.of(ROWS))
    assert [p.b_index for p in found[:2]] == [0, 1]
    assert found[0].a_index == -1
    assert similar_to(typed, ROWS, limit=1) == found[:1]
    assert similar_to(place("Zénith", "saisie", "", address="", **north_of(9000)), ROWS) == []


def test_a_row_is_not_its_own_duplicate():
    assert [p.b_index for p in similar_to(ROWS[0], ROWS)][:1] == [1]


def test_a_typed_row_is_compared_wherever_it_may_be():
    """The same commune by code, name, SIREN, phone or point: a form half filled gives one of them at most."""
    nowhere = {"commune_code": "", "commune_name": "", "postal_code": "", "latitude": None, "longitude": None}
    known = place(siret=SIRET, phones=("+33199000001",))
    hints = [
        {"commune_name": "Vallombre-sur-Orge"},
        {"siret": SIRET},
        {"phones": ("+33199000001",)},
        north_of(20),
    ]
    for hint in hints:
        assert similar_to(other("Moulin bleu", **{**nowhere, **hint}), [known]), hint
    assert similar_to(other("Moulin bleu", **nowhere), [known]) == []


def test_a_band_has_its_french_words():
    assert [band.label for band in Band] == ["fusion automatique", "à vérifier", "lieux distincts"]


def test_a_candidate_that_is_another_place_is_not_listed():
    assert find_pairs([place(), other("Boussole")]) == []
