"""The relevé of a meeting: written from its records while it is a draft, read from what was approved after."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.utils import timezone

from maillage.design.typography import clock_time
from maillage.programme.governance.enums import (
    Confidentiality,
    DecisionMethod,
    MinutesState,
    Outcome,
    Presence,
    VoteChoice,
)
from maillage.programme.governance.models import (
    AgendaItem,
    Attendance,
    Decision,
    FollowUp,
    Meeting,
    Minutes,
    MinutesComment,
)
from maillage.programme.governance.rules.ballots import Voice, result_of
from maillage.programme.governance.rules.minutes import SIGNED, WRITABLE
from maillage.programme.governance.selectors.questionnaires import surveys_of_meeting
from maillage.programme.surveys.presenters import sentences
from maillage.programme.surveys.selectors import response_rates, results
from maillage.tables import minutes as doc
from maillage.tables.minutes_json import digest_of, document_from_json

TITLE = "Réunion"
PRESENCES: dict[str, doc.PresenceCode] = {
    Presence.PRESENT: "present",
    Presence.REMOTE: "remote",
    Presence.REPRESENTED: "represented",
    Presence.PROXY: "represented",
    Presence.EXCUSED: "excused",
    Presence.EXPECTED: "absent",
    Presence.ABSENT: "absent",
}
# Points kept for the co-pilots never enter a relevé, which partners read.
READERS = (Confidentiality.PUBLIC, Confidentiality.PARTNERS)
FOLLOW_UPS = "Suites à donner"
TO_BEGIN = "À commencer"
FICTION = "Document de démonstration : les personnes sont fictives."


class AlteredMinutesError(Exception):
    """What is stored is no longer what was approved."""


def minutes_of(public_id: UUID) -> Minutes:
    """The relevé of a meeting; 404 when it was not begun."""
    found = (
        Minutes.objects.select_related("meeting__committee__governance")
        .prefetch_related("comments", "errata")
        .filter(meeting__public_id=public_id)
        .first()
    )
    if found is None:
        raise Http404("Le relevé de cette réunion n’est pas commencé.")
    return found


def minutes_state(meeting: Meeting) -> str:
    """Where the relevé of a meeting stands, in words; « à commencer » once the meeting was opened, else empty."""
    found = Minutes.objects.filter(meeting=meeting).first()
    if found is not None:
        return MinutesState(found.state).label
    return TO_BEGIN if meeting.opened_at else ""


def published_minutes() -> QuerySet[Minutes]:
    """The relevés that anyone may read, the latest meeting first."""
    shown = Minutes.objects.filter(state__in=[MinutesState.PUBLISHED, MinutesState.ARCHIVED])
    return shown.select_related("meeting__committee").order_by("-meeting__starts_at")


def document_of(minutes: Minutes) -> doc.MinutesDocument:
    """The document as it stands: from the records until it is approved, then from the text kept; errata at the end."""
    if minutes.state in WRITABLE:
        return replace(written(minutes.meeting, minutes), status="Projet")
    if minutes.content is None or digest_of(minutes.content) != minutes.sha256:
        raise AlteredMinutesError(str(minutes.meeting.public_id))
    kept = document_from_json(minutes.content)
    signed = minutes.state in SIGNED
    day = timezone.localdate(minutes.signed_at) if minutes.signed_at else None
    return replace(
        kept,
        status="" if signed else "Projet",
        signatory=doc.Signatory(minutes.signatory_function, minutes.signatory, day) if minutes.signatory else None,
        errata=tuple(doc.Erratum(erratum.on, erratum.text) for erratum in minutes.errata.all()),
    )


def public_part(minutes: Minutes) -> doc.MinutesDocument:
    """The document with its public chapters only; names are masked by the writers."""
    document = document_of(minutes)
    shown = set(minutes.meeting.items.filter(confidentiality=Confidentiality.PUBLIC).values_list("title", flat=True))
    shown.add(FOLLOW_UPS)
    return replace(document, chapters=tuple(chapter for chapter in document.chapters if chapter.title in shown))


def written(meeting: Meeting, minutes: Minutes) -> doc.MinutesDocument:
    """The relevé that the records of a meeting make."""
    items = _items(meeting)
    chapters = [doc.Chapter(item.title, _blocks(item)) for item in items]
    chapters += _questionnaires(meeting)
    follow_ups = _follow_ups(meeting)
    if follow_ups:
        chapters.append(doc.Chapter(FOLLOW_UPS, (doc.FollowUpList(follow_ups),)))
    return doc.MinutesDocument(
        title=meeting.title,
        meeting_on=timezone.localdate(meeting.starts_at),
        place=", ".join(part for part in (meeting.place, meeting.address) if part),
        times=_times(meeting),
        letterhead=_letterhead(meeting),
        colleges=tuple(_colleges(meeting)),
        quorum=_quorum(items),
        chapters=tuple(chapters),
        next_steps=tuple(_lines(minutes.next_steps)),
        closing=minutes.closing,
    )


def _questionnaires(meeting: Meeting) -> list[doc.Chapter]:
    """A chapter for each questionnaire that prepared the meeting."""
    chapters = []
    for survey in surveys_of_meeting(meeting):
        said = sentences(response_rates(survey), results(survey, timezone.localdate()))
        chapters.append(doc.Chapter(survey.title, tuple(doc.Paragraph(line) for line in said)))
    return chapters


def _items(meeting: Meeting) -> list[AgendaItem]:
    items = meeting.items.filter(confidentiality__in=READERS).prefetch_related(
        "interventions", "figures", Prefetch("decisions", Decision.objects.prefetch_related("votes__member__college"))
    )
    return list(items)


def _colleges(meeting: Meeting) -> Iterable[doc.CollegeList]:
    people = meeting.attendances.select_related("college").order_by("college__position", "position", "pk")
    for college, group in groupby(people, key=lambda person: person.college):
        yield doc.CollegeList(college.name, tuple(_participant(person) for person in group))


def _participant(person: Attendance) -> doc.Participant:
    return doc.Participant(
        person.civility,
        person.full_name,
        person.function,
        presence=PRESENCES[person.presence],
        represented_by=person.stands_for,
    )


def _blocks(item: AgendaItem) -> tuple[doc.Block, ...]:
    blocks: list[doc.Block] = list(_text_blocks(item.notes))
    blocks += [doc.Intervention(one.speaker, one.text) for one in item.interventions.all()]
    blocks += [
        doc.QuotedFigure(one.label, one.value, source=one.source, on=one.quoted_on) for one in item.figures.all()
    ]
    blocks += [_decision(decision) for decision in item.decisions.all() if decision.outcome]
    return tuple(blocks)


def _text_blocks(text: str) -> Iterable[doc.Block]:
    """Paragraphs parted by a blank line; lines that start with a dash make a list."""
    for part in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        bullets = [line for line in lines if line.startswith(("- ", "• ", "– "))]
        said = " ".join(line for line in lines if line not in bullets)
        if said:
            yield doc.Paragraph(said)
        if bullets:
            yield doc.BulletList(tuple(line[2:].strip() for line in bullets))


def _decision(decision: Decision) -> doc.DecisionEntry:
    return doc.DecisionEntry(
        decision.wording, _outcome(decision.outcome), decision_words(decision), conditions=decision.conditions
    )


def _outcome(code: str) -> doc.OutcomeCode:
    outcomes: dict[str, doc.OutcomeCode] = {
        Outcome.ADOPTED: "adopted",
        Outcome.ADOPTED_WITH_CHANGES: "adopted_with_changes",
        Outcome.ADJOURNED: "adjourned",
        Outcome.SENT_BACK: "sent_back",
        Outcome.REJECTED: "rejected",
        Outcome.NOTED: "noted",
    }
    return outcomes[code]


def decision_words(decision: Decision) -> str:
    """« par consensus », or the voices."""
    if decision.method == DecisionMethod.CONSENSUS:
        return "par consensus"
    voices = [Voice(vote.member.college.name, VoteChoice(vote.choice)) for vote in decision.votes.all()]
    rule = decision.item.meeting.committee
    return result_of(voices, rule.decision_rule, rule.majority_percent).words  # type: ignore[arg-type]


def _follow_ups(meeting: Meeting) -> tuple[doc.FollowUpEntry, ...]:
    found = FollowUp.objects.filter(meeting=meeting).select_related("responsible_member").order_by("due_on", "pk")
    return tuple(
        doc.FollowUpEntry(
            one.task,
            one.responsible or (one.responsible_member.display_name if one.responsible_member else ""),
            one.due_on,
        )
        for one in found
    )


def _times(meeting: Meeting) -> str:
    start = meeting.opened_at or meeting.starts_at
    end = meeting.closed_at or meeting.ends_at
    return f"de {_clock(start)} à {_clock(end)}"


def _clock(moment: datetime) -> str:
    return clock_time(timezone.localtime(moment))


def _letterhead(meeting: Meeting) -> tuple[str, ...]:
    convocation = getattr(meeting, "convocation", None)
    lines = [str(line) for line in convocation.signatories] if convocation else []
    return (*lines, FICTION) if meeting.is_demonstration else tuple(lines)


def _quorum(items: Iterable[AgendaItem]) -> str:
    said = [decision.quorum_words for item in items for decision in item.decisions.all() if decision.quorum_words]
    return said[-1] if said else ""


def _lines(text: str) -> list[str]:
    return [line.strip().removeprefix("- ") for line in text.splitlines() if line.strip()]


def comment_of(public_id: UUID, comment_id: int) -> MinutesComment:
    """One remark on the relevé of a meeting; 404 when there is none."""
    found = (
        MinutesComment.objects.select_related("minutes__meeting")
        .filter(pk=comment_id, minutes__meeting__public_id=public_id)
        .first()
    )
    if found is None:
        raise Http404("Cette remarque n’existe pas.")
    return found
