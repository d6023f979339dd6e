"""Which route on which day: a partition of the visits among the routes, exact by HiGHS, with the proven bound."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, lil_array

from maillage.analytics.tours.routes import Route, routes
from maillage.analytics.tours.spec import WEEKDAYS, WEEKS, Problem

PROVEN = 1e-6


class ImpossibleError(ValueError):
    """No plan: `stops` fit in no day by themselves, or, when empty, the days of the vehicles are too few."""

    def __init__(self, stops: tuple[int, ...]) -> None:
        super().__init__(str(stops))
        self.stops = stops


@dataclass(frozen=True)
class Tour:
    """One route on one day of the cycle: week 0 or 1, weekday 0 to 4, and the vehicle that does it."""

    week: int
    weekday: int
    vehicle: int
    route: Route


@dataclass(frozen=True)
class Plan:
    """The tours of two weeks, their travel minutes, and the least that any plan could have."""

    tours: tuple[Tour, ...]
    travel: float
    bound: float

    @property
    def gap(self) -> float:
        """How far from the best this may be, as a share; 0 when proven."""
        return max(self.travel - self.bound, 0.0) / self.travel if self.travel else 0.0

    @property
    def proven(self) -> bool:
        """True when no plan travels less."""
        return self.gap <= PROVEN


def plan(problem: Problem, *, seconds: float = 30.0) -> Plan:
    """The plan with the least travel found in the time given; ImpossibleError when there is none."""
    every = routes(problem)
    alone = {route.stops[0] for route in every if len(route.stops) == 1}
    lost = tuple(stop for stop in range(len(problem.stops)) if stop not in alone)
    if lost:
        raise ImpossibleError(lost)
    columns = [
        (index, week, day)
        for index, route in enumerate(every)
        for week in range(WEEKS)
        for day in sorted(route.weekdays)
    ]
    travel = np.array([every[index].travel for index, _, _ in columns])
    found = milp(
        travel,
        integrality=np.ones(len(columns)),
        bounds=Bounds(0, 1),
        constraints=_constraints(problem, every, columns),
        options={"time_limit": seconds, "mip_rel_gap": PROVEN},
    )
    if found.x is None:
        raise ImpossibleError(())
    chosen = [column for column, there in zip(columns, found.x, strict=True) if there > 0.5]
    bound = float(found.mip_dual_bound) if found.mip_dual_bound is not None else float(found.fun)
    return Plan(_with_vehicles(chosen, every), float(found.fun), bound)


def _constraints(problem: Problem, every: list[Route], columns: list[tuple[int, int, int]]) -> list[LinearConstraint]:
    """Each stop its visits, twice on the same weekday; each day its vehicles."""
    twice = [stop for stop, told in enumerate(problem.stops) if told.visits == 2]
    visits = lil_array((len(problem.stops), len(columns)))
    same = lil_array((len(twice) * WEEKDAYS, len(columns)))
    days = lil_array((WEEKS * WEEKDAYS, len(columns)))
    for column, (index, week, day) in enumerate(columns):
        days[week * WEEKDAYS + day, column] = 1
        for stop in every[index].stops:
            visits[stop, column] = 1
            if stop in twice:
                same[twice.index(stop) * WEEKDAYS + day, column] = 1 if week == 0 else -1
    wanted = np.array([stop.visits for stop in problem.stops], dtype=float)
    found = [
        LinearConstraint(csr_array(visits), wanted, wanted),
        LinearConstraint(csr_array(days), 0, problem.vehicles),
    ]
    return [*found, LinearConstraint(csr_array(same), 0, 0)] if twice else found


def _with_vehicles(chosen: list[tuple[int, int, int]], every: list[Route]) -> tuple[Tour, ...]:
    used: dict[tuple[int, int], int] = {}
    tours = []
    for index, week, day in sorted(chosen, key=lambda one: (one[1], one[2], every[one[0]].stops)):
        vehicle = used.get((week, day), 0)
        used[week, day] = vehicle + 1
        tours.append(Tour(week, day, vehicle, every[index]))
    return tuple(tours)
