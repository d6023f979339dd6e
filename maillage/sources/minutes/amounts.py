"""Money and percentages, single or as a range, with the clause that says what they are about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maillage.sources.minutes.lines import Line
from maillage.sources.minutes.words import NUMBER_WORDS, clause_around, fold, number_of
from maillage.tables.minutes import AmountFinding, Confidence, Evidence

NUMBER = r"(?:\d{1,3}(?:[ .]\d{3})+(?:,\d{1,2})?|\d+(?:[.,]\d+)?)"
_SCALE = r"(?:k|m|md|mds|millions?|milliards?|milliers?|mille)"
_SCALES = {"k": 1e3, "m": 1e6, "md": 1e9, "mds": 1e9, "million": 1e6, "milliard": 1e9, "millier": 1e3, "mille": 1e3}
_CURRENCY = r"(?:€|euros?\b|eur\b)"
_SECOND = rf"(?:\s?(?:a|-|et|ou)\s?(?P<high>{NUMBER}))?"
_MONEY = re.compile(
    rf"(?<![\d,.])(?P<low>{NUMBER})\s?(?:(?P<low_scale>{_SCALE})\b)?\s?(?P<first_unit>{_CURRENCY})?{_SECOND}"
    rf"\s?(?P<scale>{_SCALE})?\s?(?:d'|de )?(?<![a-z]{{9}}){_CURRENCY}"
)
_PERCENT = re.compile(rf"(?<![\d,.])(?P<low>{NUMBER})\s?%?{_SECOND}\s?(?:%|pour ?cents?\b)")
_WORDS = re.compile(rf"\b(?P<words>{NUMBER_WORDS})\s(?:(?P<scale>millions?|milliards?)\s)?(?:d'|de )?euros\b")
_DIGITS = "Écrit en chiffres."
_AFTER_AND = re.compile(r"entre\s*$")


def read_amounts(lines: list[Line]) -> Iterator[AmountFinding]:
    """Every amount, in the order of the text."""
    for line in lines:
        flat = fold(line.text)
        found = [*_matches(line, flat, _MONEY, "€"), *_matches(line, flat, _PERCENT, "%"), *_in_words(line, flat)]
        yield from (amount for _, amount in sorted(found, key=lambda entry: entry[0]))


def _matches(line: Line, flat: str, pattern: re.Pattern[str], unit: str) -> Iterator[tuple[int, AmountFinding]]:
    for match in pattern.finditer(flat):
        scale, own = _scale(match, "scale"), _scale(match, "low_scale")
        low, start = value_of(match["low"]) * (own if own > 1 else scale), match.start()
        if match["high"] is None:
            yield start, _finding(line, match.span(), (low, low), unit, "sure", _DIGITS)
            continue
        high, alone = value_of(match["high"]) * scale, match.start("high")
        if not _is_separate(match, flat):
            yield start, _finding(line, match.span(), (min(low, high), max(low, high)), unit, "sure", _DIGITS)
            continue
        if not flat[match.end("low") : alone].strip().isalpha():
            low = value_of(match["low"]) * own
            yield start, _finding(line, (start, match.end("low")), (low, low), unit, "sure", _DIGITS)
        yield alone, _finding(line, (alone, match.end()), (high, high), unit, "sure", _DIGITS)


def _is_separate(match: re.Match[str], flat: str) -> bool:
    joint = flat[match.end("low") : match.start("high")]
    if " ou " in joint:
        return True
    return " et " in joint and not _AFTER_AND.search(flat[: match.start()])


def _scale(match: re.Match[str], group: str) -> float:
    word = (match.groupdict().get(group) or "").strip()
    return _SCALES.get(word, _SCALES.get(word.rstrip("s"), 1.0))


def _in_words(line: Line, flat: str) -> Iterator[tuple[int, AmountFinding]]:
    for match in _WORDS.finditer(flat):
        value = number_of(match["words"])
        if value:
            amount = value * _scale(match, "scale")
            yield (
                match.start(),
                _finding(line, match.span(), (amount, amount), "€", "probable", "Écrit en toutes lettres."),
            )


def _finding(
    line: Line, span: tuple[int, int], values: tuple[float, float], unit: str, confidence: Confidence, reason: str
) -> AmountFinding:
    quotation = line.text[span[0] : span[1]]
    about = clause_around(line.text, *span)
    return AmountFinding(
        values[0], values[1], "€" if unit == "€" else "%", about, Evidence(quotation, line.number, confidence, reason)
    )


def value_of(words: str) -> float:
    """« 59 700,50 » gives 59700.5; a dot before three digits separates thousands."""
    compact = re.sub(r"\s", "", words)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", compact):
        compact = compact.replace(".", "")
    return float(compact.replace(",", "."))
