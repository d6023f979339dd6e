"""Reads the journal, and checks that nothing was changed in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC

from django.conf import settings
from django.db.models import QuerySet

from maillage.programme.journal.models import Entry
from maillage.programme.journal.rules import START, Head, Line, sign, verify_chain


def entries(action: str = "", actor: str = "") -> QuerySet[Entry]:
    """The entries, the last first, of one action or one actor when asked."""
    found = Entry.objects.all()
    if action:
        found = found.filter(action=action)
    if actor:
        found = found.filter(actor_label__icontains=actor)
    return found


def actions() -> tuple[str, ...]:
    """Every action that was recorded."""
    return tuple(Entry.objects.order_by("action").values_list("action", flat=True).distinct())


def verify() -> str:
    """The first fault of the journal, in French, or "" when it is whole."""
    return verify_chain(_lines(), _head(), settings.SECRET_KEY)


def _lines() -> Iterator[Line]:
    for entry in Entry.objects.order_by("sequence").iterator():
        yield Line(
            sequence=entry.sequence,
            at=entry.at.astimezone(UTC).isoformat(),
            actor_label=entry.actor_label,
            actor_id=entry.actor_id,
            action=entry.action,
            object_type=entry.object_type,
            object_id=entry.object_id,
            previous_hash=entry.previous_hash,
            details=entry.details,
            hash=entry.hash,
        )


def _head() -> Head:
    file = settings.HOME / "journal.head"
    if not file.is_file():
        return Head(-1, "", "absente") if Entry.objects.exists() else _empty_head()
    content = json.loads(file.read_text("ascii"))
    return Head(int(content["sequence"]), str(content["hash"]), str(content["signature"]))


def _empty_head() -> Head:
    return sign(0, START, settings.SECRET_KEY)
