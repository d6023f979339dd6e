"""Reads the journal, and checks that nothing was changed in it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC

from django.conf import settings
from django.db.models import Max, QuerySet

from maillage.programme.journal.models import Entry
from maillage.programme.journal.rules import START, Head, Line, sign, verify_chain

# Seconds that a head is given to catch up with the last entry, on a machine that is busy.
CATCHING_UP, PAUSE = 10.0, 0.05


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
    last = Entry.objects.aggregate(last=Max("sequence"))["last"] or 0
    head = _head_reaching(last)
    return verify_chain(_lines(max(last, head.sequence)), head, settings.SECRET_KEY)


def _head_reaching(sequence: int) -> Head:
    """The head once it has caught up with an entry: it is written just after the commit, while others go on writing."""
    head, deadline = _head(), time.monotonic() + CATCHING_UP
    while head.sequence < sequence and time.monotonic() < deadline:
        time.sleep(PAUSE)
        head = _head()
    return head


def _lines(upto: int) -> Iterator[Line]:
    for entry in Entry.objects.filter(sequence__lte=upto).order_by("sequence").iterator():
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
