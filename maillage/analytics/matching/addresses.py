"""Street lines made comparable: number and street apart, abbreviations spelt out, postal leftovers dropped."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from maillage.analytics.matching.names import fold
from maillage.analytics.matching.spec import spec

_LEFTOVERS = re.compile(r"\b(?:cedex(?: \d{1,2})?|(?:b p|bp|c s|cs|tsa)\s?\d+|\d{5}\b.*)")
_NUMBER = re.compile(r"^(?:n )?0*(\d{1,4})\s?(bis|ter|quater|[a-f](?= ))?(?![a-z0-9])")
_NEXT_NUMBER = re.compile(r"^\s?(?:et |a |au )?0*(\d{1,4})\s?(bis|ter|quater|[a-f](?= ))?(?![a-z0-9])")


@dataclass(frozen=True, slots=True)
class Address:
    """A street line: the numbers it covers, their suffix, the type of the street and the words of its name."""

    numbers: tuple[int, ...]
    suffix: str
    kind: str
    words: tuple[str, ...]

    @property
    def street(self) -> str:
        """The words of the street in one string; empty when nothing was given."""
        return " ".join(self.words)


def parse_address(line: str, commune: str = "") -> Address:
    """« 12/14 bd Gal Leclerc BP 12 95100 X CEDEX » → numbers (12, 14), boulevard, (general, leclerc)."""
    text = _LEFTOVERS.sub(" ", fold(line)).strip()
    own = fold(commune)
    if own and text.endswith(f" {own}") and len(text.split()) > len(own.split()) + 2:
        text = text[: -len(own)].strip()
    numbers, suffix, rest = _numbers(text)
    words, types = rest.split(), spec().street_types
    start = next((i for i, word in enumerate(words[:-1]) if word in types), None)
    if start is None:
        return Address(numbers, suffix, "", _named(words))
    if start and not numbers:
        numbers, suffix = _trailing_number(words[:start])
    return Address(numbers, suffix, types[words[start]], _named(words[start + 1 :]))


def same_numbers(a: Address, b: Address) -> bool | None:
    """Whether the numbers meet (31-33 covers 31, 4 bis is not 4 ter); None when one side gives none."""
    if not a.numbers or not b.numbers:
        return None
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return False
    meet = min(a.numbers) <= max(b.numbers) and min(b.numbers) <= max(a.numbers)
    odd = {n % 2 for n in a.numbers} & {n % 2 for n in b.numbers}
    return meet and bool(odd)


def street_similarity(a: Address, b: Address) -> float:
    """Likeness of two street names in 0..1, order-free, typos forgiven; another type of street takes 0.1 off.

    Words missing from one side cost little when the last word, which carries the name in French, is the same
    (« Rue Leclerc », « Rue du Général Leclerc »), or when a quarter follows the street at the same number.
    """
    likeness = 1.0 if a.words == b.words else fuzz.token_sort_ratio(a.street, b.street) / 100
    if likeness < 1.0 and _contained(a, b):
        likeness = max(likeness, 0.9)
    return likeness - 0.1 if a.kind and b.kind and a.kind != b.kind else likeness


def _contained(a: Address, b: Address) -> bool:
    shorter, longer = sorted((a.words, b.words), key=lambda words: (len(words), words))
    if not shorter or not set(shorter) <= set(longer):
        return False
    if shorter[-1] == longer[-1]:
        return not shorter[-1].isdigit()
    return longer[: len(shorter)] == shorter and a.kind == b.kind and bool(same_numbers(a, b))


def _numbers(text: str) -> tuple[tuple[int, ...], str, str]:
    match = _NUMBER.match(text)
    if not match:
        return (), "", text
    numbers, suffix, rest = [int(match[1])], match[2] or "", text[match.end() :]
    following = _NEXT_NUMBER.match(rest.lstrip())
    if following and 0 < int(following[1]) - numbers[0] <= 30:
        numbers.append(int(following[1]))
        rest = rest.lstrip()[following.end() :]
    return tuple(numbers), suffix, rest.strip()


def _trailing_number(before: list[str]) -> tuple[tuple[int, ...], str]:
    suffix = before.pop() if len(before) > 1 and before[-1] in {"bis", "ter", "quater"} else ""
    last = before[-1] if before else ""
    return ((int(last),), suffix) if last.isdecimal() and len(last) <= 4 else ((), "")


def _named(words: list[str]) -> tuple[str, ...]:
    rules = spec()
    spelt = " ".join(rules.spelt.get(word, word) for word in words).split()
    while len(spelt) > 1 and spelt[0] in rules.street_types:
        spelt = spelt[1:]
    return tuple(word for word in spelt if word not in rules.stop_words)
