"""The value of any field, as people read it."""

from __future__ import annotations

import pytest

from maillage.programme.places.presenters.values import value_words
from maillage.programme.places.presenters.words import field_word


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("hours", "Mo-Fr 09:00-12:00", "Du lundi au vendredi : de 9\u00a0h à 12\u00a0h. Samedi et dimanche : fermé."),
        ("phones", ["+33199000001", "3939"], "01\u00a099\u00a000\u00a000\u00a001, 3939"),
        ("fees", ["free"], "Gratuit"),
        ("websites", ["https://a.example", "https://b.example"], "https://a.example, https://b.example"),
        ("local_labels", ["Label fictif"], "Label fictif"),
        ("itinerant", False, "non"),
        ("itinerant", True, "oui"),
        ("itinerant", None, "non connu"),
        ("address", "", "non connu"),
        ("emails", [], "non connu"),
        ("latitude", 0.0, "0.0"),
    ],
)
def test_each_kind_of_value_has_its_words(field, value, words):
    assert value_words(field, value) == words


def test_each_field_has_a_french_word():
    assert (field_word("hours"), field_word("languages"), field_word("commune")) == (
        "horaires",
        "langues parlées",
        "commune",
    )
