"""Several dates at once, far enough apart: the best sum, found exactly by going through the slots in order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from maillage.analytics.planning.dates.rank import Ranked

# An unsafe quorum weighs more than any absence, the whole attendance less than the least present college.
UNSAFE, WHOLE = 10.0, 0.1


def series(ranked: Sequence[Ranked], count: int, gap_days: int) -> tuple[Ranked, ...]:
    """`count` slots at least `gap_days` apart whose costs sum to the least, in order of time; ValueError when none."""
    if count < 1:
        raise ValueError("Demandez au moins une date.")
    slots = sorted(ranked, key=lambda one: one.slot.starts_at)
    best: list[list[tuple[float, tuple[int, ...]] | None]] = [[(0.0, ())] + [None] * count]
    for place, one in enumerate(slots):
        before = _last_before(slots, place, gap_days)
        row = list(best[-1])
        for wanted in range(1, count + 1):
            base = best[before][wanted - 1]
            if base is not None:
                taken = (base[0] + cost(one), (*base[1], place))
                held = row[wanted]
                row[wanted] = taken if held is None or taken[0] < held[0] else held
        best.append(row)
    found = best[-1][count]
    if found is None:
        raise ValueError(f"Il n’y a pas {count} dates espacées de {gap_days} jours : élargissez la période.")
    return tuple(slots[place] for place in found[1])


def cost(one: Ranked) -> float:
    """What a slot costs in a series."""
    unsafe, worst, total = one.cost
    return UNSAFE * unsafe + worst + WHOLE * total


def _last_before(slots: Sequence[Ranked], place: int, gap_days: int) -> int:
    """How many slots lie at least `gap_days` before this one."""
    latest = slots[place].slot.starts_at.date() - timedelta(days=gap_days)
    return sum(one.slot.starts_at.date() <= latest for one in slots[:place])
