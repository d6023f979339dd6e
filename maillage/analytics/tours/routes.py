"""Every day's work that one bus can do: which stops, in which order, with the hours that the stops ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, permutations

from maillage.analytics.tours.spec import Problem


@dataclass(frozen=True)
class Route:
    """Stops in their order, when service starts at each, the travel minutes, and the weekdays when all are open."""

    stops: tuple[int, ...]
    arrivals: tuple[int, ...]
    travel: float
    weekdays: frozenset[int]


def routes(problem: Problem) -> list[Route]:
    """The best order of each set of stops that fits in a day; sets that no order fits are absent.

    A set fits only when every smaller one does, so that most are never tried.
    """
    found: list[Route] = []
    feasible: set[frozenset[int]] = {frozenset()}
    for size in range(1, problem.most_stops + 1):
        kept = list(_of_size(problem, size, feasible))
        if not kept:
            break
        found += kept
        feasible |= {frozenset(route.stops) for route in kept}
    return found


def _of_size(problem: Problem, size: int, feasible: set[frozenset[int]]) -> Iterator[Route]:
    for chosen in combinations(range(len(problem.stops)), size):
        if any(frozenset(smaller) not in feasible for smaller in combinations(chosen, size - 1)):
            continue
        days = frozenset.intersection(*(problem.stops[stop].weekdays for stop in chosen))
        if days:
            timed = [route for order in permutations(chosen) if (route := timed_route(problem, order, days))]
            if timed:
                yield min(timed, key=lambda route: (route.travel, route.stops))


def timed_route(problem: Problem, order: tuple[int, ...], days: frozenset[int]) -> Route | None:
    """A route in this order, waiting where a stop is not open yet; None when it does not fit in the day."""
    clock, here, travelled, arrivals = float(problem.starts), 0, 0.0, []
    for stop in order:
        told, minutes = problem.stops[stop], float(problem.travel[here, stop + 1])
        clock = max(clock + minutes, told.opens)
        arrivals.append(round(clock))
        clock += told.service
        if clock > told.closes:
            return None
        travelled, here = travelled + minutes, stop + 1
    back = float(problem.travel[here, 0])
    if clock + back > problem.ends:
        return None
    return Route(order, tuple(arrivals), travelled + back, days)
