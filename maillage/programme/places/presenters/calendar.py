"""The stops of a place as an ICS calendar (RFC 5545), in the time zone of Paris."""

from __future__ import annotations

from datetime import datetime

from icalendar import Calendar, Event

from maillage.programme.places.models import Place
from maillage.programme.places.selectors.stops import ComingStop


def calendar_of(place: Place, stops: tuple[ComingStop, ...], now: datetime) -> bytes:
    """One event a presence; each keeps its identifier from one reading to the next."""
    calendar = Calendar()
    calendar.add("prodid", "-//Maillage//Passages//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", place.name)
    for stop in stops:
        event = Event()
        event.add("uid", f"{stop.session.public_id}-{stop.start:%Y%m%d}@maillage")
        event.add("summary", f"{place.name} : {stop.session.title}")
        event.add("dtstamp", now)
        event.add("dtstart", stop.start)
        event.add("dtend", stop.end)
        event.add("location", ", ".join(part for part in (stop.address, stop.commune) if part))
        calendar.add_component(event)
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content
