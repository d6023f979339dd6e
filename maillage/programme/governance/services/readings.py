"""Existing minutes brought in: the file waits under a random name, and a person says what is kept of it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import PurePath
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from maillage.programme.governance.enums import (
    CollegeKind,
    DecisionMethod,
    ItemKind,
    MeetingState,
    Presence,
)
from maillage.programme.governance.models import (
    AgendaItem,
    Attendance,
    College,
    Committee,
    Decision,
    FollowUp,
    Meeting,
    Obligation,
)
from maillage.programme.governance.selectors.readings import KINDS, readings_folder
from maillage.programme.journal.services import record
from maillage.programme.people.refusals import RefusedError
from maillage.tables.minutes import MinutesRead, PersonFinding

KEPT_SECONDS = 24 * 3600
MIDDAY = 12
COLLEGES = {
    "state": CollegeKind.STATE,
    "local_authorities": CollegeKind.LOCAL,
    "operators": CollegeKind.OPERATOR,
    "partners": CollegeKind.PARTNER,
}
PRESENCES = {
    "present": Presence.PRESENT,
    "remote": Presence.REMOTE,
    "represented": Presence.REPRESENTED,
    "excused": Presence.EXCUSED,
    "absent": Presence.ABSENT,
}


@dataclass(frozen=True)
class Kept:
    """What a person keeps of a reading: the places, in each list, of what is right."""

    title: str
    held_on: date
    people: frozenset[int] = frozenset()
    chapters: frozenset[int] = frozenset()
    decisions: frozenset[int] = frozenset()
    follow_ups: frozenset[int] = frozenset()
    deadlines: frozenset[int] = frozenset()
    colleges: Mapping[int, str] = field(default_factory=dict)


class ReadingRefusedError(RefusedError):
    """The file cannot be taken; the message says why, in French."""


def keep_file(*, name: str, chunks: Iterable[bytes], by: object) -> UUID:
    """Keep an uploaded file until it is validated or abandoned; returns its key."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in KINDS:
        raise ReadingRefusedError(f"Envoyez un fichier {', '.join(KINDS)}.")
    purge_files(by=by)
    key = uuid4()
    with (readings_folder() / f"{key}{suffix}").open("wb") as stream:
        stream.writelines(chunks)
    record(actor=by, action="reading.uploaded", object_type="reading", object_id=str(key), details={"kind": suffix})
    return key


def drop_file(*, key: UUID, by: object) -> None:
    """Let a waiting file go."""
    for path in readings_folder().glob(f"{key}.*"):
        path.unlink(missing_ok=True)
    record(actor=by, action="reading.dropped", object_type="reading", object_id=str(key), details={})


def purge_files(*, by: object) -> int:
    """Remove the files that waited more than a day."""
    limit = time.time() - KEPT_SECONDS
    old = [path for path in readings_folder().iterdir() if path.stat().st_mtime < limit]
    for path in old:
        path.unlink(missing_ok=True)
    if old:
        record(actor=by, action="reading.purged", object_type="reading", object_id="old", details={"files": len(old)})
    return len(old)


@transaction.atomic
def create_from_reading(*, read: MinutesRead, kept: Kept, committee: Committee, by: object) -> Meeting:
    """A held meeting with what was validated, and nothing else."""
    start = timezone.make_aware(datetime(kept.held_on.year, kept.held_on.month, kept.held_on.day, MIDDAY))
    meeting = Meeting.objects.create(
        committee=committee,
        title=kept.title[:200],
        state=MeetingState.HELD,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        place=read.place.value[:200] if read.place else "",
        opened_at=start,
        closed_at=start + timedelta(hours=2),
    )
    _people(read, kept, meeting)
    items = _items(read, kept, meeting)
    _decisions(read, kept, meeting, items)
    FollowUp.objects.bulk_create(
        [
            FollowUp(
                meeting=meeting,
                task=one.task[:300],
                responsible=one.responsible[:200],
                due_on=one.due.end if one.due else None,
            )
            for place, one in enumerate(read.follow_ups)
            if place in kept.follow_ups
        ]
    )
    Obligation.objects.bulk_create(
        [
            Obligation(
                governance=committee.governance,
                title=one.about[:200],
                due_on=one.end,
                source=f"Relevé de la réunion du {kept.held_on:%d/%m/%Y}",
                meeting=meeting,
            )
            for place, one in enumerate(read.deadlines)
            if place in kept.deadlines
        ]
    )
    record(
        actor=by,
        action="meeting.read_from_minutes",
        object_type="meeting",
        object_id=str(meeting.public_id),
        details={"people": len(kept.people), "chapters": len(kept.chapters), "decisions": len(kept.decisions)},
    )
    return meeting


def _people(read: MinutesRead, kept: Kept, meeting: Meeting) -> None:
    colleges = {college.kind: college for college in College.objects.filter(governance=meeting.committee.governance)}
    fallback = colleges.get(CollegeKind.PARTNER) or next(iter(colleges.values()))
    people = []
    for place, person in enumerate(read.people):
        if place in kept.people:
            kind = kept.colleges.get(place) or COLLEGES.get(person.college, CollegeKind.PARTNER)
            people.append(_attendance(person, place, meeting, colleges.get(kind, fallback)))
    Attendance.objects.bulk_create(people)


def _attendance(person: PersonFinding, place: int, meeting: Meeting, college: College) -> Attendance:
    presence = PRESENCES[person.presence]
    return Attendance(
        meeting=meeting,
        college=college,
        civility=person.civility[:10],
        full_name=person.full_name[:150],
        function=(person.function or person.body)[:250],
        presence=presence,
        stands_for=person.represented_by[:200],
        arrived_at=meeting.starts_at if presence in (Presence.PRESENT, Presence.REMOTE) else None,
        position=place,
    )


def _items(read: MinutesRead, kept: Kept, meeting: Meeting) -> dict[str, AgendaItem]:
    chosen = [chapter for place, chapter in enumerate(read.chapters) if place in kept.chapters]
    items = [
        AgendaItem(
            meeting=meeting,
            position=position,
            title=chapter.title[:250],
            kind=ItemKind.INFORMATION,
            notes="\n\n".join(chapter.paragraphs),
        )
        for position, chapter in enumerate(chosen, start=1)
    ]
    AgendaItem.objects.bulk_create(items)
    return {item.title: item for item in items}


def _decisions(read: MinutesRead, kept: Kept, meeting: Meeting, items: dict[str, AgendaItem]) -> None:
    chosen = [decision for place, decision in enumerate(read.decisions) if place in kept.decisions]
    if not chosen:
        return
    for decision in chosen:
        item = items.get(decision.chapter[:250]) or _own_item(meeting, items)
        if item.kind != ItemKind.DECISION:
            item.kind = ItemKind.DECISION
            item.save(update_fields=["kind"])
        Decision.objects.create(
            item=item,
            wording="\n".join([decision.wording, *(f"- {point}" for point in decision.items)]),
            method=DecisionMethod.CONSENSUS,
            outcome=decision.outcome,
            conditions=decision.conditions,
            quorum_words=decision.vote.words[:200] if decision.vote else "",
            decided_at=meeting.starts_at,
        )


def _own_item(meeting: Meeting, items: dict[str, AgendaItem]) -> AgendaItem:
    """The item that holds the decisions whose chapter was not kept."""
    title = "Décisions"
    if title not in items:
        items[title] = AgendaItem.objects.create(
            meeting=meeting, position=len(items) + 1, title=title, kind=ItemKind.DECISION
        )
    return items[title]
