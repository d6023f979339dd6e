"""The note that someone writes for herself about a meeting."""

from __future__ import annotations

from django.db import transaction

from maillage.programme.governance.models import Meeting, PrivateNote
from maillage.programme.governance.services.acts import record
from maillage.programme.people.models import User


@transaction.atomic
def save_private_note(*, meeting: Meeting, text: str, by: User) -> None:
    """Keep the note, or let it go when it is empty; the journal never holds its text."""
    if text.strip():
        PrivateNote.objects.update_or_create(user=by, meeting=meeting, defaults={"text": text})
    else:
        PrivateNote.objects.filter(user=by, meeting=meeting).delete()
    record(meeting=meeting, action="meeting.private_note", by=by)
