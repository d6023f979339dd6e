"""Why each action is in or out, and what a little more money would change: each answer is the plan made again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from maillage.analytics.planning.portfolio.because import Because, causes_of
from maillage.analytics.planning.portfolio.greedy import density
from maillage.analytics.planning.portfolio.plan import plan
from maillage.analytics.planning.portfolio.result import InfeasibleError, Plan
from maillage.analytics.planning.portfolio.spec import Problem, bounds_of

# For all the answers together: each has its part of them.
SECONDS = 12.0
# Beyond, a choice is only ranked: each answer costs a whole plan.
MOST_ASKED = 60
EXTRA_CENTS = 100_000


@dataclass(frozen=True)
class Reason:
    """An action in or out, against the plan made without it, or with it.

    `change` is the value lost (negative) when the choice is turned over; None when it cannot be, or was not asked.
    `payers` says whether any envelope could pay it. `because` says why it is in, None when it is out. `rank` is its
    place, from 1, by value for each euro that its carrier does not pay.
    """

    code: str
    chosen: bool
    asked: bool
    possible: bool
    change: float | None
    comes_in: tuple[str, ...]
    goes_out: tuple[str, ...]
    payers: bool
    because: Because | None = None
    rank: int = 0


@dataclass(frozen=True)
class More:
    """What `extra_cents` more in an envelope would change."""

    envelope: str
    extra_cents: int
    left_cents: int
    gain: float
    comes_in: tuple[str, ...]
    goes_out: tuple[str, ...]


@dataclass(frozen=True)
class Explanation:
    """A reason for each action, in the order of the problem, and what more money would change, by envelope."""

    reasons: tuple[Reason, ...]
    more: tuple[More, ...]


def explain(problem: Problem, found: Plan, *, extra_cents: int = EXTRA_CENTS, seconds: float = SECONDS) -> Explanation:
    """Ask again with each action turned over, the most valuable first, then with more in each envelope."""
    ranked = sorted(problem.actions, key=lambda one: (-one.value, one.code))
    asked = {one.code for one in ranked[:MOST_ASKED]}
    seconds /= len(asked) + len(problem.envelopes) + 1
    causes = causes_of(problem, found, seconds)
    places = sorted(problem.actions, key=lambda one: (-density(one), one.code))
    ranks = {one.code: rank for rank, one in enumerate(places, start=1)}
    reasons = tuple(
        replace(
            _reason(problem, found, one.code, one.code in asked, seconds),
            because=causes.get(one.code),
            rank=ranks[one.code],
        )
        for one in problem.actions
    )
    more = tuple(_more(problem, found, one.code, extra_cents, seconds) for one in problem.envelopes)
    return Explanation(reasons, more)


def _reason(problem: Problem, found: Plan, code: str, asked: bool, seconds: float) -> Reason:
    action, chosen = problem.action(code), code in found.chosen
    payers = action.own_cents >= action.budget_cents or any(bounds_of(action, one) for one in problem.envelopes)
    other = _turned(problem, code, not chosen, seconds) if asked else None
    return Reason(
        code,
        chosen,
        asked,
        other is not None,
        None if other is None else other.value - found.value,
        () if other is None else tuple(sorted(other.chosen - found.chosen - {code})),
        () if other is None else tuple(sorted(found.chosen - other.chosen - {code})),
        payers,
    )


def _turned(problem: Problem, code: str, chosen: bool, seconds: float) -> Plan | None:
    """The best plan with an action in, or out; None when there is none."""
    turned = (
        replace(one, mandatory=chosen, forbidden=not chosen) if one.code == code else one for one in problem.actions
    )
    try:
        return plan(replace(problem, actions=tuple(turned)), time_limit=seconds)
    except InfeasibleError:
        return None


def _more(problem: Problem, found: Plan, code: str, extra: int, seconds: float) -> More:
    richer = tuple(
        replace(one, available_cents=one.available_cents + extra) if one.code == code else one
        for one in problem.envelopes
    )
    left = next(one.available_cents for one in problem.envelopes if one.code == code) - found.spent_on(code)
    other = plan(replace(problem, envelopes=richer), time_limit=seconds)
    # A plan that time cut short may be poorer: more money never takes value away.
    if other.value <= found.value:
        return More(code, extra, left, 0.0, (), ())
    comes, goes = other.chosen - found.chosen, found.chosen - other.chosen
    return More(code, extra, left, other.value - found.value, tuple(sorted(comes)), tuple(sorted(goes)))
