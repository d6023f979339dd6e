"""The names of people in French text: civilities, first names, particles, capital letters."""

from __future__ import annotations

import re
from dataclasses import dataclass

from maillage.sources.minutes.bodies import body_start, is_body, is_function
from maillage.sources.minutes.given_names import GIVEN
from maillage.sources.minutes.words import fold, plain

CIVILITY = r"(?:madame|mesdames|monsieur|messieurs|mmes?\.?|mlles?|mm\.|m\.|mr\.?|dr\.?|docteur|maitre|me)(?=\s|$)"
CIVILITY_AT = re.compile(rf"(?<![\w'-]){CIVILITY}", re.IGNORECASE)
_CIVILITIES = {
    "madame": "Madame",
    "mesdames": "Madame",
    "mme": "Madame",
    "mmes": "Madame",
    "mlle": "Madame",
    "mlles": "Madame",
    "monsieur": "Monsieur",
    "messieurs": "Monsieur",
    "mm": "Monsieur",
    "m": "Monsieur",
    "mr": "Monsieur",
    "dr": "Docteur",
    "docteur": "Docteur",
    "maitre": "Maître",
    "me": "Maître",
}
_PARTICLES = {
    "de",
    "du",
    "des",
    "d'",
    "la",
    "le",
    "les",
    "van",
    "von",
    "der",
    "den",
    "ben",
    "bin",
    "el",
    "al",
    "da",
    "dos",
    "di",
    "del",
    "della",
    "do",
    "y",
    "saint",
    "ait",
    "abd",
}
_WORD = re.compile(r"[^\s,;:()|/]+")


@dataclass(frozen=True)
class Name:
    """A name read in a text and where it ends there."""

    civility: str
    first: str
    last: str
    end: int
    sure: bool


def civility_word(words: str) -> str:
    """« Mme » gives « Madame »."""
    return _CIVILITIES.get(fold(words).strip(" ."), "")


def name_at(text: str, start: int, civility: str = "") -> Name | None:
    """The name that begins at a place of the text; without civility it must look like one by itself."""
    tokens = _tokens(text, start, limit=6 if civility else 5)
    while tokens and fold(tokens[-1][0]) in _PARTICLES and not tokens[-1][0].isupper():
        tokens.pop()
    if not tokens:
        return None
    words = [word for word, _ in tokens]
    first, last, sure = _split(words)
    if not civility and not _believable(words, text[start : tokens[-1][1]]):
        return None
    return Name(civility, first, last, tokens[-1][1], sure)


def _tokens(text: str, start: int, limit: int) -> list[tuple[str, int]]:
    """The words of the name with their ends: capital letters and particles, until a function, a body or a mark."""
    flat, place = plain(text), start
    tokens: list[tuple[str, int]] = []
    while len(tokens) < limit:
        match = _WORD.match(flat, place)
        if not match or match[0] in {"-", "&"}:
            break
        word = match[0].rstrip(".") if len(match[0]) > 3 else match[0]
        if not _in_name(word, first=not tokens) or (tokens and _stops(flat, match.start(), word, tokens)):
            break
        tokens.append((text[match.start() : match.start() + len(word)], match.start() + len(word)))
        place = match.end()
        if word != match[0] or flat[place : place + 1] != " ":
            break
        place += 1
    return tokens


def _in_name(word: str, *, first: bool) -> bool:
    if fold(word) in _PARTICLES:
        return True
    letters = word.replace("'", "").replace("-", "").replace(".", "")
    lowered = re.sub(r"^[dl]'", "", word)
    return letters.isalpha() and (lowered[:1].isupper()) and not (first and len(letters) == 1 and "." not in word)


def _stops(flat: str, place: int, word: str, tokens: list[tuple[str, int]]) -> bool:
    """A body or a function that follows the name directly: « Mme ROUX CAF », « Jean Dupont Maire »."""
    if fold(word) in _PARTICLES:
        following = _WORD.match(flat, place + len(word) + 1)
        named = following and (following[0][:1].isupper() or fold(following[0]) in _PARTICLES)
        return not named or (all(w.isupper() for w, _ in tokens) and not word.isupper())
    if fold(word) in GIVEN:
        return False
    return is_function(word) or (is_body(word) and any(len(w) > 2 for w, _ in tokens) and body_start(flat[place:]) == 0)


def _split(words: list[str]) -> tuple[str, str, bool]:
    """(first name, name, sure) of the words of a name."""
    capitals = [k for k, word in enumerate(words) if _is_capitals(word)]
    if capitals and len(capitals) < len(words):
        begin, end = capitals[0], capitals[-1] + 1
        while begin > 0 and fold(words[begin - 1]) in _PARTICLES:
            begin -= 1
        first = words[:begin] + words[end:]
        return " ".join(first), " ".join(words[begin:end]), True
    if len(words) == 1 or any(fold(word) == "dit" for word in words):
        return "", " ".join(words), True
    if fold(words[0]).split("-")[0] not in GIVEN and fold(words[-1]).split("-")[0] in GIVEN and words[0][-1] != ".":
        return words[-1], " ".join(words[:-1]), False
    if fold(words[0]) in _PARTICLES or (capitals and fold(words[0]).split("-")[0] not in GIVEN):
        return "", " ".join(words), bool(capitals)
    return words[0], " ".join(words[1:]), fold(words[0]).split("-")[0] in GIVEN


def _is_capitals(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return len(letters) > 1 and all(letter.isupper() for letter in letters)


def _believable(words: list[str], whole: str) -> bool:
    """A name without civility: a known first name or an initial beside a name, or Title beside CAPITALS."""
    if not 2 <= len(words) <= 5 or is_function(whole) or is_body(whole):
        return False
    if any(fold(word).split("-")[0] in GIVEN for word in (words[0], words[-1])):
        return fold(words[0]) != "france"
    if re.fullmatch(r"[A-ZÉ](?:\.|-[A-ZÉ]\.)+", words[0]) and len(words[1]) > 1:
        return True
    capitals = [word for word in words if _is_capitals(word)]
    titles = [word for word in words if not _is_capitals(word) and fold(word) not in _PARTICLES]
    return len(capitals) in {1, 2} and len(titles) == 1 and len(capitals[0]) > 2 and body_start(whole) < 0
