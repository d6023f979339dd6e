"""The whole way to an answer: search, a bound, and the solver where the question is small enough for it."""

from __future__ import annotations

import time

from maillage.analytics.placement.wide.bound import upper_bound
from maillage.analytics.placement.wide.exact import between, proven
from maillage.analytics.placement.wide.gains import Gains, gains_of
from maillage.analytics.placement.wide.result import PROVEN_GAP, Choice, gap_of
from maillage.analytics.placement.wide.search import Stop, prepare, search
from maillage.analytics.placement.wide.spec import Cover, Index, Median

SECONDS, STARTS = 20.0, 6
# The exchanges that all the kicks of a search may weigh, and how many kicks there are at least and at most.
WEIGHED, FEWEST, MOST = 150_000_000, 200, 5_000
# Of the time given: when the search must end, then what the searches have in common, then the bound.
SEARCHED, JOINED, BOUNDED = 0.4, 0.5, 0.8
# Beyond so many pairs, the program takes more time than is given.
MOST_EXACT_PAIRS = 1_000_000


def cover(
    problem: Cover, *, seed: int = 0, rounds: int | None = None, seconds: float = SECONDS, exact: bool | None = None
) -> Choice:
    """The sites that cover most weight; `bound` is at least what any choice covers.

    The same for a same seed, as long as the work ends before `seconds`, which are only a ceiling; `rounds` is the
    number of kicks of the search, by default what suits the size. `exact` asks for the solver (True) or does without
    it (False); else it is called where the question is small.
    """
    prepare()
    began = time.perf_counter()
    chosen, value, most = _best(gains_of(problem), began, (seed, rounds, seconds), exact)
    return Choice(tuple(chosen.tolist()), value, most, seed, time.perf_counter() - began)


def median(
    problem: Median, *, seed: int = 0, rounds: int | None = None, seconds: float = SECONDS, exact: bool | None = None
) -> Choice:
    """The sites that make weight x minutes least; `bound` is at most what any choice gives. Else as `cover`."""
    prepare()
    began = time.perf_counter()
    worst = float((problem.weights * problem.penalties).sum())
    chosen, value, most = _best(gains_of(problem), began, (seed, rounds, seconds), exact, worst=worst)
    return Choice(tuple(chosen.tolist()), worst - value, worst - most, seed, time.perf_counter() - began)


def _best(
    gains: Gains, began: float, budget: tuple[int, int | None, float], exact: bool | None, *, worst: float | None = None
) -> tuple[Index, float, float]:
    """The choice, its value and its bound as gains; `worst` is what gains are taken from, where small is good."""
    seed, rounds, seconds = budget

    def left(share: float) -> float:
        return began + share * seconds - time.perf_counter()

    def after(share: float) -> Stop:
        return lambda: left(share) <= 0

    kicks = _kicks(gains) if rounds is None else rounds
    found = search(gains, starts=STARTS, rounds=kicks, seed=seed, is_over=after(SEARCHED))
    chosen = between(gains, found, left(JOINED)) if left(JOINED) > 0 else max(found, key=gains.value)
    bound = upper_bound(gains, chosen, is_over=after(BOUNDED))
    value, most = gains.value(chosen), bound.most
    gap = gap_of(value, most) if worst is None else gap_of(worst - value, worst - most)
    is_exact = len(gains.pairs[1]) <= MOST_EXACT_PAIRS if exact is None else exact
    if is_exact and gap > PROVEN_GAP and left(1.0) > 0:
        chosen, most = proven(gains, chosen, bound, left(1.0))
        value = gains.value(chosen)
    return chosen, value, most


def _kicks(gains: Gains) -> int:
    return min(max(WEIGHED // max(gains.count * gains.sites, 1), FEWEST), MOST)
