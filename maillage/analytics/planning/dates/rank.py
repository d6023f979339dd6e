"""Each slot with what to expect of it; the first is the one where the least present college is the most present."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from maillage.analytics.planning.dates.spec import Guest, Need, Slot

# Under this chance of a quorum, a slot comes after those that reach it, however well it does otherwise.
SAFE_CHANCE = 0.8


@dataclass(frozen=True)
class CollegeOutlook:
    """How many of a college are expected, of how many seats."""

    college: str
    expected: float
    seats: int

    @property
    def absence(self) -> float:
        """The expected share of absence, 0 to 1."""
        return 1 - self.expected / self.seats


@dataclass(frozen=True)
class Ranked:
    """A slot and its outlook. Chances are probabilities; `cost` is what `rank` and `series` minimise."""

    slot: Slot
    colleges: tuple[CollegeOutlook, ...]
    expected: float
    quorum_chance: float
    chair_chance: float
    cost: tuple[bool, float, float]


def rank(slots: Iterable[Slot], guests: Sequence[Guest], need: Need) -> tuple[Ranked, ...]:
    """The slots, the best first: a safe quorum, the least absent college, the whole, no warning, the earliest."""
    found = [_outlook(slot, guests, need) for slot in slots]
    return tuple(sorted(found, key=lambda one: (*one.cost, len(one.slot.warnings), one.slot.starts_at)))


def chances(probabilities: Iterable[float]) -> np.ndarray:
    """The exact distribution of how many come, shape (guests + 1,): independent comings, each its own probability."""
    spread = np.array([1.0])
    for one in probabilities:
        spread = np.convolve(spread, [1 - one, one])
    return spread


def quorum_chance(by_college: dict[str, list[float]], need: Need) -> float:
    """The probability that the quorum is met."""
    if need.kind == "none":
        return 1.0
    if need.kind == "by_college":
        parts = (at_least(each, math.ceil(need.value * len(each) / 100)) for each in by_college.values())
        return math.prod(parts)
    every = [one for each in by_college.values() for one in each]
    asked = need.value if need.kind == "count" else math.ceil(need.value * len(every) / 100)
    return at_least(every, asked)


def at_least(probabilities: Sequence[float], count: int) -> float:
    """The probability that at least so many come."""
    return float(min(max(chances(probabilities)[count:].sum(), 0.0), 1.0))


def _outlook(slot: Slot, guests: Sequence[Guest], need: Need) -> Ranked:
    by_college: dict[str, list[float]] = defaultdict(list)
    for guest in guests:
        by_college[guest.college].append(guest.likely.get(slot.code, 0.0))
    colleges = tuple(CollegeOutlook(name, sum(each), len(each)) for name, each in sorted(by_college.items()))
    chance = quorum_chance(by_college, need)
    absent = [one.absence for one in colleges]
    expected = sum(one.expected for one in colleges)
    chairs = math.prod(one.likely.get(slot.code, 0.0) for one in guests if one.is_chair)
    total = 1 - expected / len(guests) if guests else 0.0
    return Ranked(slot, colleges, expected, chance, chairs, (chance < SAFE_CHANCE, max(absent, default=0.0), total))
