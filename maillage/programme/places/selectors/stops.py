"""The dated presences of a place worked out between two days, and those near a point."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from maillage.analytics.hours.stops import Stop, occurrences
from maillage.programme.places.models import Place, Session

HORIZON = timedelta(days=60)


@dataclass(frozen=True)
class ComingStop:
    """One presence to come, in Paris time."""

    session: Session
    start: datetime
    end: datetime
    commune: str
    address: str


def stop_of(session: Session) -> Stop:
    """A presence as the engine of hours takes it."""
    start, end = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    return Stop(
        first=start.date(),
        start=60 * start.hour + start.minute,
        end=60 * end.hour + end.minute,
        rule=session.recurrence,
        skipped=frozenset(date.fromisoformat(day) for day in session.exceptions),
    )


def coming_stops(place: Place, at: datetime, limit: int = 8) -> tuple[ComingStop, ...]:
    """The next presences of a place, the soonest first."""
    return tuple(_coming(place.sessions.all(), at)[:limit])


def _coming(sessions: Iterable[Session], at: datetime) -> list[ComingStop]:
    local = timezone.localtime(at)
    found = [
        ComingStop(session, one.start, one.end, session.commune.name, session.address)
        for session in sessions
        for one in occurrences(stop_of(session), local.date(), local.date() + HORIZON)
        if one.end > at
    ]
    return sorted(found, key=lambda stop: stop.start)
