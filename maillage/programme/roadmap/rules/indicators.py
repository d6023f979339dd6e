"""How far an indicator is from what was promised: progress, expected path, staleness, roll-up, weather.

Progress and its edge case follow the State's follow-up tool; values are never clipped here, only where they are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from maillage.programme.roadmap.enums import Direction, Weather

TENTH = Decimal("0.1")
# Below this gap, in points of progress, an indicator is off its path.
GAP_ALERT = Decimal(-10)
WHOLE, NOTHING = Decimal(100), Decimal(0)
EXPLAINED = frozenset({Weather.SUPPORT, Weather.COMPROMISED})

Point = tuple[date, Decimal]


def progress(baseline: Decimal, value: Decimal, target: Decimal, direction: Direction) -> Decimal:
    """Percent of the way from the baseline to the target, rounded to 0.1; above 100 or below 0 when it is so.

    A baseline already at or beyond the target leaves no way to measure: 100 while the target holds, else 0.
    """
    sign = 1 if direction == Direction.UP else -1
    if sign * baseline >= sign * target:
        return WHOLE if sign * value >= sign * target else NOTHING
    return (WHOLE * (value - baseline) / (target - baseline)).quantize(TENTH, ROUND_HALF_UP)


def expected_value(points: Sequence[Point], on: date) -> Decimal:
    """The value that a straight path between dated points passes through; the first before, the last after.

    `points` holds the baseline, then the intermediate targets and the target, in the order of their dates.
    """
    before = after = points[0]
    for point in points:
        before, after = (point, point) if point[0] <= on else (before, point)
        if point[0] > on:
            break
    (start, low), (end, high) = before, after
    if start == end or on <= start:
        return low
    return low + (high - low) * (on - start).days / (end - start).days


def gap(points: Sequence[Point], value: Decimal, on: date, direction: Direction) -> Decimal:
    """Points of progress between what is reached and what the path expects that day; negative is behind."""
    baseline, target = points[0][1], points[-1][1]
    due = progress(baseline, expected_value(points, on), target, direction)
    return progress(baseline, value, target, direction) - due


def is_behind(points_gap: Decimal | None) -> bool:
    """Whether the gap is an alert: under −10 points, −10 itself is not."""
    return points_gap is not None and points_gap < GAP_ALERT


def due_again(last_on: date, periodicity_days: int, delay_days: int) -> date:
    """The last day when a value is still fresh."""
    return last_on + timedelta(days=periodicity_days + delay_days)


def is_stale(last_on: date | None, periodicity_days: int, delay_days: int, today: date) -> bool:
    """Whether a newer value should already be known."""
    return last_on is not None and today > due_again(last_on, periodicity_days, delay_days)


def is_falling(previous: Decimal | None, value: Decimal, direction: Direction) -> bool:
    """Whether the last value went the wrong way."""
    sign = 1 if direction == Direction.UP else -1
    return previous is not None and sign * (value - previous) < 0


@dataclass(frozen=True)
class Part:
    """One indicator in a roll-up; `progress` is None while it has no value or no target."""

    title: str
    weight: Decimal
    progress: Decimal | None


@dataclass(frozen=True)
class RollUp:
    """The weighted progress of the parts that have one, and the names of those that have none."""

    progress: Decimal | None
    counted: int
    missing: tuple[str, ...]


def roll_up(parts: Iterable[Part]) -> RollUp:
    """The mean weighted by the parts' weights; what is missing is named, never counted as zero."""
    every = list(parts)
    known = [(one.weight, one.progress) for one in every if one.progress is not None and one.weight > 0]
    missing = tuple(one.title for one in every if one.progress is None)
    weights = sum((weight for weight, _ in known), Decimal(0))
    if not weights:
        return RollUp(None, 0, missing)
    mean = sum((weight * reached for weight, reached in known), Decimal(0)) / weights
    return RollUp(mean.quantize(TENTH, ROUND_HALF_UP), len(known), missing)


def weather_fault(weather: Weather, comment: str) -> str:
    """The two lowest weathers say what would help."""
    if weather not in EXPLAINED or comment.strip():
        return ""
    return f"« {weather.label} » demande un commentaire : dites ce qui bloque et l’appui attendu."


def measurement_fault(on: date, baseline_on: date, today: date) -> str:
    """A value is of a day between the baseline and today."""
    if on > today:
        return "Cette date est à venir : une valeur est mesurée aujourd’hui ou avant."
    if on < baseline_on:
        return f"Cette date précède la valeur de départ ({baseline_on:%d/%m/%Y}). Donnez un jour suivant."
    return ""


def target_fault(due_on: date, baseline_on: date) -> str:
    """A target lies after the baseline."""
    if due_on <= baseline_on:
        return f"Une cible vient après la valeur de départ ({baseline_on:%d/%m/%Y})."
    return ""
