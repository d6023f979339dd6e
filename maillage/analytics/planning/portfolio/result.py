"""What a plan says: the actions chosen, who pays what, how sure it is to be the best."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from maillage.analytics.planning.portfolio.spec import Problem

# optimal: proven the best; feasible: the best found, at most `gap` from the best possible; greedy: no proof.
Status = Literal["optimal", "feasible", "greedy"]


class InfeasibleError(ValueError):
    """No choice respects every floor; the message says in French which ones cannot be met."""


@dataclass(frozen=True)
class Plan:
    """A choice. `paid_cents` by (action, envelope), `own_cents` by action; `gap` is a proven relative bound."""

    status: Status
    gap: float | None
    chosen: frozenset[str]
    paid_cents: Mapping[tuple[str, str], int]
    own_cents: Mapping[str, int]
    value: float

    def spent_on(self, envelope: str) -> int:
        """What the plan takes from an envelope, in cents."""
        return sum(cents for (_, code), cents in self.paid_cents.items() if code == envelope)

    def public_for(self, action: str) -> int:
        """What the envelopes pay of an action, in cents."""
        return sum(cents for (code, _), cents in self.paid_cents.items() if code == action)


def value_of(problem: Problem, chosen: frozenset[str]) -> float:
    """What a set of actions brings."""
    return float(sum(one.value for one in problem.actions if one.code in chosen))
