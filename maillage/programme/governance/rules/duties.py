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


@dataclass(frozen=True)
class Level:
    """From how many days before, in which words, and who is told."""

    days: int
    urgency: Urgency
    told: str


# The nearest first: the first that fits is taken.
LEVELS = (
    Level(7, Urgency.URGENT, "responsable, secrétariat et co-pilotes"),
    Level(30, Urgency.NEAR, "responsable et secrétariat"),
    Level(90, Urgency.FAR, "responsable"),
)


def urgency_of(due_on: date, done_on: date | None, today: date) -> Urgency:
    """How near it is today."""
    if done_on is not None:
        return Urgency.DONE
    left = (due_on - today).days
    if left < 0:
        return Urgency.LATE
    return next((level.urgency for level in LEVELS if left <= level.days), Urgency.FAR)


def days_words(due_on: date, today: date) -> str:
    """« dans 12 jours », « aujourd’hui », « en retard de 3 jours »."""
    left = (due_on - today).days
    if left == 0:
        return "aujourd’hui"
    count = abs(left)
    unit = "jour" if count == 1 else "jours"
    return f"dans {count} {unit}" if left > 0 else f"en retard de {count} {unit}"
