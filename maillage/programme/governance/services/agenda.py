"""The agenda: items added, changed, moved, removed, proposed; their papers."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Max

from maillage.programme.governance.enums import ItemOrigin, MeetingState
from maillage.programme.governance.models import AgendaItem, Meeting, Paper
from maillage.programme.governance.rules.agenda import LATE, TOLD, change_fault, removal_fault
from maillage.programme.governance.rules.papers import file_fault
from maillage.programme.governance.selectors.agenda import Suggestion, suggestions_for
from maillage.programme.governance.services.acts import locked, record
from maillage.programme.people.refusals import RefusedError


class AgendaClosedError(RefusedError):
    """The agenda does not change any more."""


class FileRefusedError(RefusedError):
    """The file is not one that we keep."""


@transaction.atomic
def add_item(*, meeting: Meeting, values: Mapping[str, Any], by: object) -> AgendaItem:
    """Add an item at the end; after the freezing, on the late list."""
    meeting = _changeable(meeting)
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.objects.create(meeting=meeting, position=last + 1, is_late=meeting.state in LATE, **values)
    _tell_again(meeting)
    record(meeting=meeting, action="agenda.item_added", by=by, item=item.pk, title=item.title, late=item.is_late)
    return item


@transaction.atomic
def update_item(*, item: AgendaItem, values: Mapping[str, Any], by: object) -> AgendaItem:
    """Change an item."""
    meeting = _changeable(item.meeting)
    changed = [name for name, value in values.items() if getattr(item, name) != value]
    for name in changed:
        setattr(item, name, values[name])
    item.save(update_fields=changed or None)
    if changed:
        _tell_again(meeting)
    record(meeting=meeting, action="agenda.item_changed", by=by, item=item.pk, changed=changed)
    return item


@transaction.atomic
def move_item(*, item: AgendaItem, down: bool, by: object) -> None:
    """Move an item one place up or down."""
    meeting = _removable(item.meeting)
    items = list(meeting.items.all())
    place = next(number for number, one in enumerate(items) if one.pk == item.pk)
    other = place + (1 if down else -1)
    if 0 <= other < len(items):
        items[place], items[other] = items[other], items[place]
        for number, one in enumerate(items, start=1):
            one.position = number
        AgendaItem.objects.bulk_update(items, ["position"])
        _tell_again(meeting)
    record(meeting=meeting, action="agenda.item_moved", by=by, item=item.pk, down=down)


@transaction.atomic
def remove_item(*, item: AgendaItem, by: object) -> None:
    """Remove an item and its papers."""
    meeting = _removable(item.meeting)
    for paper in item.papers.all():
        _drop(paper)
    record(meeting=meeting, action="agenda.item_removed", by=by, title=item.title)
    item.delete()
    _tell_again(meeting)


@transaction.atomic
def keep_suggestions(*, meeting: Meeting, keys: Collection[str], by: object, today: date) -> int:
    """Put on the agenda the suggestions that a person kept; the follow-ups come first."""
    meeting = _changeable(meeting)
    kept = [suggestion for suggestion in suggestions_for(meeting, today) if suggestion.key in keys]
    for suggestion in kept:
        item = add_item(meeting=meeting, values=_values_of(suggestion), by=by)
        if suggestion.origin == ItemOrigin.FOLLOW_UP and meeting.state != MeetingState.OPEN:
            meeting.items.exclude(pk=item.pk).update(position=F("position") + 1)
            AgendaItem.objects.filter(pk=item.pk).update(position=1)
    record(meeting=meeting, action="agenda.suggestions_kept", by=by, kept=[one.key for one in kept])
    return len(kept)


@transaction.atomic
def add_paper(
    *, item: AgendaItem, title: str, by: object, url: str = "", name: str = "", content: bytes = b""
) -> Paper:
    """Join a file, kept under a name of ours, or an address."""
    meeting = _changeable(item.meeting)
    paper = Paper(item=item, title=title, url=url)
    if not url:
        fault = file_fault(name, content)
        if fault:
            raise FileRefusedError(fault)
        paper.sha256 = hashlib.sha256(content).hexdigest()
        paper.file.save(f"{uuid4().hex}{PurePath(name).suffix.lower()}", ContentFile(content), save=False)
    paper.save()
    _tell_again(meeting)
    record(meeting=meeting, action="agenda.paper_added", by=by, item=item.pk, title=title, sha256=paper.sha256)
    return paper


@transaction.atomic
def remove_paper(*, paper: Paper, by: object) -> None:
    """Take a paper away."""
    meeting = _changeable(paper.item.meeting)
    record(meeting=meeting, action="agenda.paper_removed", by=by, title=paper.title, sha256=paper.sha256)
    _drop(paper)
    _tell_again(meeting)


def _drop(paper: Paper) -> None:
    name = paper.file.name if paper.file else ""
    paper.delete()
    # A postponed meeting shares its files with the one it became.
    if name and not Paper.objects.filter(file=name).exists():
        transaction.on_commit(lambda: default_storage.delete(name))


def _values_of(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "title": suggestion.title[:250],
        "kind": suggestion.kind,
        "origin": suggestion.origin,
        "minutes_planned": suggestion.minutes,
        "proposal_id": suggestion.proposal,
        "confidentiality": suggestion.confidentiality,
    }


def _changeable(meeting: Meeting) -> Meeting:
    return _checked(meeting, change_fault)


def _removable(meeting: Meeting) -> Meeting:
    return _checked(meeting, removal_fault)


def _checked(meeting: Meeting, fault_of: Any) -> Meeting:
    meeting = locked(meeting)
    fault = fault_of(MeetingState(meeting.state))
    if fault:
        raise AgendaClosedError(fault)
    return meeting


def _tell_again(meeting: Meeting) -> None:
    if meeting.state in TOLD:
        Meeting.objects.filter(pk=meeting.pk).update(revision=F("revision") + 1)
