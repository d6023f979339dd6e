"""Reads a plan anew, knowing nothing of how it was made, and lists what is wrong with it."""

from __future__ import annotations

from collections import Counter

from maillage.analytics.tours.plan import Plan
from maillage.analytics.tours.spec import Problem


def check(problem: Problem, found: Plan) -> list[str]:
    """Every rule that the plan breaks; empty when it keeps them all."""
    faults, seen = [], Counter(stop for tour in found.tours for stop in tour.route.stops)
    for index, stop in enumerate(problem.stops):
        days = [(tour.week, tour.weekday) for tour in found.tours if index in tour.route.stops]
        if seen[index] != stop.visits:
            faults.append(f"{stop.name} : {seen[index]} visites pour {stop.visits}")
        if any(day not in stop.weekdays for _, day in days):
            faults.append(f"{stop.name} : un jour fermé")
        if stop.visits == 2 and len({day for _, day in days}) != 1:
            faults.append(f"{stop.name} : deux jours différents")
        if stop.visits == 2 and len({week for week, _ in days}) != 2:
            faults.append(f"{stop.name} : deux fois la même semaine")
    buses = Counter((tour.week, tour.weekday) for tour in found.tours)
    faults += [f"jour {day} : {count} bus" for day, count in buses.items() if count > problem.vehicles]
    for tour in found.tours:
        faults += _day(problem, tour.route.stops, tour.route.arrivals)
    return faults


def _day(problem: Problem, stops: tuple[int, ...], arrivals: tuple[int, ...]) -> list[str]:
    faults, clock, here = [], float(problem.starts), 0
    for stop, arrival in zip(stops, arrivals, strict=True):
        told = problem.stops[stop]
        if arrival + 1 < clock + problem.travel[here, stop + 1]:
            faults.append(f"{told.name} : arrivée trop tôt")
        if arrival + 1 < told.opens or arrival + told.service > told.closes + 1:
            faults.append(f"{told.name} : hors de ses heures")
        clock, here = float(arrival + told.service), stop + 1
    if clock + problem.travel[here, 0] > problem.ends + 1:
        faults.append("une journée trop longue")
    return faults
