"""A problem of tours: where the bus stops, how long, how often, which days and hours, and what a day may hold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

WEEKDAYS = 5
WEEKS = 2


@dataclass(frozen=True)
class Stop:
    """A stop: minutes of service, visits in two weeks (1, or 2 on the same weekday), weekdays 0 to 4, opening hours.

    `opens` and `closes` are minutes of the day between which the whole service stands.
    """

    name: str
    service: int
    visits: int
    weekdays: frozenset[int]
    opens: int
    closes: int


@dataclass(frozen=True)
class Problem:
    """Stops, minutes of travel (n + 1, n + 1) with the depot first, vehicles, and what a day may hold."""

    stops: tuple[Stop, ...]
    travel: np.ndarray
    vehicles: int
    starts: int
    ends: int
    most_stops: int

    def __post_init__(self) -> None:
        if self.travel.shape != (len(self.stops) + 1,) * 2:
            raise ValueError("La table des trajets a une ligne par arrêt, le dépôt en premier.")
        if self.vehicles < 1 or self.most_stops < 1 or self.ends <= self.starts:
            raise ValueError("Il faut au moins un bus, un arrêt par jour, et une journée qui finit après son début.")
        if any(stop.visits not in (1, 2) or not stop.weekdays for stop in self.stops):
            raise ValueError("Un arrêt est visité une ou deux fois en deux semaines, au moins un jour possible.")
