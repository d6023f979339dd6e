"""The lists of who attended, was excused or absent, walked line by line with the group and the status in force."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from maillage.sources.minutes.bodies import body_in, college_of_body, college_of_heading, is_body
from maillage.sources.minutes.columns import row_person, titles_of
from maillage.sources.minutes.labels import Heading, attendance_label, ends_attendance, group_heading
from maillage.sources.minutes.lines import Line
from maillage.sources.minutes.person import Person, read_person
from maillage.sources.minutes.pieces import pieces_of
from maillage.sources.minutes.speeches import speaks
from maillage.sources.minutes.words import fold
from maillage.tables.minutes import CollegeCode, Confidence, Evidence, PersonFinding, PresenceCode

_PATIENCE = 2
# « …, LIEU-FICTIF : Mme X »: the members of a council, town after town.
_TOWNS = re.compile(r"[,;]\s+(?=[A-ZÉÈÀ][A-ZÉÈÀ' -]{2,40}\s?:\s(?:Mmes?|MM?\.|Madame|Monsieur)\s)")


@dataclass
class _State:
    """Where the walk stands."""

    open: bool = False
    presence: PresenceCode = "present"
    group: Heading | None = None
    group_line: Line | None = None
    college: Heading | None = None
    titles: tuple[str, ...] = ()
    misses: int = 0
    used: set[int] = field(default_factory=set)
    found: list[PersonFinding] = field(default_factory=list)
    groups: list[tuple[Heading, Line]] = field(default_factory=list)


@dataclass(frozen=True)
class Attendance:
    """The people found, the groups in their order, and the indexes of the lines the lists take."""

    people: tuple[PersonFinding, ...]
    groups: tuple[tuple[Heading, Line], ...]
    used: frozenset[int]


def read_attendance(lines: list[Line]) -> Attendance:
    """Everyone named in the attendance lists."""
    state = _State()
    for k, line in enumerate(lines):
        _step(state, k, line, lines)
    return Attendance(_without_twins(state.found), tuple(state.groups), frozenset(state.used))


def _step(state: _State, k: int, line: Line, lines: list[Line]) -> None:
    titles = titles_of(line.cells) if line.role == "row" else ()
    if titles:
        state.titles, state.open, state.misses = titles, True, 0
        state.used.add(k)
        return
    label = attendance_label(line.text) if not line.cells else None
    if label:
        state.open, state.presence, state.misses, state.titles = True, label.presence, 0, ()
        if label.presence != "present":
            state.group = state.group_line = state.college = None
        state.used.add(k)
        _read(state, line, label.rest, lines, k)
    elif state.open and re.match(
        r"(?:secretaire|redact|prise de notes|quorum|nombre)\w*\b[^:]{0,40}:", fold(line.text)
    ):
        state.used.add(k)
    elif state.open and not _closes(state, line):
        _inside(state, k, line, lines)


def _closes(state: _State, line: Line) -> bool:
    person = read_person(line.text) if len(line.text) < 300 else None
    named = person is not None and (person.civility or re.match(r"[A-H]\.\s?[A-Z]", line.text))
    ended = ends_attendance(line.text) and not (named and not speaks(line.text) and line.role != "heading")
    proxy = re.search(r"\b(?:pouvoir|procuration)\b", fold(line.text))
    prose = line.role != "row" and not proxy and speaks(line.text)
    if ended or prose:
        state.open, state.titles = False, ()
    return ended or prose


def _inside(state: _State, k: int, line: Line, lines: list[Line]) -> None:
    before = len(state.found)
    if line.cells:
        person = row_person(line.cells, state.titles)
        if person:
            _add(state, line, person)
        else:
            _open_group(state, line, " ".join(cell for cell in line.cells if cell), lines, k)
    else:
        _read(state, line, line.text, lines, k)
    if len(state.found) > before or (state.group_line is line):
        state.misses = 0
        state.used.add(k)
        return
    state.misses += 1
    if state.misses >= _PATIENCE:
        state.open, state.titles = False, ()


def _read(state: _State, line: Line, text: str, lines: list[Line], k: int) -> None:
    """The people of a line, after the statuses and groups that it opens."""
    for part in _parts(text):
        label = attendance_label(part) if ":" in part else None
        if label:
            state.presence, part = label.presence, label.rest
        if not part.strip():
            continue
        head = part.partition(":")[0]
        if (":" in part and not read_person(head)) or not read_person(part):
            opened = _open_group(state, line, part, lines, k)
            part = opened.rest if opened else part
        people = [person for piece in pieces_of(part) if (person := read_person(piece))]
        for person in people or (_bare_names(part) if label or text != line.text else []):
            _add(state, line, person)


def _bare_names(part: str) -> list[Person]:
    """After a label, names alone: « Présentes : Zoé, Inès et Flore »."""
    names = [name.strip(" .") for name in re.split(r",|;|\set\s", part)]
    bare = re.compile(r"[A-ZÉÈÀÎ][\w'’-]{1,24}(?:\s[A-ZÉÈÀ][\w'’.-]{0,24}){0,2}")
    if not names or not all(bare.fullmatch(name) for name in names if name):
        return []
    return [Person(last=name, sure=False, quotation=name) for name in names if name and not is_body(name)]


def _parts(text: str) -> list[str]:
    """A line cut where a new label begins: « …, B. Martin (CAF) ; Excusés : … », « Présents : … Absents : … »."""
    cuts = [0, *(match.end() for match in _TOWNS.finditer(text))]
    for match in re.finditer(r"[;.]\s+(?=[^;:.]{3,70}\s?:\s)", text):
        rest = text[match.end() :]
        if attendance_label(rest) or group_heading(rest, strong=False, before_people=False):
            cuts.append(match.end())
    cuts.sort()
    return [text[a:b].strip(" ;,") for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _open_group(state: _State, line: Line, text: str, lines: list[Line], k: int) -> Heading | None:
    following = lines[k + 1] if k + 1 < len(lines) else None
    before_people = bool(following) and following is not None and _names_someone(following)
    strong = (line.strong or line.role == "heading") and before_people
    heading = group_heading(text, strong=strong, before_people=before_people and line.role != "item" and len(text) < 70)
    if heading and heading.body and line.role == "item" and state.college:
        heading = Heading(heading.words, "", heading.body, heading.rest, under=state.college)
    if heading:
        if not heading.body:
            state.college = heading
        state.group, state.group_line = heading, line
        state.groups.append((heading, line))
    return heading


def _names_someone(line: Line) -> bool:
    if line.cells:
        return row_person(line.cells, ()) is not None or bool(titles_of(line.cells))
    return not speaks(line.text) and any(read_person(piece) for piece in pieces_of(line.text[:400]))


def _add(state: _State, line: Line, person: Person) -> None:
    group = state.group
    body = person.body or (group.body if group else "") or body_in(person.function)
    college, confidence, reason = _college(group, f"{body} {person.function}")
    shown = (group.under or group) if group else None
    if not person.sure or not (person.last or person.function):
        confidence, reason = (
            "to_check",
            "L’ordre du nom et du prénom n’est pas certain." if person.last else "Sans nom.",
        )
    quotation = person.quotation if person.quotation and person.quotation in line.text else line.text
    state.found.append(
        PersonFinding(
            civility=person.civility,
            first_name=person.first,
            name=person.last,
            function=person.function,
            body=body,
            college=college,
            college_heading=shown.words if shown and not shown.body else "",
            presence=person.presence or state.presence,
            represented_by=person.by,
            evidence=Evidence(quotation, line.number, confidence, reason),
        )
    )


def _college(group: Heading | None, words: str) -> tuple[CollegeCode, Confidence, str]:
    group = group.under or group if group else None
    if group and group.college and not group.body:
        return group.college, "sure", f"Inscrit sous « {group.words} »."
    deduced = college_of_body(f"{group.body} {words}" if group else words)
    if deduced:
        return deduced, "to_check", "Collège déduit de l’organisme."
    if group:
        return college_of_heading(group.words), "probable", f"Inscrit sous « {group.words} »."
    return "", "to_check", "Rien ne dit son collège."


def _without_twins(found: list[PersonFinding]) -> tuple[PersonFinding, ...]:
    """The same name twice is the same person: the first line is kept, with the proxy that a later one tells."""
    kept: list[PersonFinding] = []
    places: dict[str, list[int]] = {}
    for person in found:
        alike = places.setdefault(fold(person.name or person.function), [])
        twin = next((k for k in alike if _same(person, kept[k])), None)
        if twin is None:
            alike.append(len(kept))
            kept.append(person)
        elif person.represented_by and kept[twin].presence in {"excused", "absent"}:
            kept[twin] = replace(kept[twin], presence="represented", represented_by=person.represented_by)
    return tuple(kept)


def _same(one: PersonFinding, other: PersonFinding) -> bool:
    if not one.name or fold(one.name) != fold(other.name):
        return not one.name and not other.name and fold(one.function) == fold(other.function)
    firsts = fold(one.first_name), fold(other.first_name)
    civilities = {one.civility, other.civility} - {""}
    return (firsts[0] == firsts[1] or not all(firsts)) and len(civilities) < 2
