"""The best choice under every limit: an exact program with a time limit and a proven gap, a greedy plan without it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.optimize import LinearConstraint, OptimizeResult, milp

from maillage.analytics.planning.portfolio.check import violations
from maillage.analytics.planning.portfolio.greedy import greedy
from maillage.analytics.planning.portfolio.infeasible import conflict_of, conflict_words
from maillage.analytics.planning.portfolio.model import program_of
from maillage.analytics.planning.portfolio.result import InfeasibleError, Plan, Status, value_of
from maillage.analytics.planning.portfolio.spec import Problem
from maillage.analytics.planning.portfolio.split import split

TIME_LIMIT = 10.0
# Beyond so many actions, finding the cheapest of equal choices costs as much as the choice: any of them is given.
MOST_COMPARED = 60
# Of the largest value of an action: nearer choices are equal for the solver, and are compared again exactly.
EQUAL = 1e-7
# Of a sum of values: what the order of its terms may change.
ROUNDING = 1e-12
INFEASIBLE = 2


def plan(problem: Problem, *, time_limit: float = TIME_LIMIT) -> Plan:
    """The plan of greatest value; InfeasibleError says which floors cannot be met.

    Among choices of equal value, the least public money; beyond `MOST_COMPARED` actions, only among ways to pay one.
    `time_limit` is in seconds. What the time did not allow is said by the status: proven, within a gap, or greedy.
    """
    if not problem.actions:
        return Plan("optimal", 0.0, frozenset(), {}, {}, 0.0)
    answer = _solve(problem, time_limit)
    if answer.status == INFEASIBLE:
        raise InfeasibleError(_why(problem, time_limit))
    found = _read(problem, answer, time_limit)
    if found is None:
        return greedy(problem)
    if found.status != "optimal" or len(problem.actions) > MOST_COMPARED:
        return found
    return _cheaper(problem, found, time_limit)


def _cheaper(problem: Problem, found: Plan, time_limit: float) -> Plan:
    """The plan of least public money among those worth as much; the same one when there is none cheaper."""
    program = program_of(problem)
    largest = float(np.max(program.gain, initial=0.0)) or 1.0
    answer = milp(
        program.public,
        constraints=[
            program.limits,
            LinearConstraint(program.gain[np.newaxis, :] / largest, found.value / largest - EQUAL, np.inf),
        ],
        bounds=program.bounds,
        integrality=program.integrality,
        options={"time_limit": time_limit, "mip_rel_gap": 0.0},
    )
    other = _read(problem, answer, time_limit)
    # The solver holds a row within a tolerance: a choice worth a little less is not one of the equals.
    if other is None or other.value < found.value * (1 - ROUNDING):
        return found
    return replace(other, status=found.status, gap=found.gap)


def _solve(problem: Problem, time_limit: float, *, any_plan: bool = False) -> OptimizeResult:
    """What the solver finds in so many seconds; `any_plan` stops at the first one that holds."""
    program = program_of(problem)
    options = {"time_limit": time_limit, "mip_rel_gap": 0.0}
    largest = float(np.max(program.gain, initial=0.0)) or 1.0
    return milp(
        np.zeros_like(program.gain) if any_plan else -program.gain / largest,
        constraints=program.limits,
        bounds=program.bounds,
        integrality=program.integrality,
        options=options,
    )


def _read(problem: Problem, answer: OptimizeResult, time_limit: float) -> Plan | None:
    """The plan of an answer, to the cent; None when the solver had no time to find one that stands."""
    if answer.x is None:
        return None
    places = program_of(problem).columns.chosen
    chosen = frozenset(code for code, place in places.items() if answer.x[place] > 0.5)
    shares = split(problem, chosen, time_limit)
    if shares is None:
        return None
    gap = None if answer.mip_gap is None else float(answer.mip_gap)
    status: Status = "optimal" if answer.status == 0 else "feasible"
    found = Plan(status, gap, chosen, *shares, value_of(problem, chosen))
    return None if violations(problem, found) else found


def _why(problem: Problem, time_limit: float) -> str:
    """Which floors cannot hold together."""
    floors = conflict_of(problem, lambda trial: _solve(trial, time_limit, any_plan=True).status == INFEASIBLE)
    return conflict_words(problem, floors)
