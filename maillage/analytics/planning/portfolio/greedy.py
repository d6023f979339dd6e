"""A plan without a solver: what is imposed, then what fills a floor, then the best value for each public euro."""

from __future__ import annotations

from maillage.analytics.planning.portfolio.result import Plan, value_of
from maillage.analytics.planning.portfolio.spec import ActionOption, Problem, bounds_of, public_cap


def greedy(problem: Problem) -> Plan:
    """A plan that respects every cap and link; the floors are tried, not promised."""
    purse = _Purse(problem)
    for one in sorted(problem.actions, key=lambda one: (not one.mandatory, -density(one), one.code)):
        if one.mandatory:
            purse.add(one.code)
    for territory, least in sorted(problem.equity.least_actions.items()):
        for one in sorted(problem.actions, key=lambda one: (-density(one), one.code)):
            have = sum(territory in problem.action(code).territories for code in purse.chosen)
            if have < least and territory in one.territories:
                purse.add(one.code)
    for one in sorted(problem.actions, key=lambda one: (-density(one), one.code)):
        if one.value > 0:
            purse.add(one.code)
    chosen = frozenset(purse.chosen)
    return Plan("greedy", None, chosen, purse.paid, purse.own, value_of(problem, chosen))


def density(action: ActionOption) -> float:
    """What an action brings for each cent that its carrier does not pay."""
    return action.value / max(action.budget_cents - action.own_cents, 1)


class _Purse:
    """What is chosen so far, and what each envelope still has."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.actions = {one.code: one for one in problem.actions}
        self.left = {one.code: one.available_cents for one in problem.envelopes}
        self.chosen: set[str] = set()
        self.paid: dict[tuple[str, str], int] = {}
        self.own: dict[str, int] = {}
        # An envelope that few actions can use is used first.
        uses = {
            one.code: sum(one.code in action.payable_cents for action in problem.actions) for one in problem.envelopes
        }
        self.order = sorted(problem.envelopes, key=lambda one: (uses[one.code], one.code))

    def add(self, code: str) -> None:
        """Add an action and all that it needs, if everything can be paid; else change nothing."""
        wanted = self._with_needs(code)
        if any(self.actions[one].forbidden for one in wanted) or self._clash(wanted):
            return
        before = (dict(self.left), dict(self.paid), dict(self.own))
        if all(self._pay(self.actions[one]) for one in sorted(wanted)):
            self.chosen |= wanted
        else:
            self.left, self.paid, self.own = before

    def _with_needs(self, code: str) -> set[str]:
        wanted, waiting = set(), [code]
        while waiting:
            one = waiting.pop()
            if one not in wanted and one not in self.chosen:
                wanted.add(one)
                waiting += self.actions[one].requires
        return wanted

    def _clash(self, wanted: set[str]) -> bool:
        every = self.chosen | wanted
        return any(self.actions[one].excludes & every for one in every)

    def _pay(self, action: ActionOption) -> bool:
        due = action.budget_cents
        own = min(action.own_cents, due)
        due, room = due - own, public_cap(action)
        if own:
            self.own[action.code] = own
        for envelope in self.order:
            bounds = bounds_of(action, envelope)
            amount = min(due, bounds[1], self.left[envelope.code], room) if bounds else 0
            if amount <= 0 or (bounds and amount < bounds[0]):
                continue
            self.paid[action.code, envelope.code] = amount
            self.left[envelope.code] -= amount
            due, room = due - amount, room - amount
        return due == 0
