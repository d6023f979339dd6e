"""What each choice is worth: lost without it, in which order to open, and what the next ones would add."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maillage.analytics.placement.solve import Placement, serve
from maillage.analytics.placement.spec import Array, Problem

TRIED = 6


@dataclass(frozen=True)
class Worth:
    """For each choice in the order to open it: what it adds then, and what is lost if it alone is given up.

    All count appointments; `before` is the service without any choice.
    """

    order: tuple[tuple[int, int], ...]
    adds: tuple[float, ...]
    lost: tuple[float, ...]
    before: Placement
    next_ones: tuple[tuple[int, int, float], ...]


def worth_of(problem: Problem, found: Placement) -> Worth:
    """Each value is the service made again, everyone free to go elsewhere."""
    before = serve(problem, ())
    order: list[tuple[int, int]] = []
    adds: list[float] = []
    last = before
    while len(order) < len(found.chosen):
        rest = [choice for choice in found.chosen if choice not in order]
        services = {choice: serve(problem, [*order, choice]) for choice in rest}
        best = max(rest, key=lambda choice: (services[choice].value, choice))
        order.append(best)
        adds.append(_appointments(services[best]) - _appointments(last))
        last = services[best]
    lost = tuple(
        max(_appointments(last) - _appointments(serve(problem, [one for one in order if one != choice])), 0.0)
        for choice in order
    )
    return Worth(tuple(order), tuple(adds), lost, before, _next(problem, found))


def _next(problem: Problem, found: Placement) -> tuple[tuple[int, int, float], ...]:
    """The best ones left out, among those around which most is not served."""
    missing = problem.demand - found.served
    around = np.bincount(problem.arcs.point, missing[problem.arcs.row], minlength=len(problem.open_capacity)).astype(
        float
    )
    tried = [(kind, site) for kind in range(len(problem.kinds)) for site in _most(around, problem, found, kind)]
    services = {choice: serve(problem, [*found.chosen, choice]) for choice in tried}
    ranked = sorted(tried, key=lambda choice: (-services[choice].value, choice))
    return tuple((kind, site, _appointments(services[kind, site]) - float(found.served.sum())) for kind, site in ranked)


def _appointments(found: Placement) -> float:
    return float(found.served.sum())


def _most(around: Array, problem: Problem, found: Placement, kind: int) -> list[int]:
    if problem.kinds[kind].count == 0:
        return []
    free = [int(site) for site in problem.sites if (kind, int(site)) not in found.chosen]
    return sorted(free, key=lambda site: (-around[site], site))[:TRIED]
