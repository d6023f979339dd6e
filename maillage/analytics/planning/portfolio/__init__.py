"""Which actions to fund, and who pays what: `plan(problem)`, `explain(problem, plan)`, `violations(problem, plan)`."""

from __future__ import annotations

from maillage.analytics.planning.portfolio.because import Because, causes_of
from maillage.analytics.planning.portfolio.check import broken_caps, violations
from maillage.analytics.planning.portfolio.explain import Explanation, More, Reason, explain
from maillage.analytics.planning.portfolio.greedy import greedy
from maillage.analytics.planning.portfolio.plan import plan
from maillage.analytics.planning.portfolio.result import InfeasibleError, Plan
from maillage.analytics.planning.portfolio.spec import ActionOption, EnvelopeOption, Equity, Problem

__all__ = [
    "ActionOption",
    "Because",
    "EnvelopeOption",
    "Equity",
    "Explanation",
    "InfeasibleError",
    "More",
    "Plan",
    "Problem",
    "Reason",
    "broken_caps",
    "causes_of",
    "explain",
    "greedy",
    "plan",
    "violations",
]
