"""The attendance sheet in French words, by college."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from maillage.programme.governance.enums import Presence
from maillage.programme.governance.models import Attendance
from maillage.programme.governance.presenters.meetings import clock_words
from maillage.programme.governance.rules.attendance import is_there
from maillage.programme.governance.selectors.attendance import stay_of

TAGS = {
    Presence.EXPECTED: "muted",
    Presence.PRESENT: "success",
    Presence.REMOTE: "success",
    Presence.REPRESENTED: "info",
    Presence.PROXY: "info",
    Presence.EXCUSED: "warning",
    Presence.ABSENT: "error",
}


@dataclass(frozen=True)
class PersonLine:
    """Someone on the sheet."""

    pk: int
    name: str
    function: str
    presence: str
    value: str
    tag: str
    times: str
    there: bool
    gone: bool


@dataclass(frozen=True)
class CollegeBlock:
    """The persons of one college."""

    name: str
    count: str
    people: tuple[PersonLine, ...]


def person_line(line: Attendance) -> PersonLine:
    """Someone on the sheet, in words."""
    presence, stay = Presence(line.presence), stay_of(line)
    named = presence in (Presence.REPRESENTED, Presence.PROXY) and line.stands_for
    return PersonLine(
        pk=line.pk,
        name=f"{line.civility} {line.full_name}".strip(),
        function=line.function,
        presence=f"{presence.label} : {line.stands_for}" if named else presence.label,
        value=presence.value,
        tag=TAGS[presence] if line.left_at is None else "muted",
        times=_times(line),
        there=is_there(stay),
        gone=line.left_at is not None,
    )


def college_blocks(lines: Sequence[Attendance]) -> tuple[CollegeBlock, ...]:
    """The sheet by college, with how many are there."""
    blocks = []
    for name, group in groupby(lines, key=lambda line: line.college.name):
        people = tuple(person_line(line) for line in group)
        there = sum(person.there for person in people)
        blocks.append(CollegeBlock(name, f"{there} sur {len(people)}", people))
    return tuple(blocks)


def _times(line: Attendance) -> str:
    if line.left_at:
        return f"de {clock_words(line.arrived_at)} à {clock_words(line.left_at)}"
    return f"depuis {clock_words(line.arrived_at)}" if line.arrived_at else ""
