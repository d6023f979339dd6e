"""Good choices found by search: greedy, exchanges while one is better, then kicks drawn from a seed."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from types import ModuleType

import numpy as np

from maillage.analytics.placement.wide.engine import kernels
from maillage.analytics.placement.wide.gains import Gains, gains_of
from maillage.analytics.placement.wide.spec import Cover, Index, links_of

Stop = Callable[[], bool]
# How many places a kick moves at most, and among how many sites each finds its new one.
KICKED, TRIES = 20, 4
# A choice worse than the best by no more than this share is still a start for the next kick.
SLACK = 1e-3
# Between two looks at the clock.
TOGETHER = 10


def never() -> bool:
    """No limit of time."""
    return False


def prepare() -> None:
    """Have every kernel compiled, which takes a while on a new machine: no time that is given pays for it."""
    _compile(kernels())


@lru_cache
def _compile(steps: ModuleType) -> None:
    every, chosen, sums = np.arange(2, dtype=np.int64), np.zeros(1, dtype=np.int64), np.zeros(2)
    gains = gains_of(Cover(np.ones(2), links_of(2, every, every, sums), sites=2, count=1))
    steps.greedy(gains.pairs, gains.back, gains.free, chosen)
    steps.search(gains.pairs, gains.back, gains.free, chosen, np.zeros((1, 2 + TRIES)), TRIES, SLACK)
    steps.site_sums(gains.pairs, gains.first, sums)
    steps.passes(gains.pairs, gains.first, gains.free, sums)


def search(gains: Gains, *, starts: int, rounds: int, seed: int, is_over: Stop = never) -> list[Index]:
    """What exchanges make of the greedy choice, then the best that each of `starts` searches meets: (count,), growing.

    Searches start in turn from sites at random, which leads elsewhere, and from the greedy choice; each has its share
    of `rounds` kicks. The same for a same seed, unless `is_over` cuts.
    """
    first = np.zeros(gains.count, dtype=np.int64)
    if not gains.count:
        return [first]
    kernels().greedy(gains.pairs, gains.back, gains.free, first)
    found = [_climb(gains, first, np.zeros((0, 1)))]
    free = np.flatnonzero(gains.free)
    if gains.count < len(free):
        for place, pick in enumerate(np.random.default_rng(seed).spawn(starts)):
            if is_over():
                break
            start = found[0] if place % 2 else pick.choice(free, gains.count, replace=False)
            found.append(_kicked(gains, start, rounds // starts, pick, is_over))
    return [np.sort(chosen) for chosen in found]


def _kicked(gains: Gains, chosen: Index, rounds: int, pick: np.random.Generator, is_over: Stop) -> Index:
    width = 1 + min(KICKED, gains.count) * (TRIES + 1)
    for done in range(0, rounds, TOGETHER):
        chosen = _climb(gains, chosen, pick.random((min(rounds - done, TOGETHER), width)))
        if is_over():
            break
    return chosen


def _climb(gains: Gains, chosen: Index, draws: np.ndarray) -> Index:
    better = chosen.copy()
    kernels().search(gains.pairs, gains.back, gains.free, better, draws, TRIES, SLACK)
    return better
