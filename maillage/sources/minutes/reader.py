"""Reads existing minutes into what they seem to say; the person who imports them decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from maillage.sources.minutes import bounds, front
from maillage.sources.minutes.amounts import read_amounts
from maillage.sources.minutes.attendance import Attendance, read_attendance
from maillage.sources.minutes.bodies import college_of_body
from maillage.sources.minutes.chapters import read_chapters
from maillage.sources.minutes.counts import read_counts
from maillage.sources.minutes.dates import read_dates
from maillage.sources.minutes.decisions import read_decisions
from maillage.sources.minutes.follow_ups import read_follow_ups
from maillage.sources.minutes.lines import Line, lines_of
from maillage.sources.minutes.opening import open_minutes
from maillage.sources.minutes.speeches import speeches
from maillage.sources.minutes.words import key_of
from maillage.tables.minutes import (
    ChapterFinding,
    CollegeFinding,
    DateFinding,
    Evidence,
    MinutesRead,
    PersonFinding,
)

_CIVILITIES = {"madame", "monsieur", "mme", "m", "mr", "mlle", "dr", "docteur", "maitre"}


def read_minutes(path: Path) -> MinutesRead:
    """What a file of minutes proposes; a DataError in French when it holds no readable text."""
    form, lines = open_minutes(path)
    return _read(form, lines)


def read_text(text: str) -> MinutesRead:
    """What pasted text proposes."""
    bounds.check_text(text, "texte collé")
    return _read("txt", lines_of(text))


def _read(form: str, lines: list[Line]) -> MinutesRead:
    attendance = read_attendance(lines)
    people = _with_mentions(attendance.people or _speakers(lines), lines)
    title = front.read_title(lines)
    instance = front.read_instance(lines, title)
    people = _of_council(people, instance.value if instance else "")
    meeting = front.read_meeting_date(lines, title)
    day = meeting.start if meeting else None
    names = {key_of(person.name): k for k, person in enumerate(people) if person.name}
    agenda, chapters = read_chapters(lines, attendance.used, names, _front_lines(lines, attendance))
    starts, ends = front.read_times(lines)
    read = MinutesRead(
        form=form,
        text="\n".join(line.text for line in lines),
        lines=tuple((line.number, line.text) for line in lines),
        title=title,
        instance=instance,
        meeting=meeting,
        signature=front.read_signature_date(lines, day),
        place=front.read_place(lines),
        starts=starts,
        ends=ends,
        author=front.read_author(lines),
        signatory=front.read_signatory(lines),
        people=people,
        colleges=_colleges(people, attendance),
        agenda=agenda,
        chapters=chapters,
    )
    return _with_body(read, lines, attendance.used)


def _with_body(read: MinutesRead, lines: list[Line], used: frozenset[int]) -> MinutesRead:
    """The findings of the debates added to those of the front."""
    day = read.meeting.start if read.meeting else None
    headings = {chapter.evidence.line for chapter in read.chapters}
    skipped = used | {k for k, line in enumerate(lines) if line.number in headings and not line.cells}
    body = [line for k, line in enumerate(lines) if k not in used]
    read = replace(
        read,
        amounts=tuple(read_amounts(body)),
        counts=tuple(read_counts(body)),
        dates=_without_stamp(tuple(read_dates(body, day)), read.signature),
        decisions=read_decisions(lines, skipped, _chapter_titles(lines, read.chapters)),
        follow_ups=tuple(read_follow_ups(lines, skipped, day)),
    )
    return replace(read, warnings=_warnings(read))


def _without_stamp(dates: tuple[DateFinding, ...], signature: DateFinding | None) -> tuple[DateFinding, ...]:
    """The date of the signature is said once, as such."""
    stamp = (signature.start, signature.evidence.line) if signature else None
    return tuple(found for found in dates if (found.start, found.evidence.line) != stamp)


def _front_lines(lines: list[Line], attendance: Attendance) -> int:
    """The first line that can be a chapter without being numbered: after the title and the lists."""
    early = [k for k in attendance.used if k < 80]
    return max(early) + 1 if early else min(3, len(lines))


def _chapter_titles(lines: list[Line], chapters: tuple[ChapterFinding, ...]) -> dict[int, str]:
    starts = {chapter.evidence.line: chapter.title for chapter in chapters}
    current, titles = "", {}
    for k, line in enumerate(lines):
        current = starts.get(line.number, current)
        titles[k] = current
    return titles


def _of_council(people: tuple[PersonFinding, ...], instance: str) -> tuple[PersonFinding, ...]:
    """Who sits on a council of elected members belongs to the local authorities, to check."""
    if instance not in {"conseil municipal", "conseil communautaire", "conseil départemental", "comité syndical"}:
        return people
    reason = f"Siège au {instance}."
    return tuple(
        person
        if person.college
        else replace(
            person, college="local_authorities", evidence=replace(person.evidence, confidence="to_check", reason=reason)
        )
        for person in people
    )


def _speakers(lines: list[Line]) -> tuple[PersonFinding, ...]:
    """Without attendance list, whoever speaks, each once, to check."""
    found: dict[str, PersonFinding] = {}
    for line in lines:
        for speech in speeches(line.text):
            if speech.name:
                evidence = Evidence(
                    speech.quotation, line.number, "to_check", "Prend la parole ; aucune liste de présence."
                )
                person = PersonFinding(speech.civility, "", speech.name, "", "", "", "", "present", "", evidence)
                found.setdefault(key_of(speech.name), person)
    return tuple(found.values())


def _with_mentions(people: tuple[PersonFinding, ...], lines: list[Line]) -> tuple[PersonFinding, ...]:
    """The lines where each name is met again, whatever its accents and capitals."""
    names: dict[str, list[tuple[int, list[str]]]] = {}
    for k, person in enumerate(people):
        words = key_of(person.name).split()
        if words:
            names.setdefault(words[0], []).append((k, words))
    met: dict[int, list[int]] = {}
    for line in lines:
        for k in _named_in(key_of(line.text).split(), names):
            if line.number != people[k].evidence.line:
                met.setdefault(k, []).append(line.number)
    return tuple(replace(p, mentions=tuple(dict.fromkeys(met.get(k, ())))) for k, p in enumerate(people))


def _named_in(words: list[str], names: dict[str, list[tuple[int, list[str]]]]) -> Iterator[int]:
    """The people whose name follows a civility, at once or after a first name."""
    for place, word in enumerate(words):
        if word in _CIVILITIES:
            for start in (place + 1, place + 2):
                for k, name in names.get(words[start], ()) if start < len(words) else ():
                    if words[start : start + len(name)] == name:
                        yield k


def _colleges(people: tuple[PersonFinding, ...], attendance: Attendance) -> tuple[CollegeFinding, ...]:
    """The groups of the list with who attends, in their order; without groups, the colleges deduced from bodies."""
    attending = [person for person in people if person.presence in {"present", "remote"}]
    headings = {heading.words: (heading, line) for heading, line in reversed(attendance.groups)}
    counted = Counter((person.college, person.college_heading) for person in attending)
    found = []
    for (code, words), count in counted.items():
        first = next(person for person in attending if (person.college, person.college_heading) == (code, words))
        reason = "Déduit des organismes." if code else "Rien ne dit leur collège."
        evidence = replace(first.evidence, confidence="to_check", reason=reason)
        if words in headings:
            line = headings[words][1]
            evidence = Evidence(words, line.number, "sure" if code else "to_check", "Titre de la liste.")
        found.append(CollegeFinding(code, words, count, evidence))
    return tuple(found)


def _warnings(read: MinutesRead) -> tuple[str, ...]:
    """What was not found and should be looked for by eye."""
    unknown = [
        p.full_name for p in read.people if p.name and not college_of_body(f"{p.body} {p.function}") and not p.college
    ]
    said = [
        (
            "La date de la réunion n’a pas été trouvée : les dates sans année ne sont pas calculées.",
            read.meeting is None,
        ),
        ("Aucun participant n’a été trouvé.", not read.people),
        ("Aucune liste de présence : les personnes proposées sont celles qui parlent.", _only_speakers(read)),
        ("Aucun chapitre n’a été trouvé.", not read.chapters),
        ("Aucune décision n’a été trouvée.", not read.decisions),
        (f"{len(unknown)} personnes sont sans collège.", len(unknown) > 1),
    ]
    return tuple(words for words, there in said if there)


def _only_speakers(read: MinutesRead) -> bool:
    return bool(read.people) and all("aucune liste" in person.evidence.reason for person in read.people)
