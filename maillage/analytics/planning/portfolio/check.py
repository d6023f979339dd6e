"""Whether a plan respects every limit, computed apart from the solver: callers and tests rely on it."""

from __future__ import annotations

from collections.abc import Iterator

from maillage.analytics.planning.portfolio.result import Plan
from maillage.analytics.planning.portfolio.spec import Problem, bounds_of, public_cap

# A share for equity may be missed by one euro: amounts are cents, shares are not.
TOLERANCE_CENTS = 100


def violations(problem: Problem, plan: Plan) -> tuple[str, ...]:
    """What the plan breaks, in French; empty when it breaks nothing."""
    return (*_money(problem, plan), *_envelopes(problem, plan), *_links(problem, plan), *_floors(problem, plan))


def broken_caps(problem: Problem, plan: Plan) -> tuple[str, ...]:
    """What the plan breaks among the hard limits: money and links, the floors left aside."""
    return (*_money(problem, plan), *_envelopes(problem, plan), *_links(problem, plan))


def _money(problem: Problem, plan: Plan) -> Iterator[str]:
    for one in problem.actions:
        public, own = plan.public_for(one.code), plan.own_cents.get(one.code, 0)
        due = one.budget_cents if one.code in plan.chosen else 0
        if public + own != due:
            yield f"{one.code} : {public + own} centimes payés pour {due}."
        if own > one.own_cents:
            yield f"{one.code} : le porteur paie plus que ses ressources."
        if public > public_cap(one):
            yield f"{one.code} : la part publique est dépassée."


def _envelopes(problem: Problem, plan: Plan) -> Iterator[str]:
    actions = {one.code: one for one in problem.actions}
    envelopes = {one.code: one for one in problem.envelopes}
    for (action, envelope), cents in plan.paid_cents.items():
        bounds = bounds_of(actions[action], envelopes[envelope])
        if bounds is None or not bounds[0] <= cents <= bounds[1]:
            yield f"{action} : l’enveloppe {envelope} ne peut pas payer {cents} centimes."
    for code, one in envelopes.items():
        if plan.spent_on(code) > one.available_cents:
            yield f"L’enveloppe {code} est dépassée."


def _links(problem: Problem, plan: Plan) -> Iterator[str]:
    for one in problem.actions:
        if one.code not in plan.chosen:
            if one.mandatory:
                yield f"{one.code} est imposée et n’est pas choisie."
            continue
        if one.forbidden:
            yield f"{one.code} est écartée et pourtant choisie."
        if not one.requires <= plan.chosen:
            yield f"{one.code} a besoin d’une action qui n’est pas choisie."
        if one.excludes & plan.chosen:
            yield f"{one.code} exclut une action choisie."


def _floors(problem: Problem, plan: Plan) -> Iterator[str]:
    actions = {one.code: one for one in problem.actions}
    for territory, least in problem.equity.least_actions.items():
        found = sum(territory in actions[code].territories for code in plan.chosen)
        if found < least:
            yield f"{territory} : {found} action pour {least} au moins."
    total = sum(plan.paid_cents.values())
    for share, kind, words in (
        (problem.equity.rural_share, "rural", "rurale"),
        (problem.equity.qpv_share, "qpv", "des QPV"),
    ):
        inside = sum(cents for (code, _), cents in plan.paid_cents.items() if getattr(actions[code], kind))
        if inside + TOLERANCE_CENTS < share * total:
            yield f"La part {words} n’est pas tenue."
