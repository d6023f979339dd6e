"""Invented programmes to choose from, the same for both methods."""

from __future__ import annotations

import random

from maillage.analytics.planning.portfolio import ActionOption, EnvelopeOption, Equity, Problem


def scene(actions: int, envelopes: int) -> Problem:
    """So many actions and envelopes; money for about a third of what is asked."""
    pick = random.Random(2024)  # noqa: S311 - an invented programme, not a secret
    codes = [f"E{n}" for n in range(envelopes)]
    found = []
    for rank in range(actions):
        budget = pick.randint(5_000, 90_000) * 100
        payable = {code: pick.randint(budget // 2, budget) for code in codes if pick.random() < 0.5}
        found.append(
            ActionOption(
                f"A{rank}",
                pick.randint(20, 1_500) * pick.uniform(0.2, 0.9),
                budget,
                pick.choice((0, budget // 5)),
                payable,
                territories=frozenset({f"T{pick.randrange(4)}"}),
                rural=pick.random() < 0.3,
            )
        )
    total = sum(one.budget_cents for one in found)
    purses = tuple(
        EnvelopeOption(code, int(total * pick.uniform(0.5, 1.5) / (3 * envelopes)), pick.choice((0.0, 0.3)))
        for code in codes
    )
    return Problem(tuple(found), purses, Equity({f"T{n}": 1 for n in range(3)}, rural_share=0.25))
