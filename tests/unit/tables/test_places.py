"""The declared row of a place and the vocabulary that its codes come from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from maillage.tables.places import FIELD_WORDS, LIST_FIELDS, VOCABULARY_FIELDS, PlaceRow, row_from_json
from maillage.tables.vocabulary import FORMATS, code_of, exported, labels_of, terms_of, vocabularies, with_narrower

ROW = PlaceRow("france-services", "552", "France services de Garges", fees=("free",), updated_on=date(2024, 8, 1))


def test_a_row_survives_json():
    assert row_from_json(ROW.as_json()) == ROW


def test_the_fingerprint_sees_content_and_not_its_date():
    assert replace(ROW, updated_on=date(2026, 1, 1)).fingerprint() == ROW.fingerprint()
    assert replace(ROW, name="Autre").fingerprint() != ROW.fingerprint()


def test_every_field_has_its_french_word():
    assert set(LIST_FIELDS) <= set(FIELD_WORDS)
    assert set(VOCABULARY_FIELDS) <= set(vocabularies())


def test_every_published_value_comes_back_to_its_code():
    for vocabulary, terms in vocabularies().items():
        for code, term in terms.items():
            for form in ("standard_v1", "standard_v0"):
                assert [code_of(vocabulary, form, value) for value in term.values_in(form)] == [code] * len(
                    term.values_in(form)
                )


def test_a_broader_code_exists_and_has_a_word_in_the_standard():
    for vocabulary, terms in vocabularies().items():
        for term in terms.values():
            assert not term.broader or terms_of(vocabulary)[term.broader].standard_v1


def test_who_asks_for_the_broad_service_accepts_the_finer():
    assert {"smartphone", "computer", "everyday_tools"} <= with_narrower("services", ["everyday_tools"])


def test_an_export_says_what_it_loses():
    values, lost = exported("services", "standard_v1", ["smartphone", "computer", "safe_use"])
    assert values == ("Maîtrise des outils numériques du quotidien", "Utilisation sécurisée du numérique")
    assert lost == ("smartphone", "computer")
    assert exported("special_care", "data_inclusion", ["illiteracy"]) == ((), ("illiteracy",))


@given(st.lists(st.sampled_from(sorted(terms_of("services")))))
def test_words_follow_the_vocabulary(codes):
    assert len(labels_of("services", codes)) == len(set(codes))
    for form in FORMATS:
        values, lost = exported("services", form, codes)
        assert len(set(values)) == len(values)
        assert set(lost) <= set(codes)
