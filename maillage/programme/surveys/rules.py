"""Questionnaires as plain data: reading one, judging an answer, tallying without pointing at anyone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from maillage.programme.surveys.enums import QuestionKind

# Under this many answers, a result could be someone's.
FEWEST = 5
SCALE = tuple(str(step) for step in range(1, 6))
LONGEST_TEXT = 2000
# Days after the first mail when each reminder may leave; there are no more than these.
REMINDER_DAYS = (7, 12)


@dataclass(frozen=True)
class Question:
    """One question; `options` are (code, words)."""

    code: str
    kind: QuestionKind
    words: str
    options: tuple[tuple[str, str], ...] = ()
    required: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Questionnaire:
    """A dated list of questions."""

    code: str
    version: str
    title: str
    purpose: str
    source: str
    questions: tuple[Question, ...]


@lru_cache
def questionnaire(code: str) -> Questionnaire:
    """The questionnaire of `definitions/questionnaires/<code>.yaml`; KeyError when there is none."""
    if code not in questionnaire_codes():
        raise KeyError(code)
    text = (_folder() / f"{code}.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.safe_load(text)
    return Questionnaire(
        code,
        str(content["version"]),
        content["title"],
        content["purpose"],
        content["source"],
        tuple(_question(line) for line in content["questions"]),
    )


def questionnaire_codes() -> tuple[str, ...]:
    """The questionnaires that ship with the product."""
    return tuple(sorted(file.name.removesuffix(".yaml") for file in _folder().iterdir() if file.name.endswith(".yaml")))


def _folder() -> Any:
    return files("maillage") / "definitions" / "questionnaires"


def _question(line: Mapping[str, Any]) -> Question:
    kind = QuestionKind(line["kind"])
    options = (
        tuple((step, step) for step in SCALE) if kind is QuestionKind.SCALE else tuple(line.get("options", {}).items())
    )
    return Question(line["code"], kind, line["words"], options, bool(line.get("required", False)), line.get("hint", ""))


def answer_faults(asked: Questionnaire, values: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with each answer, by code of question, in French; empty when all is right."""
    return {
        question.code: fault for question in asked.questions if (fault := _fault(question, values.get(question.code)))
    }


def _fault(question: Question, value: Any) -> str:
    if value in (None, "", []):
        return "Répondez à cette question." if question.required else ""
    if question.kind is QuestionKind.TEXT:
        return f"{LONGEST_TEXT} caractères au plus." if len(str(value)) > LONGEST_TEXT else ""
    known = {code for code, _ in question.options}
    chosen = value if question.kind is QuestionKind.SEVERAL else [value]
    fits = isinstance(chosen, list) and all(isinstance(code, str) and code in known for code in chosen)
    return "" if fits else "Choisissez parmi les réponses proposées."


@dataclass(frozen=True)
class Tally:
    """The answers to one question: how many answered, and (words, count) of each option; hidden under five."""

    words: str
    answered: int
    hidden: bool
    counts: tuple[tuple[str, int], ...] = ()
    texts: tuple[str, ...] = ()


def tallies(asked: Questionnaire, answers: Iterable[Mapping[str, Any]]) -> tuple[Tally, ...]:
    """One tally a question. Free text is given without order or author, and only when five people wrote."""
    listed = list(answers)
    return tuple(
        _tally(question, [given[question.code] for given in listed if given.get(question.code)])
        for question in asked.questions
    )


def reading(
    asked: Questionnaire, answers: Iterable[Mapping[str, Any]], closes_on: date, today: date
) -> tuple[Tally, ...]:
    """The tallies once the survey is closed, nothing before: two readings would tell who answered between them."""
    return tallies(asked, answers) if today > closes_on else ()


def _tally(question: Question, values: list[Any]) -> Tally:
    if len(values) < FEWEST:
        return Tally(question.words, len(values), hidden=True)
    if question.kind is QuestionKind.TEXT:
        return Tally(question.words, len(values), False, texts=tuple(sorted(str(value) for value in values)))
    flat = [code for value in values for code in (value if isinstance(value, list) else [value])]
    counted = Counter(flat)
    return Tally(question.words, len(values), False, tuple((words, counted[code]) for code, words in question.options))


def rates(invited: Iterable[tuple[str, bool]]) -> tuple[tuple[str, int, int], ...]:
    """(group, answered, invited) in the order of the groups."""
    asked: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for group, answered in invited:
        asked[group] += 1
        given[group] += answered
    return tuple((group, given[group], count) for group, count in sorted(asked.items()))


def reminder_due(first_sent: date, sent_reminders: int, today: date) -> bool:
    """Whether the next reminder may leave today; never more than two."""
    if sent_reminders >= len(REMINDER_DAYS):
        return False
    return today >= first_sent + timedelta(days=REMINDER_DAYS[sent_reminders])
