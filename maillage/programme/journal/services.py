"""Adds to the journal, under a lock, inside the transaction of the act it speaks of."""

from __future__ import annotations

import fcntl
import json
import uuid
import weakref
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from maillage.programme.journal.models import Entry
from maillage.programme.journal.rules import START, Line, digest, sign

LOCK = 7_111_624


@transaction.atomic
def record(
    *,
    actor: object,
    action: str,
    object_type: str,
    object_id: str,
    details: dict[str, Any],
    at: datetime | None = None,
) -> Entry:
    """Append one entry. `actor` is a user, a name, or None for the platform itself.

    Of a user, the identifier alone is kept: what can never be erased must not name anyone.
    """
    _lock()
    last = Entry.objects.order_by("-sequence").first()
    moment = (at or timezone.now()).astimezone(UTC)
    line = Line(
        sequence=last.sequence + 1 if last else 1,
        at=moment.isoformat(),
        actor_label=_label(actor),
        actor_id=str(getattr(actor, "public_id", "")),
        action=action,
        object_type=object_type,
        object_id=object_id,
        previous_hash=last.hash if last else START,
        details=json.loads(json.dumps(details, default=str)),
    )
    entry = Entry.objects.create(
        sequence=line.sequence,
        at=moment,
        actor_label=line.actor_label,
        actor_id=line.actor_id,
        action=action,
        object_type=object_type,
        object_id=object_id,
        details=line.details,
        previous_hash=line.previous_hash,
        hash=digest(line),
    )
    # What is committed is kept, whatever then happens to the head: the next entry puts its own.
    transaction.on_commit(_Head(entry.sequence, entry.hash).put, robust=True)
    return entry


def _label(actor: object) -> str:
    if hasattr(actor, "public_id"):
        return ""
    return str(actor) if actor is not None else "Plateforme"


def _lock() -> None:
    # SQLite's immediate transactions already exclude one another.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _written(file: Path) -> int:
    """The entry that the head is at; −1 when there is none that can be read, which a new one then replaces."""
    try:
        return int(json.loads(file.read_text("ascii"))["sequence"])
    except (OSError, ValueError, KeyError, TypeError):
        return -1


class _Head:
    """The head after one entry: written before the commit, which a full disk then refuses; put in place after it."""

    def __init__(self, sequence: int, last_hash: str) -> None:
        head = sign(sequence, last_hash, settings.SECRET_KEY)
        self.sequence = sequence
        self.fresh: Path = settings.HOME / f"journal.head.{uuid.uuid4().hex}"
        # An act that is rolled back forgets its head, and the file goes with it.
        weakref.finalize(self, self.fresh.unlink, missing_ok=True)
        self.fresh.write_text(
            json.dumps({"sequence": head.sequence, "hash": head.hash, "signature": head.signature}), "ascii"
        )

    def put(self) -> None:
        """Heads are put after the commits, which may be overtaken: an older one never takes the place of a newer."""
        file = settings.HOME / "journal.head"
        with (settings.HOME / "journal.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if _written(file) <= self.sequence:
                self.fresh.replace(file)
