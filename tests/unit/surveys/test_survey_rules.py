"""Questionnaires: each loads, answers are judged, and results point at no one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.programme.surveys.enums import QuestionKind
from maillage.programme.surveys.presenters import result, sentences
from maillage.programme.surveys.rules import (
    FEWEST,
    Question,
    answer_faults,
    questionnaire,
    questionnaire_codes,
    rates,
    reminder_due,
    tallies,
)
from tests.factories.surveys import ASKED

SENT = date(2026, 11, 1)


@pytest.mark.parametrize("code", questionnaire_codes())
def test_each_questionnaire_loads_with_distinct_codes_and_a_source(code):
    found = questionnaire(code)
    codes = [question.code for question in found.questions]
    assert len(set(codes)) == len(codes) > 0
    assert found.source
    assert all(question.options or question.kind is QuestionKind.TEXT for question in found.questions)


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"one": "yes"}, set()),
        ({}, {"one"}),
        ({"one": "maybe"}, {"one"}),
        ({"one": ["yes"]}, {"one"}),
        ({"one": "yes", "several": ["a", "b"]}, set()),
        ({"one": "yes", "several": ["a", "z"]}, {"several"}),
        ({"one": "yes", "several": "a"}, {"several"}),
        ({"one": "yes", "text": "x" * 2000}, set()),
        ({"one": "yes", "text": "x" * 2001}, {"text"}),
    ],
)
def test_an_answer_is_judged_question_by_question(values, wrong):
    assert set(answer_faults(ASKED, values)) == wrong


def test_what_is_wrong_with_an_answer_is_told_in_words():
    missing, odd = "Répondez à cette question.", "Choisissez parmi les réponses proposées."
    assert answer_faults(ASKED, {}) == answer_faults(ASKED, {"one": ""}) == {"one": missing}
    wrong = {"one": "maybe", "several": ["z"], "text": "x" * 2001}
    assert answer_faults(ASKED, wrong) == {"one": odd, "several": odd, "text": "2000 caractères au plus."}
    assert answer_faults(ASKED, {"one": "yes", "several": [], "text": ""}) == {}


def test_a_questionnaire_is_read_as_its_file_says():
    questionnaire.cache_clear()
    found = questionnaire("membres-instance")
    assert (found.code, found.version) == ("membres-instance", "2026-11")
    assert found.title == "Questionnaire aux membres de l’instance"
    assert found.purpose.startswith("Connaître ce que les membres savent")
    assert found.source.startswith("Relevé de conclusions du 11 juillet 2024")
    steps = tuple((step, step) for step in "12345")
    hint = "1 : pas du tout. 5 : très bien."
    often = (("often", "Souvent"), ("sometimes", "Parfois"), ("never", "Jamais"))
    assert found.questions[:2] == (
        Question("knowledge", QuestionKind.SCALE, "Connaissez-vous l’inclusion numérique ?", steps, True, hint),
        Question(
            "france_services",
            QuestionKind.ONE,
            "Avez-vous déjà orienté quelqu’un vers une France services ?",
            often,
            required=False,
        ),
    )
    text = "Qu’attendez-vous du programme ?"
    assert found.questions[-1] == Question(
        "expectation", QuestionKind.TEXT, text, hint="N’écrivez rien sur une personne."
    )


def test_a_questionnaire_that_is_not_there_is_refused():
    with pytest.raises(KeyError):
        questionnaire("absent")


@pytest.mark.parametrize("count", [FEWEST - 1, FEWEST])
def test_each_tally_says_its_question(count):
    shown = tallies(ASKED, [{"one": "yes", "several": ["a"], "text": "avis"}] * count)
    assert [tally.words for tally in shown] == ["Un ?", "Plusieurs ?", "Texte ?"]


@pytest.mark.parametrize(("count", "hidden"), [(FEWEST - 1, True), (FEWEST, False)])
def test_a_result_is_hidden_under_five_answers(count, hidden):
    shown = tallies(ASKED, [{"one": "yes", "text": "secret"}] * count)
    assert [tally.hidden for tally in shown] == [hidden, True, hidden]
    assert ("secret" in str([result(tally) for tally in shown])) is not hidden
    assert ("Oui 5" in " ".join(sentences((("a", count, 9),), shown))) is not hidden


@given(st.lists(st.fixed_dictionaries({"one": st.sampled_from(["yes", "no"])}), min_size=FEWEST))
def test_the_counts_of_a_single_choice_sum_to_the_answers(answers):
    tally = tallies(ASKED, answers)[0]
    assert sum(count for _, count in tally.counts) == tally.answered == len(answers)


def test_texts_are_given_without_their_order():
    answers = [{"text": text} for text in "zyxwv"]
    assert tallies(ASKED, answers)[2].texts == tuple("vwxyz")


def test_rates_by_group():
    assert rates([("b", True), ("a", False), ("a", True)]) == (("a", 1, 2), ("b", 1, 1))
    assert rates([("a", True), ("a", True), ("a", False)]) == (("a", 2, 3),)


@pytest.mark.parametrize(
    ("days", "reminders", "due"), [(6, 0, False), (7, 0, True), (11, 1, False), (12, 1, True), (400, 2, False)]
)
def test_two_reminders_at_most(days, reminders, due):
    assert reminder_due(SENT, reminders, SENT + timedelta(days=days)) is due
