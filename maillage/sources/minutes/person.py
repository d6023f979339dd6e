"""One person of a list: « Mme Jeanne ROUX, directrice, CAF de l’Oise (excusée) » taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from maillage.sources.minutes.bodies import body_in, body_start, is_body, is_function
from maillage.sources.minutes.names import CIVILITY_AT, Name, civility_word, name_at
from maillage.sources.minutes.words import fold, plain
from maillage.tables.minutes import PresenceCode

_SEPARATORS = " ,:;–—-/|(.\t\u00a0"
_PRESENCES: tuple[tuple[PresenceCode, re.Pattern[str]], ...] = (
    (
        "represented",
        re.compile(
            r"represente\w*\s+par|(?:donne|ayant donne|a donne)?\s*(?:son\s)?(?:pouvoir"
            r"|procuration|mandat)\s+(?:est\s+)?(?:donnee?\s+)?(?:a\b|(?=m\.|mme|madame|monsieur))|^\s*a\s+(?=\w)"
            r"|pouvoir\s*:?\s"
        ),
    ),
    ("excused", re.compile(r"\bexcusee?\b")),
    ("absent", re.compile(r"\babsente?\b")),
    ("remote", re.compile(r"\b(?:en |par )?(?:visio\w*|a distance|distanciel|teams|zoom)\b")),
)
_LINK = re.compile(
    r"(?:a|pouvoir|procuration|donne|ayant donne|pour|represent\w+|au titre|de la|du|de l'|en visio|excusee?"
    r"|absente?)\b"
)
_TITLED = re.compile(r"^(?:le|la|l')\s?(?=\w)")


@dataclass(frozen=True)
class Person:
    """What a piece of a list says of someone."""

    civility: str = ""
    first: str = ""
    last: str = ""
    function: str = ""
    body: str = ""
    presence: PresenceCode | None = None
    by: str = ""
    sure: bool = True
    quotation: str = ""


def read_person(piece: str) -> Person | None:
    """The person that a piece of a list names, None when it names nobody."""
    piece = re.sub(r"^\d{1,3}\s?[.)-]\s*", "", piece.strip(" ,;.•–-\u00a0"))
    civility = _first_civility(piece)
    if civility is None:
        return _without_civility(piece) or _representative(piece)
    before, called = piece[: civility.start()].strip(_SEPARATORS), civility_word(civility[0])
    start = civility.end() + len(piece[civility.end() :]) - len(piece[civility.end() :].lstrip(" \u00a0\u202f"))
    titled = _TITLED.match(fold(piece[start:]))
    if titled and is_function(piece[start + titled.end() :]):
        return _titled(piece, before, called, start + titled.end())
    name = name_at(piece, start, called)
    if name is None:
        return None
    return _complete(piece, before, name)


def _representative(piece: str) -> Person | None:
    """« France Travail, représenté par M. X »: the body attends through X."""
    match = re.search(r"\brepresente\w*\s+par\s+", fold(piece))
    before = piece[: match.start()].strip(_SEPARATORS) if match else ""
    person = read_person(piece[match.end() :]) if match else None
    return replace(person, body=person.body or before, quotation=piece) if person else None


def _first_civility(piece: str) -> re.Match[str] | None:
    """The civility of the person, not that of whom holds a proxy."""
    match = CIVILITY_AT.search(plain(piece))
    if match is None:
        match = CIVILITY_AT.search(fold(piece))
    if match and re.search(
        r"\b(?:par|pouvoir|procuration|pouvoir a|procuration a|mandat a|a)\s*:?\s*$", fold(piece[: match.start()])
    ):
        return None
    return match


def _titled(piece: str, before: str, civility: str, start: int) -> Person:
    """« Monsieur le maire de Lieu-Fictif, Jean ROUX »: the function comes first, the name perhaps after."""
    rest = piece[start:]
    for match in re.finditer(r",\s*|\s(?=[A-ZÉ])", rest):
        name = name_at(rest, match.end(), "")
        if name:
            person = _complete(rest, "", Name(civility, name.first, name.last, name.end, name.sure))
            function = rest[: match.start()].strip(_SEPARATORS)
            return replace(person, function=function, body=body_in(function) or person.body or before, quotation=piece)
    function, presence, by = _presence(rest)
    function = function.strip(_SEPARATORS + ")")
    return Person(civility, "", "", function, body_in(function) or before, presence, by, sure=False, quotation=piece)


def _without_civility(piece: str) -> Person | None:
    name = name_at(piece, 0)
    if name and _ends_well(piece[name.end :]):
        return _complete(piece, "", name)
    for match in re.finditer(r"\s?[:–—,(]\s?|\s-\s", piece):
        before = piece[: match.start()].strip(_SEPARATORS)
        name = name_at(piece, match.end()) if is_body(before) or is_function(before) else None
        if name:
            return replace(_complete(piece, before, name), sure=False)
    return None


def _ends_well(rest: str) -> bool:
    """After a name without civility: a mark, a function or a body, never the rest of a sentence."""
    words = rest.strip()
    if not words or not words[0].isalpha() or is_function(words) or is_body(words):
        return True
    return bool(_LINK.match(fold(words)))


def _complete(piece: str, before: str, name: Name) -> Person:
    rest, presence, by = _presence(piece[name.end :])
    function, body = function_and_body(rest)
    if before:
        function, body = (before, body) if is_function(before) and not function else (function, body or before)
    body = body or body_in(function)
    return Person(name.civility, name.first, name.last, function, body, presence, by, name.sure, piece)


def _presence(rest: str) -> tuple[str, PresenceCode | None, str]:
    """(the rest without it, the presence it tells, by whom represented)."""
    flat = fold(rest)
    for code, pattern in _PRESENCES:
        match = pattern.search(flat)
        if match is None:
            continue
        by = rest[match.end() :].strip(" :,.()") if code == "represented" else ""
        kept = rest[: match.start()] if code == "represented" else rest[: match.start()] + rest[match.end() :]
        return re.sub(r"[(,;–-]\s*\)?\s*$", "", kept.strip()), code, by
    return rest, None, ""


def function_and_body(rest: str) -> tuple[str, str]:
    """« fonction, organisme », « organisme – fonction », « (organisme) », « fonction (organisme) »."""
    rest = (
        rest.strip(_SEPARATORS + ")")
        if rest.count("(") != rest.count(")") or rest.strip().startswith("(")
        else (rest.strip(_SEPARATORS))
    )
    parts = [part.strip(_SEPARATORS + ")") for part in re.split(r"\s[-–—/|]\s|[,;|(]|\s:\s", rest)]
    parts = [part for part in parts if part]
    if not parts:
        return "", ""
    if len(parts) == 1:
        return ("", parts[0]) if _names_a_body(parts[0]) else (parts[0], "")
    bodies = [k for k, part in enumerate(parts) if is_body(part) and not is_function(part)]
    functions = [k for k in range(len(parts)) if k not in bodies]
    if (
        not bodies
        and len(functions) > 1
        and is_function(parts[0])
        and not is_function(parts[-1])
        and parts[-1][:1].isupper()
    ):
        return ", ".join(parts[:-1]), parts[-1]
    if not bodies and not is_function(parts[0]) and is_function(parts[1]):
        return ", ".join(parts[1:]), parts[0]
    chosen = [parts[k] for k in functions]
    return ", ".join(chosen), parts[bodies[0]] if bodies else ""


def _names_a_body(part: str) -> bool:
    if is_function(part):
        return False
    return is_body(part) or part[:1].isupper() or body_start(re.sub(r"^(?:la|le|l'|les)\s?", "", fold(part))) == 0
