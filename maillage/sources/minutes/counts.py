"""Numbers of things, in digits or in words, and the sums that neighbours make: « treize X et vingt-deux Y » is 35."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maillage.sources.minutes.amounts import value_of
from maillage.sources.minutes.lines import Line
from maillage.sources.minutes.words import NUMBER_WORDS, ROUND, fold, number_of
from maillage.tables.minutes import CountFinding, Evidence

_MONTHS = "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
_NOT_NOUNS = (
    rf"(?:{_MONTHS}|euros?|eur|millions?|milliards?|milliers?|heures?|h|min|minutes?|mn|pour|contre"
    rf"|voix|abstentions?|avenue|rue"
    r"|boulevard|place|chemin|route|allee|bis|ter|cedex|ans?|mois|jours?|semaines?|annees?|fois"
    r"|puis|plus|moins|dans|sans|sous"
    r"|tous|toutes|vers|jusqu|dont|selon|apres|depuis|lors|alors|ainsi|mais|chez|nous|vous|ils|elles"
    r"|nos|leurs|ces|ses|des|les"
    r"|autres|premiers?|premieres?|derniers?|dernieres?|prochains?|prochaines?|pages?|points?)\b"
)
_NOUN = (
    rf"(?P<noun>(?!{_NOT_NOUNS})[a-z][a-z'-]{{2,}}(?:\s(?!(?:et|ou|de|du|des|d|qui|que|ont|sont|en"
    rf"|a|au|aux|dans|par|pour|ne|le|la|les|seront|etaient|y|est|se|ces|avec|dont|sur)\b)[a-z][a-z'-]*[a-z]){{0,2}})"
)
_SCALE = r"(?:\s(?P<scale>millions?|milliards?|milliers?) (?:de |d'))?"
_DIGITS = re.compile(
    rf"(?<![\d,./°-])(?<!n° )(?<!article )(?<!page )(?P<number>\d{{1,3}}(?:[ .]\d{{3}})+|\d+(?:,\d+)?(?=\smilli)"
    rf"|\d{{1,6}}){_SCALE}(?:\s)?(?<=\s){_NOUN}"
)
_WORDS = re.compile(
    rf"(?<![\w-])(?P<number>(?:une|la)\s(?:{'|'.join(ROUND)})\s(?:de|d')|{NUMBER_WORDS}){_SCALE}\s?(?<=[\s']){_NOUN}"
)
_JOINT = re.compile(r"^(?:\s?,)?\s(?:et|ainsi que|plus)\s(?:de\s)?$|^,\s$")
_SCALES = {"million": 1_000_000, "milliard": 1_000_000_000, "millier": 1_000}


def read_counts(lines: list[Line]) -> Iterator[CountFinding]:
    """Every count that has a plural noun, then the sums of neighbours."""
    for line in lines:
        flat = fold(line.text)
        found = sorted(_found(line, flat), key=lambda entry: entry[0])
        yield from (count for _, _, count in found)
        yield from _sums(line, flat, found)


def _found(line: Line, flat: str) -> Iterator[tuple[int, int, CountFinding]]:
    for pattern, reason in ((_DIGITS, "Écrit en chiffres."), (_WORDS, "Écrit en toutes lettres.")):
        for match in pattern.finditer(flat):
            value = _value(match)
            if value is None or value < 2 or not _is_plural(match["noun"]) or _is_year(match, flat):
                continue
            start, end = match.start(), match.end("noun")
            noun = line.text[match.start("noun") : end]
            evidence = Evidence(line.text[start:end], line.number, "probable", reason)
            yield start, end, CountFinding(value, noun, (), evidence)


def _value(match: re.Match[str]) -> int | None:
    words, scale = match["number"], _SCALES.get((match["scale"] or "").rstrip("s"), 1)
    if words[0].isdecimal():
        return round(value_of(words) * scale)
    rounded = next((value for word, value in ROUND.items() if word in words), None)
    value = rounded if rounded is not None else number_of(words)
    return value * scale if value else None


def _is_plural(noun: str) -> bool:
    first = re.split(r"[\s]", noun)[0]
    return (
        first[-1] in "sx" or (" " in noun and noun[-1] in "sx") or noun.startswith(("france services", "rendez-vous"))
    )


def _is_year(match: re.Match[str], flat: str) -> bool:
    number = match["number"]
    return bool(re.fullmatch(r"(?:19|20)\d\d", number)) or bool(
        re.search(r"(?:article|alinea|n°|numero|loi|page|point|tel|telephone|chapitre)\s*$", flat[: match.start()])
    )


def _sums(line: Line, flat: str, found: list[tuple[int, int, CountFinding]]) -> Iterator[CountFinding]:
    """Runs of counts joined by « et » or a comma, nothing else between them."""
    run: list[tuple[int, int, CountFinding]] = []
    for entry in [*found, None]:
        if entry and run and _JOINT.match(flat[run[-1][1] : entry[0]]):
            run.append(entry)
            continue
        if len(run) > 1:
            yield _sum(line, run)
        run = [entry] if entry else []


def _sum(line: Line, run: list[tuple[int, int, CountFinding]]) -> CountFinding:
    parts = tuple(count.value for _, _, count in run)
    noun = ", ".join(count.noun for _, _, count in run)
    said = " + ".join(map(str, parts))
    evidence = Evidence(
        line.text[run[0][0] : run[-1][1]], line.number, "to_check", f"Somme proposée : {said} = {sum(parts)}."
    )
    return CountFinding(sum(parts), noun, parts, evidence)
