"""French text laid flat for matching: same length as the original, so that every span gives back the exact words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_PLAIN = str.maketrans(
    {
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u2007": " ",
        "\u2002": " ",
        "\u2003": " ",
        "\t": " ",
        "\n": " ",
        "\r": " ",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "–": "-",
        "—": "-",
        "‑": "-",
        "−": "-",
        "“": '"',
        "”": '"',
    }
)
_ABBREVIATIONS = re.compile(r"\b(m|mm|mme|mmes|mlle|dr|me|mr|art|n|cf|etc|p|st|ste|ex|av|bd|[a-z])\.$")
_END = re.compile(r"[.!?…]+[\"»)]?\s+(?=[\"«(-]?\s?[^\Wa-z_])|\s;\s|;\s(?=-)")

UNITS = {
    "un": 1,
    "une": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "six": 6,
    "sept": 7,
    "huit": 8,
    "neuf": 9,
    "dix": 10,
    "onze": 11,
    "douze": 12,
    "treize": 13,
    "quatorze": 14,
    "quinze": 15,
    "seize": 16,
    "vingt": 20,
    "vingts": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "septante": 70,
    "octante": 80,
    "nonante": 90,
}
ROUND = {
    "dizaine": 10,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
    "douzaine": 12,
}
_WORD = "|".join(sorted([*UNITS, "cents", "cent", "mille", "mil"], key=len, reverse=True))
NUMBER_WORDS = rf"(?:{_WORD})(?:(?:\s+et\s+|\s|-)(?:{_WORD})){{0,11}}"


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Plain spaces, apostrophes and dashes; same length."""
    return text.translate(_PLAIN)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Lower case without accents; same length, so a span in it is a span in the text."""
    return "".join(_folded(letter) for letter in plain(text))


@lru_cache(maxsize=1024)
def _folded(letter: str) -> str:
    if letter.isascii():
        return letter.lower()
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return base if len(base) == 1 else letter


def key_of(name: str) -> str:
    """What two spellings of a name share: letters and digits alone."""
    return re.sub(r"[^a-z0-9]+", " ", fold(name)).strip()


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """(offset, sentence) of each sentence; an abbreviation such as « M. » ends none."""
    flat, start = fold(text), 0
    original = plain(text)
    for match in _END.finditer(original):
        if _ABBREVIATIONS.search(flat[max(start, match.start() - 6) : match.start() + 1]):
            continue
        yield start, text[start : match.end()].rstrip()
        start = match.end()
    if text[start:].strip():
        yield start, text[start:].rstrip()


def clause_around(text: str, start: int, end: int, limit: int = 240) -> str:
    """The clause of the text that holds a span, cut at strong punctuation, at most `limit` characters long."""
    flat = plain(text)
    left = max(
        (flat.rfind(mark, 0, start) + len(mark) for mark in (". ", "; ", " : ") if mark in flat[:start]), default=0
    )
    rights = [flat.find(mark, end) for mark in (". ", ";", "\n")]
    right = min((place for place in rights if place >= 0), default=len(text))
    left, right = max(left, start - limit), min(right, end + limit)
    return text[left:right].strip(" .;,-–")


def number_of(words: str) -> int | None:
    """« vingt-deux » gives 22, « deux mille vingt-quatre » 2024."""
    total = current = 0
    for word in re.findall(r"[a-z]+", fold(words)):
        if word == "et":
            continue
        if word in {"cent", "cents"}:
            current = max(1, current) * 100
        elif word in {"mille", "mil"}:
            total, current = total + max(1, current) * 1000, 0
        elif word in UNITS:
            current = current - 4 + 80 if UNITS[word] == 20 and current % 100 == 4 else current + UNITS[word]
        else:
            return None
    return total + current
