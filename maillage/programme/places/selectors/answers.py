"""The five questions of the guided orientation; answers live in the address, an unknown one is asked again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from maillage.programme.places.rules.orientation import Moment, Need, Travel
from maillage.programme.territories.selectors import Found, territories_named
from maillage.tables.vocabulary import terms_of

TRAVELS = {
    "pied": (Travel.WALK, "À pied (1,5 km)"),
    "transport": (Travel.TRANSPORT, "En bus, en train ou à vélo (10 km)"),
    "voiture": (Travel.CAR, "En voiture (25 km)"),
    "domicile": (Travel.HOME, "Non, je reste chez moi"),
}
MOMENTS = {
    "indifferent": (Moment.ANY, "Peu importe"),
    "matin": (Moment.MORNING, "En semaine, le matin"),
    "apres-midi": (Moment.AFTERNOON, "En semaine, l’après-midi"),
    "soir": (Moment.EVENING, "En semaine, le soir"),
    "samedi": (Moment.SATURDAY, "Le samedi"),
}
ANYTHING = "autre"
QUESTIONS = {
    "service": "De quoi avez-vous besoin ?",
    "ou": "Où êtes-vous ?",
    "deplacement": "Pouvez-vous vous déplacer ?",
    "quand": "Quand pouvez-vous venir ?",
    "langue": "Dans quelle langue ?",
}


@dataclass(frozen=True)
class Answers:
    """What was answered so far, and the question to ask next, "" at the end."""

    given: dict[str, str]
    words: dict[str, str]
    question: str
    found: tuple[Found, ...]

    @property
    def step(self) -> int:
        """The number of the question, from 1."""
        return list(QUESTIONS).index(self.question) + 1 if self.question else len(QUESTIONS)

    def need(self) -> Need:
        """The answers as the rules take them."""
        service = self.given["service"]
        return Need(
            service="" if service == ANYTHING else service,
            travel=TRAVELS[self.given["deplacement"]][0],
            moment=MOMENTS[self.given["quand"]][0],
            language=self.given["langue"],
        )


def choices_of(question: str) -> list[tuple[str, str]]:
    """(value, words) of the answers of a question; none for « where », which is typed."""
    if question == "service":
        broad = [(term.code, term.plain) for term in terms_of("services").values() if term.plain]
        return [*broad, (ANYTHING, "Autre chose, ou je ne sais pas")]
    if question == "deplacement":
        return [(value, words) for value, (_, words) in TRAVELS.items()]
    if question == "quand":
        return [(value, words) for value, (_, words) in MOMENTS.items()]
    if question == "langue":
        return [(term.code, term.label) for term in terms_of("languages").values()]
    return []


def answers_of(query: Mapping[str, str]) -> Answers:
    """The answers that make sense, and the first question without one."""
    given, words = {}, {}
    for question in QUESTIONS:
        known = dict(choices_of(question))
        value = query.get(question, "")
        if question != "ou" and value in known:
            given[question], words[question] = value, known[value]
    typed = query.get("ou", "").strip()[:100]
    named = territories_named(typed) if typed else ()
    communes = tuple(found for found in named if found.kind == "Commune")
    exact = [found for found in communes if found.code == typed] or list(communes if len(communes) == 1 else ())
    if exact:
        given["ou"], words["ou"] = exact[0].code, exact[0].name
    asked = next((question for question in QUESTIONS if question not in given), "")
    return Answers(given, words, asked, () if exact else communes)
