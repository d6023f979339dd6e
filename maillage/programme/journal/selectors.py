"""Reads the journal, and checks that nothing was changed in it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from datetime import UTC

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Max, Q, QuerySet

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
        people = get_user_model().objects.filter(full_name__icontains=actor)
        known = [str(identifier) for identifier in people.values_list("public_id", flat=True)]
        found = found.filter(Q(actor_label__icontains=actor) | Q(actor_id__in=known))
    return found


def names_of(shown: Iterable[Entry]) -> dict[str, str]:
    """The present name of each user who acted, by identifier; someone who was erased has none left."""
    known = {entry.actor_id for entry in shown} - {""}
    people = get_user_model().objects.filter(public_id__in=known)
    return {str(identifier): name for identifier, name in people.values_list("public_id", "full_name")}


def actions() -> tuple[str, ...]:
    """Every action that was recorded."""
    return tuple(Entry.objects.order_by("action").values_list("action", flat=True).distinct())


def last_sequence(*, but: frozenset[str]) -> int:
    """The number of the last act, 0 before any, those actions left out: it grows with each change of the data."""
    found = Entry.objects.exclude(action__in=but).order_by("-sequence")
    return int(found.values_list("sequence", flat=True).first() or 0)


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
