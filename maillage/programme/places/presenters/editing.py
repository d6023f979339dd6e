"""What the pages that change a place show: places that look like it, closures and stops read back in French."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from maillage.analytics.hours.french import closure_words, date_words, listed, week_lines
from maillage.analytics.hours.stops import stop_words
from maillage.programme.places.models import Closure, Place, Session
from maillage.programme.places.presenters.directory import where
from maillage.programme.places.selectors.directory import exception_of, school_zone, zone_of_place
from maillage.programme.places.selectors.stops import stop_of

TO_CHECK = "À vérifier"


@dataclass(frozen=True)
class Resemblance:
    """A known place that looks like the one being typed, and why."""

    url: str
    name: str
    where: str
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]


def resemblances(found: Iterable[tuple[Place, float, tuple[str, ...]]]) -> list[Resemblance]:
    """The likeliest first."""
    return [
        Resemblance(
            reverse("places:place", kwargs={"public_id": place.public_id}),
            place.name,
            where(place),
            tuple(reason for reason in reasons if not reason.startswith(TO_CHECK)),
            tuple(reason for reason in reasons if reason.startswith(TO_CHECK)),
        )
        for place, _, reasons in found
    ]


@dataclass(frozen=True)
class DatedLine:
    """A closure or a presence in words, and what names it."""

    key: int | UUID
    words: str
    past: bool
    title: str = ""


def closure_lines(closures: Iterable[Closure], today: date) -> list[DatedLine]:
    """The closures, the soonest first, those that are over last."""
    lines = [DatedLine(c.pk, closure_words(exception_of(c)), c.ends_on < today) for c in closures]
    return sorted(lines, key=lambda line: line.past)


def session_lines(sessions: Iterable[Session], today: date) -> list[DatedLine]:
    """The presences, those that are over last."""
    lines = [DatedLine(s.public_id, _session_words(s), _over(s, today), s.title) for s in sessions]
    return sorted(lines, key=lambda line: line.past)


def _session_words(session: Session) -> str:
    stop = stop_of(session)
    place = ", ".join(part for part in (session.commune.name, session.address) if part)
    words = f"{place} : {stop_words(stop)}"
    if session.recurrence:
        words += f", à partir du {date_words(stop.first)}"
    until = _until(session.recurrence)
    if until:
        words += f", jusqu’au {date_words(until)}"
    skipped = [date_words(day) for day in sorted(stop.skipped)]
    return f"{words}, sauf le {listed(skipped)}" if skipped else words


def _over(session: Session, today: date) -> bool:
    until = _until(session.recurrence)
    if until:
        return until < today
    return not session.recurrence and stop_of(session).first < today


def _until(rule: str) -> date | None:
    found = re.search(r"UNTIL=(\d{4})(\d{2})(\d{2})", rule)
    return date(int(found[1]), int(found[2]), int(found[3])) if found else None


def fine_week(hours: str, place: Place | None, today: date) -> tuple[tuple[str, str], ...]:
    """The seven days to come of hours that the editor cannot show."""
    return week_lines(hours, today, zone=zone_of_place(place) if place else school_zone(None))
