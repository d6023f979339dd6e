"""Open, closed or unknown at an instant, always read on the clock of Paris, and what comes next (D1, D2, D3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from maillage.analytics.hours.calendar import PARIS
from maillage.analytics.hours.closures import Closure, closure_on
from maillage.analytics.hours.osm import DAY_MINUTES, Span, day_spans
from maillage.tables.hours import check_hours

# Beyond two months « ouvre le… » helps nobody, and a place closed for ever must not be searched for ever.
HORIZON_DAYS = 62


class Opening(StrEnum):
    """The three answers to « is it open now? »."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class State:
    """The answer at an instant. `until` is when it changes, `next_opening` the next sure opening; both in Paris.

    `reason` is French: why it is unknown, or why it is exceptionally closed. `note` is the comment of the hours.
    """

    opening: Opening
    until: datetime | None = None
    next_opening: datetime | None = None
    reason: str = ""
    note: str = ""


def state_at(hours: str, at: datetime, closures: Sequence[Closure] = (), zone: str = "C") -> State:
    """The state at an aware instant, in any zone. Missing or unreadable hours are unknown, never closed."""
    if at.tzinfo is None:
        raise ValueError("state_at needs an aware instant")
    local = at.astimezone(PARIS)
    checked = check_hours(hours)
    today = closure_on(local.date(), closures)
    if not checked.known and today is None:
        return State(Opening.UNKNOWN, reason=checked.reason)
    moment = local.hour * 60 + local.minute
    spans = spans_on(checked.hours, local.date(), closures, zone)
    current = next((span for span in spans if span.start <= moment < span.end), None)
    until = _next_change(checked.hours, local, current, closures, zone)
    opening = Opening.CLOSED if current is None else Opening.OPEN if current.open else Opening.UNKNOWN
    coming = None if opening is Opening.OPEN else _next_opening(checked.hours, local, closures, zone)
    if current is None:
        return State(opening, until, coming, today.reason if today else _doubt_today(spans))
    return State(opening, until, coming, "" if current.open else current.note, current.note if current.open else "")


def spans_on(hours: str, day: date, closures: Sequence[Closure] = (), zone: str = "C") -> tuple[Span, ...]:
    """The spans of one day, exceptions included; `hours` empty when only the exceptions are known."""
    exception = closure_on(day, closures)
    if exception:
        return exception.spans()
    return day_spans(hours, day, zone) if hours else ()


def instant(day: date, minutes: int) -> datetime:
    """A moment of a day on the clock of Paris; 24:00 is the next midnight."""
    shifted = datetime.combine(day, time()) + timedelta(minutes=minutes)
    return shifted.replace(tzinfo=PARIS)


def _doubt_today(spans: Sequence[Span]) -> str:
    return next((span.note for span in spans if span.open is None), "")


def _next_change(
    hours: str, local: datetime, current: Span | None, closures: Sequence[Closure], zone: str
) -> datetime | None:
    moment = local.hour * 60 + local.minute
    same = current.open if current else False
    for ahead in range(HORIZON_DAYS):
        day = local.date() + timedelta(days=ahead)
        for start, value in _segments(spans_on(hours, day, closures, zone)):
            if (ahead or start > moment) and value != same:
                return instant(day, start)
    return None


def _segments(spans: Sequence[Span]) -> Iterator[tuple[int, bool | None]]:
    """(start, answer) of every part of a day, the closed ones between the spans included."""
    edge = 0
    for span in spans:
        if span.start > edge:
            yield edge, False
        yield span.start, span.open
        edge = span.end
    if edge < DAY_MINUTES:
        yield edge, False


def _next_opening(hours: str, local: datetime, closures: Sequence[Closure], zone: str) -> datetime | None:
    moment = local.hour * 60 + local.minute
    for ahead in range(HORIZON_DAYS):
        day = local.date() + timedelta(days=ahead)
        for span in spans_on(hours, day, closures, zone):
            if span.open and (ahead or span.start > moment):
                return instant(day, span.start)
    return None
