"""A row of an attendance table: which column holds the name, the function, the body, the presence."""

from __future__ import annotations

import re
from dataclasses import replace

from maillage.sources.minutes.bodies import body_in, is_body, is_function
from maillage.sources.minutes.given_names import GIVEN
from maillage.sources.minutes.names import civility_word
from maillage.sources.minutes.person import Person, function_and_body, read_person
from maillage.sources.minutes.words import fold
from maillage.tables.minutes import PresenceCode

_TITLES = (
    (
        "both",
        r"(?:noms?|prenoms?)\s?(?:et|/|-|,|&|\|)?\s?(?:de famille )?(?:prenoms?|noms?)|participant|nom complet"
        r"|membres?$|elus?$|identite|qui$",
    ),
    ("role", r"(?:fonction|qualite|titre)s?\W{1,3}(?:et )?(?:organisme|structure|institution|service)"),
    ("role", r"(?:organisme|structure|institution)s?\W{1,3}(?:et )?(?:fonction|qualite)"),
    ("civility", r"civilite|titre$"),
    ("first", r"prenom"),
    ("last", r"nom\b"),
    (
        "body",
        r"structure|organisme|organisation|entite|service|institution|collectivite|employeur|societe"
        r"|etablissement|commune|association",
    ),
    ("function", r"fonction|qualite|poste|role|titre|mandat"),
    ("presence", r"presen|emargement|signature|statut|excuse|absen|pouvoir"),
    ("college", r"college|groupe|categorie"),
)
_STATUSES: tuple[tuple[PresenceCode, str], ...] = (
    ("excused", r"(?:abs\w* )?excus|ae$"),
    ("absent", r"abs|non$|an?$"),
    ("remote", r"visio|distan|en ligne"),
    ("represented", r"represent|pouvoir|procuration"),
    ("present", r"present"),
)
_MARKS = {"x", "✓", "✔", "oui", "p", "present", "presente", "1", "☒", "☑"}


def titles_of(cells: tuple[str, ...]) -> tuple[str, ...]:
    """What each column holds, when the row is the header of an attendance table; empty otherwise."""
    found = tuple(_title(cell) for cell in cells)
    named = {"both", "last", "first"} & set(found)
    return found if named and sum(1 for title in found if title) >= 2 and max(map(len, cells)) < 45 else ()


def _title(cell: str) -> str:
    flat = fold(cell).strip(" :")
    found = next((title for title, pattern in _TITLES if re.match(pattern, flat)), "")
    return f"presence:{cell}" if found == "presence" else found


def row_person(cells: tuple[str, ...], titles: tuple[str, ...]) -> Person | None:
    """The person of a row, by the titles of the columns or, without titles, by what each cell looks like."""
    if titles and len(titles) == len(cells):
        return _titled(dict(zip(titles, cells, strict=True)), cells, titles)
    return _guessed(cells)


def _titled(row: dict[str, str], cells: tuple[str, ...], titles: tuple[str, ...]) -> Person | None:
    quotation = " | ".join(cells)
    if "both" in row:
        person = read_person(row["both"]) or _plain_name(row["both"])
        if person is None:
            return None
    else:
        last, first = row.get("last", ""), row.get("first", "")
        if not last:
            return None
        person = Person("", first, last) if first else read_person(last) or _plain_name(last) or Person("", "", last)
    function, body = row.get("function", "") or person.function, row.get("body", "") or person.body
    if row.get("role"):
        function, body = function_and_body(row["role"])
    presence = _marked(titles, cells)
    return replace(
        person,
        civility=civility_word(row.get("civility", "")) or person.civility,
        function=function,
        body=body or body_in(function),
        presence=presence or person.presence,
        quotation=quotation,
        sure=True,
    )


def _plain_name(cell: str) -> Person | None:
    """A name cell that no rule believes by itself: two to four capitalised words."""
    words = cell.split()
    if not 1 < len(words) <= 4 or not all(word[:1].isupper() or len(word) < 4 for word in words):
        return None
    if is_body(cell):
        return None
    if fold(words[-1]) in GIVEN:
        return Person("", words[-1], " ".join(words[:-1]))
    return Person("", words[0], " ".join(words[1:]))


def _marked(titles: tuple[str, ...], cells: tuple[str, ...]) -> PresenceCode | None:
    """The status of a row: the words of its cell, or the title of the one column that is ticked."""
    for title, cell in zip(titles, cells, strict=True):
        kind, _, words = title.partition(":")
        if kind == "presence" and cell.strip():
            return _status(words) if fold(cell).strip(" .[]") in _MARKS and _status(words) else _status(cell)
    return None


def _status(words: str) -> PresenceCode | None:
    flat = fold(words).strip()
    if flat in _MARKS:
        return "present"
    return next((code for code, pattern in _STATUSES if re.match(pattern, flat)), None)


def _guessed(cells: tuple[str, ...]) -> Person | None:
    people = [(k, person) for k, cell in enumerate(cells) if not is_function(cell) and (person := read_person(cell))]
    if not people:
        return None
    place, person = people[0]
    others = [cell for k, cell in enumerate(cells) if k != place and len(cell) > 1]
    presence = next((status for cell in others if (status := _status(cell))), None)
    others = [cell for cell in others if _status(cell) is None]
    functions = [cell for cell in others if is_function(cell)]
    bodies = [cell for cell in others if cell not in functions and (is_body(cell) or cell[:1].isupper())]
    function = person.function or next(iter(functions), "")
    return replace(
        person,
        function=function,
        body=person.body or next(iter(bodies), "") or body_in(function),
        presence=presence or person.presence,
        quotation=" | ".join(cells),
    )
