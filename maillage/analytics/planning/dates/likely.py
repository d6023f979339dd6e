"""How likely someone is to come, from what they did: few meetings say little, so the college speaks for the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# How many meetings the wider habit weighs: a member's own against its weekday, its college's against its own.
STRENGTH = 2.0
# Before any meeting: most people come.
FIRST_GUESS = 0.7


@dataclass(frozen=True)
class Past:
    """One past meeting of a member: on which weekday (0 to 6), morning or not, and whether it came."""

    weekday: int
    morning: bool
    came: bool


def likelihood(own: Iterable[Past], college: Iterable[Past], weekday: int, *, morning: bool) -> float:
    """The probability that a member comes at such a moment, between 0 and 1."""
    every = list(own)
    wide = _drawn(list(college), FIRST_GUESS)
    habit = _drawn(every, wide)
    return _drawn([one for one in every if (one.weekday, one.morning) == (weekday, morning)], habit)


def _drawn(meetings: list[Past], towards: float) -> float:
    """The share of meetings where one came, drawn towards a wider habit when they are few."""
    return (sum(one.came for one in meetings) + STRENGTH * towards) / (len(meetings) + STRENGTH)
