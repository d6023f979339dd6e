"""The national tool's method restated naively (mednum-cli): three ratios, their mean, one threshold, chains."""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import combinations

from rapidfuzz import fuzz

from maillage.tables.places import PlaceRow

ACROSS, INSIDE = 83.0, 90.0


def peer_pairs(rows: list[PlaceRow]) -> set[tuple[int, int]]:
    """Accepted pairs: same Insee code, kinds that go together, mean of three scores above the threshold."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        if row.commune_code:
            blocks[row.commune_code].append(index)
    return {
        (i, j)
        for members in blocks.values()
        for i, j in combinations(members, 2)
        if _compatible(rows[i], rows[j]) and _mean(rows[i], rows[j]) > _threshold(rows[i], rows[j])
    }


def _threshold(a: PlaceRow, b: PlaceRow) -> float:
    return ACROSS if a.source != b.source else INSIDE


def _compatible(a: PlaceRow, b: PlaceRow) -> bool:
    kinds, others = set(a.kinds), set(b.kinds)
    return not kinds or not others or bool(kinds & others) or {"rfs", "pimms"} <= kinds | others


def _mean(a: PlaceRow, b: PlaceRow) -> float:
    name = fuzz.ratio(a.name.lower(), b.name.lower())
    street = fuzz.ratio(a.address.lower(), b.address.lower())
    return (name + street + _distance(a, b)) / 3


def _distance(a: PlaceRow, b: PlaceRow) -> float:
    """Plain Pythagoras in degrees; missing coordinates score 100, as in the tool."""
    if None in (a.latitude, a.longitude, b.latitude, b.longitude):
        return 100.0
    d = math.hypot(a.latitude - b.latitude, a.longitude - b.longitude)  # type: ignore[operator]
    return 100.0 if d < 0.0004 else 100 / (1000 * d + 1)
