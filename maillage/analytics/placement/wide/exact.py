"""The exact choice by HiGHS, where the question is small or the search and the bound have made it so."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array

from maillage.analytics.placement.wide.bound import Bound, settled
from maillage.analytics.placement.wide.gains import Gains, without
from maillage.analytics.placement.wide.result import PROVEN_GAP
from maillage.analytics.placement.wide.spec import Array, Index

# Beyond so many pairs, what the searches have in common leaves too much to solve.
MOST_CORE_PAIRS = 200_000


@dataclass(frozen=True)
class Solved:
    """The choice that the solver found, None when time was too short, and its bound; equal when it is proven."""

    chosen: Index | None
    most: float


def between(gains: Gains, choices: list[Index], seconds: float) -> Index:
    """The best choice among the sites of several, with those that all have; the best of them when none is found."""
    held = np.array([np.isin(np.arange(gains.sites), chosen) for chosen in choices])
    best = max(choices, key=gains.value)
    opened: np.ndarray = np.logical_and.reduce(held)
    closed: np.ndarray = ~np.logical_or.reduce(held)
    core = without(gains, closed, opened)
    if core.count == 0 or len(core.pairs[1]) > MOST_CORE_PAIRS:
        return best
    found = solve(core, seconds).chosen
    if found is None:
        return best
    return max(best, np.sort(np.concatenate([found, np.flatnonzero(opened)])), key=gains.value)


def proven(gains: Gains, chosen: Index, bound: Bound, seconds: float) -> tuple[Index, float]:
    """A choice at least as good and its bound: the solver looks only where the known bound leaves something better."""
    value = gains.value(chosen)
    closed, opened = settled(gains, bound, value)
    found = solve(without(gains, closed, opened), seconds)
    best = chosen
    if found.chosen is not None:
        best = max(best, np.sort(np.concatenate([found.chosen, np.flatnonzero(opened)])), key=gains.value)
    value = gains.value(best)
    return best, max(min(bound.most, max(found.most, value)), value)


def solve(gains: Gains, seconds: float) -> Solved:
    """The best choice of free sites, shape (count,).

    A row misses a level of gain when no site that gives as much is chosen: it then loses the difference with the next
    level (Elloumi, 2010). Losses are counted in the greatest, as the tolerances of the solver suit numbers about 1.
    """
    if not gains.rows or not gains.count:
        return Solved(np.flatnonzero(gains.free)[: gains.count], gains.base)
    limits, lost = _program(gains)
    is_site = np.arange(gains.sites + len(lost)) < gains.sites
    unit = float(lost.max())
    answer = milp(
        np.concatenate([np.zeros(gains.sites), lost / unit]),
        constraints=[limits, LinearConstraint(is_site[np.newaxis].astype(float), gains.count, gains.count)],
        bounds=Bounds(0, np.concatenate([gains.free.astype(float), np.ones(len(lost))])),
        integrality=is_site.astype(int),
        options={"time_limit": max(seconds, 0.0), "mip_rel_gap": PROVEN_GAP},
    )
    highest = gains.base + float(gains.first.sum())
    most = highest if answer.mip_dual_bound is None else highest - float(answer.mip_dual_bound) * unit
    if answer.x is None:
        return Solved(None, min(most, highest))
    chosen = np.flatnonzero(answer.x[: gains.sites] > 0.5)
    return Solved(chosen, gains.value(chosen) if answer.status == 0 else min(most, highest))


def _program(gains: Gains) -> tuple[LinearConstraint, Array]:
    """The rows of the levels over columns of sites then levels, and what is lost with each level, shape (levels,)."""
    start, site, gain = gains.pairs
    leads = np.zeros(len(gain), dtype=bool)
    leads[start[:-1]] = True
    begins = leads | (np.diff(gain, prepend=np.inf) != 0)
    level = np.cumsum(begins) - 1
    leads = leads[begins]
    height = gain[begins]
    below = np.where(np.append(leads[1:], True), 0.0, np.append(height[1:], 0.0))
    every, lower = np.arange(len(height)), np.flatnonzero(~leads)
    line = np.concatenate([level, every, lower])
    column = np.concatenate([site, gains.sites + every, gains.sites + lower - 1])
    worth = np.concatenate([np.ones(len(site) + len(every)), -np.ones(len(lower))])
    matrix = csr_array(coo_array((worth, (line, column)), shape=(len(every), gains.sites + len(every))))
    return LinearConstraint(matrix, leads.astype(float), np.inf), height - below
