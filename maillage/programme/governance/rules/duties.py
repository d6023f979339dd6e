"""How near an obligation is, and who must be told: the escalation as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Urgency(StrEnum):
    """How near a deadline is."""

    FAR = "far"
    NEAR = "near"
    URGENT = "urgent"
    LATE = "late"
    DONE = "done"


class Told(StrEnum):
    """Who can be told of a deadline."""

    RESPONSIBLE = "responsible"
    SECRETARY = "secretary"
    CO_PILOT = "co_pilot"


@dataclass(frozen=True)
class Level:
    """From how many days before, in which words, and who is told."""

    days: int
    urgency: Urgency
    told: str
    who: frozenset[Told]


# The nearest first: the first that fits is taken.
LEVELS = (
    Level(7, Urgency.URGENT, "responsable, secrétariat et co-pilotes", frozenset(Told)),
    Level(30, Urgency.NEAR, "responsable et secrétariat", frozenset({Told.RESPONSIBLE, Told.SECRETARY})),
    Level(90, Urgency.FAR, "responsable", frozenset({Told.RESPONSIBLE})),
)
# Between two levels, the same list comes back no more than once a week.
REPEAT_DAYS = 7


def urgency_of(due_on: date, done_on: date | None, today: date) -> Urgency:
    """How near it is today."""
    if done_on is not None:
        return Urgency.DONE
    left = (due_on - today).days
    if left < 0:
        return Urgency.LATE
    return next((level.urgency for level in LEVELS if left <= level.days), Urgency.FAR)


def level_of(due_on: date, today: date) -> Level | None:
    """The level that a deadline has reached; None while it is too far for anyone to be told."""
    left = (due_on - today).days
    return next((level for level in LEVELS if left <= level.days), None)


def is_told(due_on: date, today: date, who: frozenset[Told], *, has_responsible: bool) -> bool:
    """Whether someone who is these things is told today. Without a responsible, co-pilots are told in its place."""
    level = level_of(due_on, today)
    if level is None:
        return False
    asked = level.who if has_responsible else level.who | {Told.CO_PILOT}
    return bool(asked & who)


def is_news(due_on: date, last_sent_on: date | None, today: date) -> bool:
    """Whether a deadline reached a new level, or became late, since the last mail."""
    if last_sent_on is None:
        return True
    late = (due_on < today) and not (due_on < last_sent_on)
    return late or level_of(due_on, today) != level_of(due_on, last_sent_on)


def mail_is_due(days: list[date], last_sent_on: date | None, today: date) -> bool:
    """Whether the list leaves today: never twice a day, then on news, then every week while something is near."""
    if not days or last_sent_on == today:
        return False
    repeats = last_sent_on is not None and (today - last_sent_on).days >= REPEAT_DAYS
    return repeats or any(is_news(day, last_sent_on, today) for day in days)


def days_words(due_on: date, today: date) -> str:
    """« dans 12 jours », « aujourd’hui », « en retard de 3 jours »."""
    left = (due_on - today).days
    if left == 0:
        return "aujourd’hui"
    count = abs(left)
    unit = "jour" if count == 1 else "jours"
    return f"dans {count} {unit}" if left > 0 else f"en retard de {count} {unit}"
