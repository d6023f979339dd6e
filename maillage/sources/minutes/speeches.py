"""Who speaks: « Madame X présente », « M. le maire rappelle », « la représentante de la CAF souligne »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from maillage.sources.minutes.names import CIVILITY_AT, civility_word, name_at
from maillage.sources.minutes.words import fold, plain, sentences

VERBS = """
ouvre, presente, remercie, precise, souligne, propose, rappelle, indique, explique, expose, informe, evoque,
complete, ajoute, poursuit, conclut, clot, cloture, leve, demande, interroge, repond, remarque, observe,
insiste, signale, annonce, estime, affirme, confirme, constate, regrette, suggere, souhaite, invite,
introduit, detaille, decrit, revient, intervient, alerte, salue, accueille, donne, fait, prend, se felicite,
s'interroge, s'inquiete, s'engage, soumet, mentionne, note, releve, pense, considere, partage, relate,
temoigne, reprend, commente, dresse, met, rejoint, soutient, attire, aborde, declare, excuse, procede, passe,
dit, fait part, reitere, rapporte, anime, appelle, convient, cite, plaide, deplore, approuve, encourage,
lance, lit, preside, quitte, nuance, illustre
"""
_PARTICIPLES = """
ouvert, presente, remercie, precise, souligne, propose, rappele, indique, explique, expose, informe, evoque,
complete, ajoute, conclu, clos, demande, interroge, repondu, remarque, insiste, signale, annonce, estime,
confirme, constate, suggere, souhaite, invite, introduit, detaille, decrit, fait, pris, donne, soumis, dresse,
salue, accueilli, lu, excuse, releve, mentionne, partage
"""


def _any(words: str) -> str:
    return "|".join(sorted((word.strip().replace("\n", " ") for word in words.split(",")), key=len, reverse=True))


_VERB = (
    r"(?P<verb>(?:(?:l'|lui |leur |en |y |se |s'|nous |les |le |la )?(?:" + _any(VERBS) + r")"
    r"|(?:l'|nous |s')?(?:a|est) (?:ensuite |egalement |aussi |ainsi )?(?:" + _any(_PARTICIPLES) + r"))(?=\W|$))"
)
_GAP = (
    r"(?:\s*,[^.;:!?]{2,160}?,)?(?:\s*\([^)]{1,80}\))?\s*,?\s*(?:(?:ensuite|egalement|aussi|enfin"
    r"|pour sa part|alors|quant a (?:lui|elle)|puis)\s*,?\s*)?"
)
_AFTER = re.compile(_GAP + _VERB)
_TITLED = re.compile(
    r"(?<![\w'])(?:(?:madame|monsieur|mme|m\.)\s+)?(?:la |le |l')(?:vice-)?(?:maire|president|prefet"
    r"|sous-prefet|direct(?:eur|rice)"
    r"|secretaire general|represent|chef|rapporteu|conseill|coordinat|responsable|animat)[^\s,]*(?:\s(?:de"
    r"|du|des|d'|general|departement)[^,.;:]{0,70}?)?" + _GAP + _VERB
)


@dataclass(frozen=True)
class Speech:
    """A speaker, the verb, and the words from the name to the verb."""

    civility: str
    name: str
    verb: str
    quotation: str


def speeches(text: str) -> Iterator[Speech]:
    """The speakers of a paragraph, in their order."""
    for _, sentence in sentences(text):
        flat = fold(sentence)
        found = next(_named(sentence, flat), None) or _function(sentence, flat)
        if found:
            yield found


def speaks(text: str) -> bool:
    """True when someone named speaks: the paragraph is a debate, not an entry of a list."""
    return next(speeches(text), None) is not None


def _named(sentence: str, flat: str) -> Iterator[Speech]:
    for match in CIVILITY_AT.finditer(plain(sentence)):
        start = match.end() + len(flat[match.end() :]) - len(flat[match.end() :].lstrip())
        name = name_at(sentence, start, civility_word(match[0]))
        verb = _AFTER.match(flat, name.end) if name else None
        if name and verb:
            words = " ".join(part for part in (name.first, name.last) if part)
            yield Speech(name.civility, words, verb["verb"], sentence[match.start() : verb.end()])


def _function(sentence: str, flat: str) -> Speech | None:
    match = _TITLED.search(flat)
    if match is None or match.start() > 90:
        return None
    words = re.split(r"[,(]", sentence[match.start() : match.start("verb")])[0].strip()
    return Speech("", words, match["verb"], sentence[match.start() : match.end()])
