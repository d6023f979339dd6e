"""The exact choice by HiGHS: sites are whole numbers, who is served where is a flow under capacities and floors.

Maximal covering with capacities (Current and Storbeck, 1988); with `by_distance`, the capacitated p-median with a
penalty for those who stay out of reach. The best bound comes with the choice, so that the gap is proven.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array, eye_array, hstack

from maillage.analytics.placement.spec import Array, Floor, Index, Problem

SMALL = 1e-6
PROVEN_GAP = 1e-6
SERVICE_SECONDS = 60.0
# What scipy answers when no choice exists.
INFEASIBLE = 2
# A flow that breaks a tie costs a trifle by minute, so that equal choices take the shorter way.
TRIFLE = 1e-5


class ContradictionError(ValueError):
    """Floors that nothing meets together."""

    def __init__(self, floors: Sequence[Floor]) -> None:
        super().__init__(", ".join(floor.name for floor in floors))
        self.floors = tuple(floors)


class OutOfTimeError(RuntimeError):
    """The time given ended before any choice was found: nothing is known of the floors."""


@dataclass(frozen=True)
class Placement:
    """What is chosen (kind, point), who is served where (arcs,), how many by row, the value and the best bound."""

    chosen: tuple[tuple[int, int], ...]
    flow: Array
    served: Array
    value: float
    bound: float

    @property
    def gap(self) -> float:
        """How far from the best this may be, as a share of it; 0 when proven."""
        return max(self.bound - self.value, 0.0) / max(abs(self.bound), SMALL)

    @property
    def proven(self) -> bool:
        """True when nothing better exists."""
        return self.gap <= PROVEN_GAP


def place(problem: Problem, *, seconds: float = 20.0) -> Placement:
    """The best choice found in the time given.

    ContradictionError when it is proven that the floors cannot be met, OutOfTimeError when the time was too short.
    """
    found = _solve(problem, None, seconds)
    if found is None:
        raise ContradictionError(_contradiction(problem, seconds))
    return found


def serve(problem: Problem, chosen: Sequence[tuple[int, int]]) -> Placement:
    """The best service with these choices and no other; floors are not asked of it."""
    found = _solve(replace(problem, floors=()), frozenset(chosen), SERVICE_SECONDS)
    if found is None:  # serving nobody is always possible
        raise ValueError("Ces lieux ne sont pas ceux du problème.")
    return found


def _solve(problem: Problem, imposed: frozenset[tuple[int, int]] | None, seconds: float) -> Placement | None:
    """The best choice; None when it is proven that there is none, OutOfTimeError when the time was too short."""
    pairs = [(kind, int(site)) for kind in range(len(problem.kinds)) for site in problem.sites]
    arcs, tiers = len(problem.arcs.row), len(problem.tiers) * len(problem.demand)
    trifle = TRIFLE * problem.arcs.minutes / max(problem.arcs.minutes.max(initial=1.0), 1.0)
    lower, upper = np.zeros(len(pairs)), np.ones(len(pairs))
    if imposed is not None:
        lower = upper = np.array([float(pair in imposed) for pair in pairs])
    slices = np.concatenate([tier.share * problem.demand for tier in problem.tiers])
    found = milp(
        -np.concatenate(
            [problem.arc_worth - trifle, np.repeat(problem.tier_worth, len(problem.demand)), np.zeros(len(pairs))]
        ),
        integrality=np.concatenate([np.zeros(arcs + tiers), np.ones(len(pairs))]),
        bounds=Bounds(
            np.concatenate([np.zeros(arcs + tiers), lower]),
            np.concatenate([np.full(arcs, np.inf), slices, upper]),
        ),
        constraints=_constraints(problem, pairs, counted=imposed is None),
        options={"time_limit": seconds, "mip_rel_gap": PROVEN_GAP},
    )
    if found.status == INFEASIBLE:
        return None
    if found.x is None:
        raise OutOfTimeError
    flow = np.maximum(found.x[:arcs], 0.0)
    chosen = tuple(pair for pair, there in zip(pairs, found.x[arcs + tiers :], strict=True) if there > 0.5)
    value = problem.value_of(flow)
    served = np.bincount(problem.arcs.row, flow, minlength=len(problem.demand)).astype(np.float64)
    return Placement(chosen, flow, served, value, _bound(found.mip_dual_bound, value, problem))


def _bound(dual: float | None, value: float, problem: Problem) -> float:
    """The most any choice could be worth.

    The solver bounds the worth less the trifle of the minutes, which the trifles of all can hide: within twice that,
    a hundred-thousandth of the demand, a choice counts as the best.
    """
    hidden = TRIFLE * float(problem.demand.sum())
    most = value if dual is None else max(hidden - float(dual), value)
    return value if most - value <= 2 * hidden + SMALL else most


def _constraints(problem: Problem, pairs: list[tuple[int, int]], *, counted: bool) -> list[LinearConstraint]:
    """Columns: the arcs, the tiers of each row (tier after tier), the sites of each kind."""
    arcs, rows, points = problem.arcs, len(problem.demand), len(problem.open_capacity)
    every, one = np.arange(len(arcs.row)), np.ones(len(arcs.row))
    served = coo_array((one, (arcs.row, every)), shape=(rows, len(every)))
    loads = coo_array((one, (arcs.point, every)), shape=(points, len(every)))
    sliced = hstack([eye_array(rows)] * len(problem.tiers))
    capacity = np.array([problem.kinds[kind].capacity for kind, _ in pairs])
    where = np.array([site for _, site in pairs], dtype=int)
    adds = coo_array((-capacity, (where, np.arange(len(pairs)))), shape=(points, len(pairs)))
    no_tiers, no_pairs = csr_array((points, sliced.shape[1])), csr_array((rows, len(pairs)))
    found = [
        LinearConstraint(csr_array(hstack([served, -sliced, no_pairs])), 0.0, 0.0),
        LinearConstraint(csr_array(hstack([loads, no_tiers, adds])), -np.inf, problem.open_capacity),
    ]
    left = len(every) + sliced.shape[1]
    if counted:
        kind_of: Index = np.array([kind for kind, _ in pairs])
        counts = np.vstack([(kind_of == kind).astype(float) for kind in range(len(problem.kinds))])
        wanted = np.array([kind.count for kind in problem.kinds], dtype=float)
        before = csr_array((len(problem.kinds), left))
        found.append(LinearConstraint(csr_array(hstack([before, csr_array(counts)])), wanted, wanted))
        here = csr_array((np.ones(len(pairs)), (where, np.arange(len(pairs)))), shape=(points, len(pairs)))
        found.append(LinearConstraint(csr_array(hstack([csr_array((points, left)), here])), -np.inf, 1.0))
    if problem.floors:
        inside = csr_array(np.vstack([floor.rows[arcs.row].astype(float) for floor in problem.floors]))
        after = csr_array((len(problem.floors), sliced.shape[1] + len(pairs)))
        least = np.array([floor.share * problem.demand[floor.rows].sum() for floor in problem.floors])
        found.append(LinearConstraint(csr_array(hstack([inside, after])), least - SMALL, np.inf))
    return found


def _contradiction(problem: Problem, seconds: float) -> list[Floor]:
    """A smallest set of floors that nothing meets: each one that can be left out is."""
    kept = list(problem.floors)
    for floor in problem.floors:
        fewer = [one for one in kept if one is not floor]
        if _solve(replace(problem, floors=tuple(fewer)), None, seconds) is None:
            kept = fewer
    return kept
