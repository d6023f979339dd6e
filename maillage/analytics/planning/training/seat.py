"""Which session each trainee goes to: the least travel in all, nobody beyond a distance, no session nearly empty."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp

from maillage.analytics.planning.training.spec import Session

SECONDS = 10.0


@dataclass(frozen=True)
class Seating:
    """People by (employer, session), the kilometres of all of them, and how many of each employer have no session."""

    people: Mapping[tuple[str, str], int]
    kilometres: float
    unseated: Mapping[str, int]
    is_proven: bool


def seat(
    places: Mapping[str, int],
    sessions: Sequence[Session],
    kilometres: Mapping[tuple[str, str], float],
    *,
    furthest_km: float,
    away: Collection[tuple[str, str]] = (),
    seconds: float = SECONDS,
) -> Seating:
    """Seat as many people as can be, then with the least travel.

    `kilometres` is by (employer, session); a pair that is absent, too far or in `away` (not available) is not used.
    """
    pairs = [
        (body, one.code)
        for body in places
        for one in sessions
        if places[body] and kilometres.get((body, one.code), np.inf) <= furthest_km and (body, one.code) not in away
    ]
    if not pairs:
        return Seating({}, 0.0, {body: count for body, count in places.items() if count}, True)
    answer = _solve(places, sessions, pairs, kilometres, furthest_km, seconds)
    counts = np.round(answer.x[: len(pairs)]).astype(int) if answer.x is not None else np.zeros(len(pairs), dtype=int)
    people = {pair: int(count) for pair, count in zip(pairs, counts, strict=True) if count}
    seated = {body: sum(count for (one, _), count in people.items() if one == body) for body in places}
    return Seating(
        people,
        float(sum(count * kilometres[pair] for pair, count in people.items())),
        {body: count - seated[body] for body, count in places.items() if count > seated[body]},
        answer.status == 0,
    )


def _solve(
    places: Mapping[str, int],
    sessions: Sequence[Session],
    pairs: Sequence[tuple[str, str]],
    kilometres: Mapping[tuple[str, str], float],
    furthest_km: float,
    seconds: float,
) -> OptimizeResult:
    """People by pair, then whether each session opens; one more person seated is worth more than any travel."""
    count = len(pairs) + len(sessions)
    reward = furthest_km * sum(places.values()) + 1
    cost = np.zeros(count)
    cost[: len(pairs)] = [kilometres[pair] - reward for pair in pairs]
    rows: list[list[float]] = []
    low: list[float] = []
    high: list[float] = []
    for body in places:
        rows.append([float(one == body) for one, _ in pairs] + [0.0] * len(sessions))
        low.append(-np.inf)
        high.append(places[body])
    for place, session in enumerate(sessions):
        inside = [float(code == session.code) for _, code in pairs]
        for bound, lower, upper in ((session.capacity, -np.inf, 0.0), (session.least, 0.0, np.inf)):
            opening = [0.0] * len(sessions)
            opening[place] = -float(bound)
            rows.append(inside + opening)
            low.append(lower)
            high.append(upper)
    ends = np.array([float(places[body]) for body, _ in pairs] + [1.0] * len(sessions))
    return milp(
        cost,
        constraints=LinearConstraint(np.array(rows), low, high),
        bounds=Bounds(np.zeros(count), ends),
        integrality=np.ones(count),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
