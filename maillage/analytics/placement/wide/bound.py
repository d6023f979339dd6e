"""How good any choice can be, by Lagrangian relaxation: a price on each row, moved along its subgradient."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maillage.analytics.placement.wide.engine import kernels
from maillage.analytics.placement.wide.gains import Gains
from maillage.analytics.placement.wide.search import Stop, never
from maillage.analytics.placement.wide.spec import Array, Index

ROUNDS, PATIENCE, MEMORY = 1_500, 20, 0.7
STEP, SHORTER, LEAST_STEP = 2.0, 0.7, 2e-4
# Less progress than this share is none; steps aim a little beyond the known value, this share of it.
PROGRESS, BEYOND = 1e-5, 1e-3


@dataclass(frozen=True)
class Bound:
    """No choice gives more than `most`; `totals` (sites,) is what each site gives above the prices that show it."""

    most: float
    totals: Array


def upper_bound(
    gains: Gains, chosen: Index, *, rounds: int = ROUNDS, enough: float = 1e-7, is_over: Stop = never
) -> Bound:
    """A bound that starts from a good choice and stops at a gap of `enough`, or when steps become small.

    Whatever the prices, a row keeps at most its price plus what each chosen site gives above it: the prices and the
    `count` greatest totals together bound the value. Steps shorten after `PATIENCE` rounds without progress (Held,
    Wolfe and Crowder, 1974), keep a part of the last direction (Camerini, Fratta and Maffioli, 1975) and are longer
    for the rows that have more to gain.
    """
    value, scale, price = gains.value(chosen), gains.first, np.mean(gains.best_two(chosen), axis=0)
    aim = value - BEYOND * (value - gains.base)
    totals, count, drift = np.zeros(gains.sites), np.zeros(gains.rows), np.zeros(gains.rows)
    best, step, waited = Bound(np.inf, totals), STEP, 0
    for _ in range(max(rounds, 1)):
        kernels().site_sums(gains.pairs, price, totals)
        taken = most_of(gains, totals)
        found = gains.base + float(price.sum() + totals[taken].sum())
        waited = 0 if found < best.most - PROGRESS * abs(best.most) or np.isinf(best.most) else waited + 1
        if found < best.most:
            best = Bound(found, totals.copy())
        if waited >= PATIENCE:
            step, waited = step * SHORTER, 0
        if step < LEAST_STEP or best.most - value <= enough * best.most or is_over():
            break
        kernels().passes(gains.pairs, price, taken, count)
        drift = MEMORY * drift + 1.0 - count
        length = float(drift @ (scale * drift))
        if length == 0.0:
            break
        price = np.maximum(price - step * (found - aim) / length * scale * drift, 0.0)
    return Bound(max(best.most, value), best.totals)


def most_of(gains: Gains, totals: Array) -> np.ndarray:
    """The `count` free sites of the greatest totals, bool (sites,)."""
    taken = np.zeros(gains.sites, dtype=bool)
    if gains.count:
        worth = np.where(gains.free, totals, -np.inf)
        taken[np.argpartition(-worth, gains.count - 1)[: gains.count]] = True
    return taken


def settled(gains: Gains, bound: Bound, value: float) -> tuple[np.ndarray, np.ndarray]:
    """Sites that no better choice than `value` has, and those that each has: bool (sites,) twice.

    A choice that takes a site in, or leaves one out, against the totals is under the bound less what this costs.
    """
    taken, totals = most_of(gains, bound.totals), bound.totals
    least = totals[taken].min(initial=np.inf)
    others = gains.free & ~taken
    next_one = totals[others].max(initial=-np.inf)
    margin = bound.most - value * (1 - 1e-9)
    return others & (margin < least - totals), taken & (margin < totals - next_one)
