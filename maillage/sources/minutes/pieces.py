"""A line that names several people, cut into one piece each: « Mme A, maire, M. B », « A. X (CAF), B. Y (DDT) »."""

from __future__ import annotations

import re
from itertools import pairwise

from maillage.sources.minutes.bodies import body_start, is_function
from maillage.sources.minutes.names import name_at
from maillage.sources.minutes.words import fold, plain

_PLURAL = re.compile(
    r"(?<![\w'-])(?P<civility>mmes\.? et mm\.?|mm\.? et mmes\.?|mesdames et messieurs"
    r"|mesdames|messieurs|mmes\.?|mm\.?|mrs|mlles)"
    r"\s+(?:les\s+\w+\s+)?",
    re.IGNORECASE,
)
_SINGULAR = re.compile(
    r"(?<![\w'-])(?:madame|monsieur|mme\.?|mlle\.?|m\.|mr\.?|maitre|docteur|dr\.?|m(?=\s[A-Z]))\s+(?=\S)"
)
_PROXY = re.compile(r"(?:\bpar|\ba|pouvoir|procuration|mandat|suppleante? de|de|:)\s*$")
_LAST = re.compile(r"\s+(?:et|ainsi que)\s*$")
_ONE = {"mesdames": "Madame", "mmes": "Mme", "messieurs": "Monsieur", "mm": "M.", "mrs": "M.", "mlles": "Mlle"}


def pieces_of(text: str) -> list[str]:
    """The pieces of a line, one person each where there are several; the line itself otherwise."""
    parts = [part for part in outside(text, ";") if part.strip()]
    if len(parts) > 1:
        return [piece for part in parts for piece in pieces_of(part)]
    starts = _civilities(text)
    head = text[: starts[0]].strip(" ,;") if starts else ""
    if len(starts) > 1 or _PLURAL.search(plain(text)) or (head and name_at(head, 0)):
        return [piece for part in _cut(text, starts, head) for piece in _plural(_LAST.sub("", part))]
    return _by_commas(text)


def _cut(text: str, starts: list[int], head: str) -> list[str]:
    parts = [text[a:b].strip(" ,;") for a, b in pairwise([*starts, len(text)])]
    if head and name_at(head, 0):
        return [*_by_commas(head), *parts]
    return [f"{head} {parts[0]}", *parts[1:]] if head and len(parts) == 1 else parts


def outside(text: str, mark: str) -> list[str]:
    """The text split at a mark that stands outside parentheses."""
    parts, depth, start = [], 0, 0
    for k, letter in enumerate(text):
        depth = max(0, depth + (letter == "(") - (letter == ")"))
        if letter == mark and (depth == 0 or text.count("(") != text.count(")")):
            parts.append(text[start:k])
            start = k + 1
    return [*parts, text[start:]]


def _civilities(text: str) -> list[int]:
    """Where a new person's civility stands: not in parentheses, not the holder of a proxy."""
    flat = fold(text)
    found = [match.span() for match in _PLURAL.finditer(flat)]
    plural = tuple(found)
    found += [m.span() for m in _SINGULAR.finditer(flat) if not any(a <= m.start() < b for a, b in plural)]
    return sorted(
        place
        for place, end in found
        if (text[end : end + 1].isupper() or flat[end : end + 2] in {"le", "la", "l'", "de", "du", "d'"})
        and not _PROXY.search(flat[:place])
        and flat[:place].count("(") <= flat[:place].count(")")
    )


def _plural(part: str) -> list[str]:
    """« MM. A, B et C » gives three pieces, each with its civility."""
    match = _PLURAL.match(plain(part))
    if not match:
        return [part]
    civility = _ONE.get(fold(match["civility"]).strip("."), "")
    names = [piece for comma in outside(part[match.end() :], ",") for piece in re.split(r"\s+et\s+", comma)]
    gathered: list[str] = []
    for name in (piece.strip() for piece in names):
        if name[:1].isupper() and not is_function(name) and not (gathered and body_start(name) == 0):
            gathered.append(f"{civility} {name}".strip())
        elif gathered and name:
            gathered[-1] += f", {name}"
    return gathered or [part]


def _by_commas(text: str) -> list[str]:
    """People without civility: a comma starts a new one only where a whole name follows, at least twice."""
    parts = [part for comma in outside(text, ",") for part in re.split(r"\s+et\s+(?=[A-ZÉÈ][\w.’'-]*\s[A-ZÉÈ])", comma)]
    named = [bool(name_at(part.strip(), 0)) for part in parts]
    if sum(named) < 2:
        return [text]
    gathered: list[str] = []
    for part, is_name in zip(parts, named, strict=True):
        if is_name or not gathered:
            gathered.append(part.strip())
        else:
            gathered[-1] += f",{part}"
    return gathered
