"""How a person is found in a value, and what an erasure leaves of it."""

from __future__ import annotations

import pytest

from maillage.programme.privacy.enums import Erasure
from maillage.programme.privacy.rules import FORGOTTEN, STRUCK, Sought, erased, fold, is_theirs, mark, names_them

THEM = Sought("zoe.orme@cast.example", "Zoé de l’Orme")


@pytest.mark.parametrize(
    ("text", "folded"),
    [("  Zoé   DE l’Orme\n", "zoe de l’orme"), ("Straße", "strasse"), ("ﬁn", "fin"), ("a\u00a0b", "a b"), ("", "")],
)
def test_two_writings_of_a_name_fold_to_one(text, folded):
    assert fold(text) == folded


def test_only_what_is_long_enough_is_looked_for():
    assert Sought("a@b", "Léon").values == ("leon",)
    assert Sought("a@b.c", "Léo").values == ("a@b.c",)
    assert Sought().values == ()


@pytest.mark.parametrize(
    ("value", "theirs"),
    [("ZOE de l’orme", True), ("Zoe.Orme@CAST.example", True), ("Mme Zoé de l’Orme", False), ("", False), (7, False)],
)
def test_a_whole_value_is_theirs_whatever_its_accents(value, theirs):
    assert is_theirs(value, THEM) is theirs


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ("Présents : Zoé de l’Orme, et d’autres", True),
        ("ZoéxZoé de l’Ormeau", False),
        ("xZoé de l’Orme", False),
        (["rien", {"qui": "ZOÉ DE L’ORME"}], True),
        ({"zoe.orme@cast.example": 1}, True),
        (("a", "zoe de l’orme"), True),
        ({"a": ["b"]}, False),
        (None, False),
    ],
)
def test_they_are_found_inside_texts_lists_and_objects_as_whole_words(value, named):
    assert names_them(value, THEM) is named


@pytest.mark.parametrize(
    ("value", "rule", "whole", "left"),
    [
        ("autre@cast.example", Erasure.CLEAR, True, ""),
        ("zoe.orme@cast.example", Erasure.CLEAR, False, ""),
        ("autre@cast.example", Erasure.CLEAR, False, "autre@cast.example"),
        (["a"], Erasure.CLEAR, True, []),
        ("Zoé de l’Orme", Erasure.FORGET, False, FORGOTTEN),
        ("Quelqu’un", Erasure.FORGET, True, FORGOTTEN),
        ("", Erasure.FORGET, True, ""),
        ("Quelqu’un", Erasure.FORGET, False, "Quelqu’un"),
        ("Mme Zoé de l’Orme", Erasure.FORGET, False, f"Mme {STRUCK}"),
        ("Vu avec ZOE de l’Orme.", Erasure.MENTION, True, f"Vu avec {STRUCK}."),
        ("Zoé de l’Orme", Erasure.KEEP, True, "Zoé de l’Orme"),
        ("Zoé de l’Orme", Erasure.ROW, True, "Zoé de l’Orme"),
        (3, Erasure.MENTION, True, 3),
    ],
)
def test_what_an_erasure_leaves(value, rule, whole, left):
    assert erased(value, THEM, rule, whole=whole) == left


def test_in_lists_their_items_go_and_mentions_are_struck():
    value = {"qui": ["Zoé de l’Orme", "Alix"], "note": {"texte": "Dit par zoé  de l’orme hier"}}
    left = {"qui": ["Alix"], "note": {"texte": f"Dit par {STRUCK} hier"}}
    assert erased(value, THEM, Erasure.MENTION, whole=False) == left


def test_every_writing_in_a_text_is_struck_and_the_rest_stays_as_written():
    text = "É. ﬁn : Zoé de l’Orme (zoe.orme@cast.example), ZOÉ\u00a0DE  L’ORME ; Zoé seule."
    left = f"É. ﬁn : {STRUCK} ({STRUCK}), {STRUCK} ; Zoé seule."
    assert erased(text, THEM, Erasure.MENTION, whole=False) == left


def test_a_mark_tells_the_same_person_under_the_same_key_alone():
    assert mark("Zoé de l’Orme", "clé") == mark("ZOE  de l’orme", "clé")
    assert mark("Zoé de l’Orme", "clé") != mark("Zoé de l’Orme", "autre")
    assert mark("Zoé", "clé") == "2d12c7d3feed9790a1a836fdf65fda567d7dfb4be3ad1da6b84f52c17d8286bb"
