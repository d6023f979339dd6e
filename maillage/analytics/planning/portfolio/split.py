"""Who pays what of the actions chosen, to the cent: the least public money, and sums that are exact."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.optimize import milp

from maillage.analytics.planning.portfolio.model import UNIT, Columns, program_of
from maillage.analytics.planning.portfolio.spec import ActionOption, Equity, Problem, bounds_of, public_cap

Split = tuple[dict[tuple[str, str], int], dict[str, int]]
# Of a cent: what the solver may miss a whole number by.
NEAR = 1e-3


def split(problem: Problem, chosen: frozenset[str], seconds: float) -> Split | None:
    """The cents that each envelope and each carrier pay of the chosen actions; None when they cannot all be paid."""
    if not chosen:
        return {}, {}
    kept = _only(problem, chosen)
    program = program_of(kept)
    answer = milp(
        program.public,
        constraints=program.limits,
        bounds=program.bounds,
        integrality=program.integrality,
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    return None if answer.x is None else _whole_cents(kept, program.columns, answer.x)


def _only(problem: Problem, chosen: frozenset[str]) -> Problem:
    """The same problem where the chosen actions are all there is, and all are done."""
    actions = tuple(
        replace(one, mandatory=True, forbidden=False, requires=frozenset(), excludes=frozenset())
        for one in problem.actions
        if one.code in chosen
    )
    shares = Equity({}, problem.equity.rural_share, problem.equity.qpv_share)
    return Problem(actions, problem.envelopes, shares)


def _whole_cents(problem: Problem, columns: Columns, answer: np.ndarray) -> Split | None:
    """Amounts are a flow, whose corners are whole cents; what a share for equity leaves over goes where it fits."""
    cents = np.floor(answer * UNIT + NEAR).astype(np.int64)
    paid = {key: int(cents[place]) for key, place in columns.paid.items() if cents[place] > 0}
    own = {code: int(cents[place]) for code, place in columns.own.items() if cents[place] > 0}
    for one in problem.actions:
        left = (
            one.budget_cents
            - own.get(one.code, 0)
            - sum(paid.get(key, 0) for key in columns.paid if key[0] == one.code)
        )
        if _place(problem, one, left, paid, own):
            return None
    return paid, own


def _place(
    problem: Problem, action: ActionOption, left: int, paid: dict[tuple[str, str], int], own: dict[str, int]
) -> int:
    """Add what is left to who has room; what nobody can take comes back."""
    room = min(left, action.own_cents - own.get(action.code, 0))
    if room > 0:
        own[action.code] = own.get(action.code, 0) + room
        left -= room
    for envelope in problem.envelopes:
        key, bounds = (action.code, envelope.code), bounds_of(action, envelope)
        if not left or bounds is None or key not in paid:
            continue
        used = sum(cents for (_, code), cents in paid.items() if code == envelope.code)
        public = sum(cents for (code, _), cents in paid.items() if code == action.code)
        room = min(left, bounds[1] - paid[key], envelope.available_cents - used, public_cap(action) - public)
        if room > 0:
            paid[key] += room
            left -= room
    return left
