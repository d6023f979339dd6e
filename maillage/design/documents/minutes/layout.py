"""The order and the words of minutes, once for the four formats: a tree of records becomes a list of parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Literal

from maillage.design.documents.minutes.attendance import participant_line
from maillage.design.typography import HARD, day_of, long_date
from maillage.tables.minutes import (
    OUTCOME_WORDS,
    Block,
    BulletList,
    Chapter,
    DecisionEntry,
    FollowUpList,
    Intervention,
    MinutesDocument,
    Paragraph,
    QuotedFigure,
    Signatory,
)

Role = Literal["letterhead", "reference", "notice", "subtitle", "paragraph", "closing", "signature"]
_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Title:
    """The title of the document, one string a line."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Heading:
    """A heading below the title: 2 for a chapter, 3 inside it."""

    level: int
    text: str


@dataclass(frozen=True)
class Text:
    """A paragraph; `lead` is the speaker's name, set in bold before it."""

    text: str
    role: Role = "paragraph"
    lead: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table with its header row and what it is called."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Part = Title | Heading | Text | Bullets | Grid


def parts_of(document: MinutesDocument) -> tuple[Part, ...]:
    """The parts of the minutes, in reading order, with no character that a format could not write."""
    return tuple(mapped(part, writable) for part in _parts(document))


def title_of(document: MinutesDocument) -> str:
    """The title in one line, as the properties of the file give it."""
    return " — ".join(writable(line) for line in _title(document).lines)


def writable(text: str) -> str:
    """The text without control characters and lone surrogates, which neither XML nor PDF can hold."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def roman(number: int) -> str:
    """4 gives « IV »."""
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text, number = text + letters, number - value
    return text


def _parts(document: MinutesDocument) -> Iterator[Part]:
    yield from (Text(line, "letterhead") for line in document.letterhead)
    if document.reference:
        yield Text(f"Référence{HARD}: {document.reference}", "reference")
    yield _title(document)
    yield from _under_title(document)
    yield from _attendance(document)
    decisions = count(1)
    for number, chapter in enumerate(document.chapters, 1):
        yield from _chapter(number, chapter, decisions)
    if document.next_steps:
        yield Heading(2, "Prochaines étapes")
        yield Bullets(document.next_steps)
    if document.closing:
        yield Text(document.closing, "closing")
    if document.signatory:
        yield from _signature(document.signatory)
    if document.errata:
        yield Heading(2, "Errata")
        yield Bullets(tuple(f"{day_of(erratum.on)}{HARD}: {erratum.text}" for erratum in document.errata))


def _title(document: MinutesDocument) -> Title:
    dated = str(document.meeting_on.year) in document.title
    title = document.title if dated else f"{document.title} du{HARD}{day_of(document.meeting_on)}"
    return Title((title, document.kind))


def _under_title(document: MinutesDocument) -> Iterator[Part]:
    if document.place or document.times:
        yield Text(
            ", ".join(p for p in (long_date(document.meeting_on), document.times, document.place) if p), "subtitle"
        )
    if document.status:
        yield Text(f"{document.status}{HARD}: ce document n’est pas signé.", "notice")
    if document.public:
        yield Text("Version publique : les noms des personnes sont remplacés par leur fonction.", "notice")


def _attendance(document: MinutesDocument) -> Iterator[Part]:
    if document.colleges:
        yield Heading(2, "Participants")
    for college in document.colleges:
        yield Heading(3, college.heading)
        yield Bullets(tuple(participant_line(participant) for participant in college.participants))
    if document.quorum:
        yield Text(document.quorum)


def _chapter(number: int, chapter: Chapter, decisions: Iterator[int]) -> Iterator[Part]:
    yield Heading(2, f"{roman(number)}. {chapter.title}")
    for block in chapter.blocks:
        yield from _block(block, decisions)


def _block(block: Block, decisions: Iterator[int]) -> Iterator[Part]:
    if isinstance(block, Paragraph):
        yield Text(block.text)
    elif isinstance(block, BulletList):
        yield Bullets(block.items)
    elif isinstance(block, Intervention):
        yield Text(block.text, lead=block.speaker)
    elif isinstance(block, QuotedFigure):
        yield Text(_figure(block))
    elif isinstance(block, DecisionEntry):
        yield _decision(block, next(decisions))
    elif isinstance(block, FollowUpList):
        yield _follow_ups(block)


def _figure(figure: QuotedFigure) -> str:
    value = f"{figure.value}{HARD}{figure.unit}" if figure.unit else figure.value
    origin = ", ".join(part for part in (figure.source, f"au {day_of(figure.on)}" if figure.on else "") if part)
    return f"{figure.label}{HARD}: {value}" + (f" ({origin})." if origin else ".")


def _decision(decision: DecisionEntry, number: int) -> Grid:
    cells = (
        (f"Décision {number}", decision.wording),
        ("Issue", OUTCOME_WORDS[decision.outcome]),
        ("Résultat", decision.result),
        ("Conditions", decision.conditions),
    )
    kept = [(title, cell) for title, cell in cells if cell]
    return Grid(f"Décision {number}", tuple(title for title, _ in kept), (tuple(cell for _, cell in kept),))


def _follow_ups(listed: FollowUpList) -> Grid:
    rows = tuple(
        (entry.task, entry.responsible or "à désigner", day_of(entry.due) if entry.due else "à fixer")
        for entry in listed.entries
    )
    return Grid("Suites à donner", ("Suite à donner", "Responsable", "Échéance"), rows)


def _signature(signatory: Signatory) -> Iterator[Part]:
    lines = [signatory.function, signatory.name, f"Signé le {day_of(signatory.on)}" if signatory.on else ""]
    yield from (Text(line, "signature") for line in lines if line)


def mapped(part: Part, change: Callable[[str], str]) -> Part:
    """The part with every text of it changed."""
    if isinstance(part, Title):
        return Title(tuple(map(change, part.lines)))
    if isinstance(part, Heading):
        return Heading(part.level, change(part.text))
    if isinstance(part, Text):
        return Text(change(part.text), part.role, change(part.lead))
    if isinstance(part, Bullets):
        return Bullets(tuple(map(change, part.items)))
    return Grid(
        change(part.caption), tuple(map(change, part.header)), tuple(tuple(map(change, row)) for row in part.rows)
    )
