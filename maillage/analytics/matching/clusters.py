"""Groups joined without a human: only where every pair of the group was automatic, so that no guess chains another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from maillage.analytics.matching.bands import Band
from maillage.analytics.matching.pairs import Pair
from maillage.tables.places import PlaceRow


@dataclass(frozen=True)
class Groups:
    """`automatic`: index groups to join, each sorted; `review`: the pairs that a human must look at, best first."""

    automatic: tuple[tuple[int, ...], ...]
    review: tuple[Pair, ...]


def groups(pairs: Sequence[Pair], rows: Sequence[PlaceRow]) -> Groups:
    """Connected components of the automatic pairs, kept only when complete: n rows need n(n-1)/2 automatic pairs.

    A component with one pair missing (A = B, B = C, but A ≠ C) goes wholly to review. Groups come in row order.
    """
    automatic = [pair for pair in pairs if pair.score.band is Band.AUTOMATIC]
    known = {frozenset((pair.a_index, pair.b_index)) for pair in automatic}
    accepted = [group for group in _components(automatic, len(rows)) if _complete(group, known)]
    joined = {index for group in accepted for index in group}
    review = [pair for pair in pairs if pair.score.band is Band.REVIEW or pair.a_index not in joined]
    return Groups(tuple(sorted(accepted)), tuple(review))


def _complete(group: tuple[int, ...], known: set[frozenset[int]]) -> bool:
    return all(frozenset(pair) in known for pair in combinations(group, 2))


def _components(pairs: Sequence[Pair], size: int) -> list[tuple[int, ...]]:
    leader = list(range(size))

    def find(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    for pair in pairs:
        leader[find(pair.a_index)] = find(pair.b_index)
    members: dict[int, list[int]] = defaultdict(list)
    for index in sorted({index for pair in pairs for index in (pair.a_index, pair.b_index)}):
        members[find(index)].append(index)
    return [tuple(group) for group in members.values()]
