"""The peer: the same choice written in PuLP, solved by the CBC that comes with it."""

from __future__ import annotations

import pulp

from maillage.analytics.planning.portfolio import Problem
from maillage.analytics.planning.portfolio.spec import bounds_of, public_cap

UNIT = 100_000


def peer_value(problem: Problem, seconds: float) -> tuple[float, str]:
    """The value of the best choice that the peer found, and its status."""
    model = pulp.LpProblem("portfolio", pulp.LpMaximize)
    chosen = {one.code: pulp.LpVariable(f"x_{one.code}", cat="Binary") for one in problem.actions}
    model += pulp.lpSum(one.value * chosen[one.code] for one in problem.actions)
    paid: dict[tuple[str, str], pulp.LpVariable] = {}
    for one in problem.actions:
        own = pulp.LpVariable(f"o_{one.code}", 0, one.own_cents / UNIT)
        for envelope in problem.envelopes:
            bounds = bounds_of(one, envelope)
            if bounds is None:
                continue
            name = f"{one.code}_{envelope.code}"
            paid[one.code, envelope.code] = amount = pulp.LpVariable(f"y_{name}", 0)
            switch = chosen[one.code]
            if bounds[0] > 0:
                switch = pulp.LpVariable(f"z_{name}", cat="Binary")
                model += switch <= chosen[one.code]
                model += amount >= bounds[0] / UNIT * switch
            model += amount <= bounds[1] / UNIT * switch
        mine = pulp.lpSum(amount for (code, _), amount in paid.items() if code == one.code)
        model += mine + own == one.budget_cents / UNIT * chosen[one.code]
        model += mine <= public_cap(one) / UNIT * chosen[one.code]
    for envelope in problem.envelopes:
        uses = (amount for (_, code), amount in paid.items() if code == envelope.code)
        model += pulp.lpSum(uses) <= envelope.available_cents / UNIT
    for territory, least in problem.equity.least_actions.items():
        model += pulp.lpSum(chosen[one.code] for one in problem.actions if territory in one.territories) >= least
    rural = {one.code for one in problem.actions if one.rural}
    share = problem.equity.rural_share
    model += pulp.lpSum((float(code in rural) - share) * amount for (code, _), amount in paid.items()) >= 0
    model.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=seconds, gapRel=0.0, threads=1))
    # The status alone says « Optimal » of a run that time cut short.
    proven = model.sol_status == pulp.LpSolutionOptimal
    return float(pulp.value(model.objective)), "optimal" if proven else "interrompu par le temps"
