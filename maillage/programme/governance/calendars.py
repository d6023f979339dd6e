"""A meeting as a calendar file: one UID for its whole life, a higher SEQUENCE at each change, the zone of Paris."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from maillage.programme.governance.enums import MeetingState
from maillage.programme.governance.models import Meeting

GONE = (MeetingState.CANCELLED, MeetingState.POSTPONED)


def meeting_ics(meeting: Meeting, *, base: str) -> bytes:
    """The calendar file of a meeting.

    PUBLISH and no attendee: people answer through their link, a REQUEST would draw replies that nobody reads.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Maillage//Gouvernance//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if meeting.state in GONE else "PUBLISH")
    calendar.add_component(_event(meeting, base))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(meeting: Meeting, base: str) -> Event:
    event = Event()
    event.add("uid", f"{meeting.public_id}@maillage")
    event.add("sequence", meeting.revision + (1 if meeting.state in GONE else 0))
    event.add("dtstamp", meeting.convened_at or timezone.now())
    event.add("dtstart", _local(meeting.starts_at))
    event.add("dtend", _local(meeting.ends_at))
    event.add("summary", meeting.title)
    event.add("status", "CANCELLED" if meeting.state in GONE else "CONFIRMED")
    where = ", ".join(part for part in (meeting.place, meeting.address) if part)
    if where:
        event.add("location", where)
    if meeting.remote_url:
        event.add("description", f"À distance : {meeting.remote_url}")
    event.add("url", base.rstrip("/") + reverse("governance:meeting", kwargs={"public_id": meeting.public_id}))
    return event


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment)
