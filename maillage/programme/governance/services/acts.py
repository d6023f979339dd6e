"""What every command on a meeting does: lock its record, change its state by the table, write the journal."""

from __future__ import annotations

from typing import Any

from maillage.programme.governance.enums import MeetingState
from maillage.programme.governance.models import Meeting
from maillage.programme.governance.rules.meetings import may_become
from maillage.programme.journal import services as journal
from maillage.programme.people.refusals import RefusedError


class MeetingStateError(RefusedError):
    """The meeting is not in a state that allows it."""


def locked(meeting: Meeting) -> Meeting:
    """The record as it is now, kept from others until the end of the transaction."""
    return Meeting.objects.select_for_update().get(pk=meeting.pk)


def become(meeting: Meeting, state: MeetingState, action: str, by: object, **fields: Any) -> Meeting:
    """Give a locked meeting another state, with what goes with it."""
    now = MeetingState(meeting.state)
    if not may_become(now, state):
        raise MeetingStateError(
            f"Cette réunion est « {now.label.lower()} » : elle ne peut pas devenir « {state.label.lower()} »."
        )
    meeting.state = state
    for name, value in fields.items():
        setattr(meeting, name, value)
    meeting.save()
    record(meeting=meeting, action=action, by=by, **{"from": now, "reason": fields.get("change_reason", "")})
    return meeting


def record(*, meeting: Meeting, action: str, by: object, **details: Any) -> None:
    """Write an act on a meeting in the journal."""
    journal.record(actor=by, action=action, object_type="meeting", object_id=str(meeting.public_id), details=details)
