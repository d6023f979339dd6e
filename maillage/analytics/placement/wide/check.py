"""An independent check of a choice: its value counted again from the links, without anything of the search."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from maillage.analytics.placement.wide.result import Choice
from maillage.analytics.placement.wide.spec import Cover, Problem

# Of the sum of all: what the order of an addition may change.
SAME = 1e-9


def check(problem: Problem, choice: Choice) -> tuple[str, ...]:
    """What is wrong with a choice, in French: sites, value, bound; nothing when all holds."""
    faults = []
    chosen = choice.chosen
    known = set(range(problem.sites)) - set(problem.opened)
    if len(set(chosen)) != problem.count or len(chosen) != problem.count or not set(chosen) <= known:
        faults.append("Les lieux choisis ne sont pas des lieux libres et distincts, au nombre demandé.")
        return tuple(faults)
    value = value_of(problem, chosen)
    allowed = SAME * max(abs(value), abs(value_of(problem, ())), 1e-300)
    if abs(value - choice.value) > allowed:
        faults.append(f"La valeur est {value}, et non {choice.value}.")
    worse = choice.bound - value if isinstance(problem, Cover) else value - choice.bound
    if worse < -allowed:
        faults.append("La valeur dépasse sa borne.")
    return tuple(faults)


def value_of(problem: Problem, chosen: Iterable[int]) -> float:
    """The weight covered, or weight x minutes, once these sites are open beside those that were."""
    is_open = np.zeros(problem.sites, dtype=bool)
    is_open[[*problem.opened, *chosen]] = True
    links = problem.links
    total = 0.0
    for row in range(links.rows):
        here = slice(links.start[row], links.start[row + 1])
        near = links.minutes[here][is_open[links.site[here]]]
        if isinstance(problem, Cover):
            total += float(problem.weights[row]) if len(near) else 0.0
        else:
            total += float(problem.weights[row]) * min(near.min(initial=np.inf), float(problem.penalties[row]))
    return total
