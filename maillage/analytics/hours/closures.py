"""Exceptional days over the week: dated closures and dated other hours. The last one entered for a day wins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from maillage.analytics.hours.osm import DAY_MINUTES, Span


@dataclass(frozen=True)
class Closure:
    """From the first to the last day included: closed, or open only during `ranges` (minutes from midnight)."""

    first: date
    last: date
    reason: str = ""
    ranges: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("La fermeture finit avant d’avoir commencé.")
        if any(not 0 <= start < end <= DAY_MINUTES for start, end in self.ranges):
            raise ValueError("Une plage exceptionnelle commence après sa fin.")
        if any(after[0] < before[1] for before, after in pairwise(sorted(self.ranges))):
            raise ValueError("Deux plages exceptionnelles se chevauchent.")

    def holds(self, day: date) -> bool:
        """Whether the day is inside."""
        return self.first <= day <= self.last

    def spans(self) -> tuple[Span, ...]:
        """The spans of any of its days."""
        note = self.reason or "horaires exceptionnels"
        return tuple(Span(start, end, True, note) for start, end in sorted(self.ranges))


def closure_on(day: date, closures: Iterable[Closure]) -> Closure | None:
    """The exception that holds on the day, the last entered first."""
    return next((closure for closure in reversed(tuple(closures)) if closure.holds(day)), None)
