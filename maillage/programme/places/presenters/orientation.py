"""The guided orientation in plain words: one question a page, then the places with their reasons."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from maillage.design.typography import spoken_phone
from maillage.programme.places.presenters.directory import where
from maillage.programme.places.rules.orientation import Advice
from maillage.programme.places.selectors.answers import QUESTIONS, Answers, choices_of

SHOWN, SHOWN_LEFT = 12, 8


@dataclass(frozen=True)
class Link:
    """Something to choose, and where it leads."""

    label: str
    url: str


@dataclass(frozen=True)
class Question:
    """One question: its words, its answers as links, what was answered before and can be changed."""

    title: str
    step: int
    count: int
    choices: tuple[Link, ...]
    typed: bool
    given: tuple[tuple[str, str, str], ...]
    hidden: tuple[tuple[str, str], ...]


def question(answers: Answers) -> Question:
    """The next question."""
    asked = answers.question
    choices = [Link(words, _url(answers.given | {asked: value})) for value, words in choices_of(asked)]
    if asked == "ou":
        choices = [
            Link(f"{found.name}, {found.detail}", _url(answers.given | {"ou": found.code})) for found in answers.found
        ]
    return Question(
        title=QUESTIONS[asked],
        step=answers.step,
        count=len(QUESTIONS),
        choices=tuple(choices),
        typed=asked == "ou",
        given=given(answers),
        hidden=tuple(answers.given.items()),
    )


def given(answers: Answers) -> tuple[tuple[str, str, str], ...]:
    """(question, answer, address that asks it again) of what was answered."""
    return tuple(
        (QUESTIONS[name], answers.words[name], _url({k: v for k, v in answers.given.items() if k != name}))
        for name in QUESTIONS
        if name in answers.given
    )


def _url(given: dict[str, str]) -> str:
    return f"{reverse('places:orientation')}?{urlencode(given)}" if given else reverse("places:orientation")


@dataclass(frozen=True)
class Suggestion:
    """A place with the reasons for it or against it."""

    name: str
    url: str
    where: str
    phone: str
    phone_link: str
    suits: tuple[str, ...]
    to_check: tuple[str, ...]
    against: tuple[str, ...]


def suggestions(advices: list[Advice], limit: int) -> tuple[Suggestion, ...]:
    """The first advices, ready to be read."""
    return tuple(_suggestion(advice) for advice in advices[:limit])


def _suggestion(advice: Advice) -> Suggestion:
    place = advice.candidate.key
    phone = place.phones[0] if place.phones else ""
    return Suggestion(
        name=place.name,
        url=reverse("places:place", kwargs={"public_id": place.public_id}),
        where=where(place),
        phone=spoken_phone(phone),
        phone_link=phone,
        suits=advice.suits,
        to_check=advice.to_check,
        against=advice.against,
    )
