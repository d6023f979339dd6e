"""The relevé on a page: its state, what can be done now, its paragraphs with their remarks, its exports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from html import escape

from django.utils import timezone

from maillage.design.documents.minutes import minutes_docx, minutes_html, minutes_odt, minutes_pdf, public_version
from maillage.design.documents.paper import ODT
from maillage.design.typography import day_of
from maillage.programme.governance.enums import MinutesState
from maillage.programme.governance.models import Minutes, MinutesComment
from maillage.programme.governance.rules.minutes import NEXT
from maillage.tables.minutes import (
    BulletList,
    DecisionEntry,
    FollowUpList,
    Intervention,
    MinutesDocument,
    Paragraph,
    QuotedFigure,
)

KINDS = {
    MinutesState.DRAFT: "warning",
    MinutesState.REVIEW: "info",
    MinutesState.APPROVED: "info",
    MinutesState.SIGNED: "success",
    MinutesState.PUBLISHED: "success",
    MinutesState.ARCHIVED: "muted",
}


@dataclass(frozen=True)
class DocumentFormat:
    """One format of the relevé."""

    code: str
    title: str
    media_type: str
    make: Callable[[MinutesDocument], bytes]


def _page(document: MinutesDocument) -> bytes:
    title = escape(document.title)
    head = f'<!doctype html>\n<html lang="fr"><head><meta charset="utf-8"><title>{title}</title></head>'
    return f"{head}<body>{minutes_html(document)}</body></html>".encode()


FORMATS = {
    entry.code: entry
    for entry in (
        DocumentFormat("pdf", "PDF accessible", "application/pdf", minutes_pdf),
        DocumentFormat("odt", "ODT (LibreOffice)", ODT, minutes_odt),
        DocumentFormat(
            "docx",
            "DOCX (Word)",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            minutes_docx,
        ),
        DocumentFormat("html", "HTML", "text/html; charset=utf-8", _page),
    )
}


def export(document: MinutesDocument, code: str, *, public: bool) -> bytes:
    """The relevé in one format, complete or without the names of people."""
    return FORMATS[code].make(public_version(document) if public else document)


@dataclass(frozen=True)
class Remark:
    """One remark on a paragraph."""

    pk: int
    text: str
    by: str
    resolved: bool


@dataclass(frozen=True)
class Passage:
    """One paragraph to read over: its key, its words, its remarks."""

    key: str
    words: str
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class ChapterShown:
    """A chapter to read over."""

    title: str
    passages: tuple[Passage, ...]


def passages(document: MinutesDocument, comments: list[MinutesComment]) -> tuple[ChapterShown, ...]:
    """Every paragraph with its key « chapter.paragraph » and the remarks made on it."""
    return tuple(
        ChapterShown(
            chapter.title,
            tuple(_passage(f"{number}.{place}", block, comments) for place, block in enumerate(chapter.blocks, 1)),
        )
        for number, chapter in enumerate(document.chapters, 1)
    )


def _passage(key: str, block: object, comments: list[MinutesComment]) -> Passage:
    mine = tuple(
        Remark(one.pk, one.text, one.by_label, one.resolved_at is not None) for one in comments if one.paragraph == key
    )
    return Passage(key, words_of(block), mine)


def words_of(block: object) -> str:
    """A block as one line of text."""
    if isinstance(block, Paragraph):
        return block.text
    if isinstance(block, BulletList):
        return " ; ".join(block.items)
    if isinstance(block, Intervention):
        return f"{block.speaker} {block.text}"
    if isinstance(block, QuotedFigure):
        return f"{block.label} : {block.value} ({block.source})"
    if isinstance(block, DecisionEntry):
        return f"Décision : {block.wording} ({block.result})"
    if isinstance(block, FollowUpList):
        return " ; ".join(f"{entry.task} ({entry.responsible})" for entry in block.entries)
    return ""


@dataclass(frozen=True)
class Sheet:
    """The state of a relevé in words."""

    state: str
    kind: str
    dates: tuple[str, ...]
    digest: str
    next: frozenset[str]
    open_remarks: int


def sheet(minutes: Minutes, comments: list[MinutesComment]) -> Sheet:
    """Where the relevé stands."""
    state = MinutesState(minutes.state)
    said = (
        ("Relecture jusqu’au", minutes.review_until),
        ("Approuvé le", _day(minutes.approved_at)),
        ("Signé le", _day(minutes.signed_at)),
        ("Diffusé le", _day(minutes.published_at)),
    )
    return Sheet(
        state=state.label,
        kind=KINDS[state],
        dates=tuple(f"{word} {day_of(day)}" for word, day in said if day),
        digest=minutes.sha256,
        next=frozenset(str(after) for after in NEXT[state]),
        open_remarks=sum(comment.resolved_at is None for comment in comments),
    )


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
