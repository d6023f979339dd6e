"""Whether a chosen action is there for its value or for a rule: the plan made again without each kind of rule."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Literal

from maillage.analytics.planning.portfolio.plan import plan
from maillage.analytics.planning.portfolio.result import InfeasibleError, Plan
from maillage.analytics.planning.portfolio.spec import Equity, Problem

# imposed: somebody imposes it; needed: another chosen action needs it; floor: a territory or a share asks for it.
Because = Literal["value", "imposed", "needed", "floor"]


def causes_of(problem: Problem, found: Plan, seconds: float) -> dict[str, Because]:
    """Why each chosen action is there: three plans more at most, each within `seconds`.

    A rule is the cause when the best plan without any rule of its kind leaves the action out. A plan that is not
    proven the best may leave it out by chance: its causes are likely, not sure.
    """
    causes: dict[str, Because] = dict.fromkeys(sorted(found.chosen), "value")
    for cause, freed, concerned in _without(problem, found):
        # A greedy plan may stand where no plan meets the floors that are left.
        with suppress(InfeasibleError):
            kept = plan(freed, time_limit=seconds).chosen
            causes |= dict.fromkeys(sorted(concerned - kept), cause)
    return causes


def _without(problem: Problem, found: Plan) -> Iterator[tuple[Because, Problem, frozenset[str]]]:
    """The problem without each kind of rule, and the actions that it may have brought in; the strongest rule last."""
    if problem.equity != Equity():
        yield "floor", replace(problem, equity=Equity()), found.chosen
    needed = frozenset().union(*(problem.action(code).requires for code in found.chosen)) & found.chosen
    if needed:
        alone = tuple(replace(one, requires=frozenset()) for one in problem.actions)
        yield "needed", replace(problem, actions=alone), needed
    imposed = frozenset(one.code for one in problem.actions if one.mandatory)
    if imposed:
        free = tuple(replace(one, mandatory=False) for one in problem.actions)
        yield "imposed", replace(problem, actions=free), imposed
