"""The best choice under every limit: an exact program with a time limit and a proven gap, a greedy plan without it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.optimize import OptimizeResult, milp

from maillage.analytics.planning.portfolio.check import violations
from maillage.analytics.planning.portfolio.greedy import greedy
from maillage.analytics.planning.portfolio.model import program_of
from maillage.analytics.planning.portfolio.result import InfeasibleError, Plan, Status, value_of
from maillage.analytics.planning.portfolio.spec import Equity, Problem
from maillage.analytics.planning.portfolio.split import split

TIME_LIMIT = 10.0
INFEASIBLE = 2


def plan(problem: Problem, *, time_limit: float = TIME_LIMIT) -> Plan:
    """The plan of greatest value, the least public money for it; InfeasibleError says which floor cannot be met.

    `time_limit` is in seconds. What the time did not allow is said by the status: proven, within a gap, or greedy.
    """
    if not problem.actions:
        return Plan("optimal", 0.0, frozenset(), {}, {}, 0.0)
    answer = _solve(problem, time_limit)
    if answer.status == INFEASIBLE:
        raise InfeasibleError(_why(problem, time_limit))
    found = _read(problem, answer, time_limit)
    return found if found is not None else greedy(problem)


def _solve(problem: Problem, time_limit: float) -> OptimizeResult:
    program = program_of(problem)
    options = {"time_limit": time_limit, "mip_rel_gap": 0.0}
    largest = float(np.max(program.gain, initial=0.0)) or 1.0
    return milp(
        -program.gain / largest,
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
    """Which group of floors, once taken away, makes a choice possible."""
    free = tuple(replace(one, mandatory=False) for one in problem.actions)
    forced = ", ".join(sorted(one.code for one in problem.actions if one.mandatory))
    floors = ", ".join(f"{least} à {code}" for code, least in sorted(problem.equity.least_actions.items()))
    shares = Equity({}, problem.equity.rural_share, problem.equity.qpv_share)
    trials = (
        (replace(problem, actions=free), f"Les actions imposées ({forced}) ne peuvent pas être toutes payées."),
        (replace(problem, equity=shares), f"Les planchers par territoire ne peuvent pas être tenus ({floors})."),
    )
    for trial, words in trials:
        if _solve(trial, time_limit).status != INFEASIBLE:
            return f"{words} Allégez-les, ou ajoutez de l’argent."
    both = f"Les actions imposées ({forced}) et les planchers par territoire ({floors}) ne tiennent pas ensemble."
    return f"{both} Allégez les uns ou les autres."
