"""`python -m bench.tours`: ten fortnights of a bus, 40 stops and 3 vehicles; how many plans are proven, in what time.

The peers (OR-Tools, PyVRP) are given 60 seconds an instance and prove nothing: the share of these 60 seconds is told.
"""

from __future__ import annotations

from statistics import median
from typing import Any

import numpy as np

from bench._fresh import fresh
from maillage.analytics.tours import Problem, Stop, check, plan

INSTANCES, STOPS, VEHICLES, TWICE, MARKETS, BUDGET_S = 10, 40, 3, 14, 10, 60.0
SPEED_KMH, DETOUR, WIDTH_KM, HEIGHT_KM = 42.0, 1.35, 48.0, 26.0


def prepared(seed: int) -> Problem:
    """Stops drawn in a département; some come twice, some on a market day only."""
    rng = np.random.default_rng(seed)
    where = np.column_stack([WIDTH_KM * rng.random(STOPS + 1), HEIGHT_KM * rng.random(STOPS + 1)])
    where[0] = (WIDTH_KM / 2, HEIGHT_KM / 2)
    kilometres = np.linalg.norm(where[:, None] - where[None], axis=2) * DETOUR
    twice = set(rng.choice(STOPS, TWICE, replace=False).tolist())
    markets = set(rng.choice(STOPS, MARKETS, replace=False).tolist())
    days = [frozenset({int(rng.integers(5))}) if k in markets else frozenset(range(5)) for k in range(STOPS)]
    stops = tuple(Stop(f"s{k}", 150, 2 if k in twice else 1, days[k], 0, 1440) for k in range(STOPS))
    return Problem(stops, kilometres / SPEED_KMH * 60, VEHICLES, 480, 480 + 510, 3)


def solved(problem: Problem) -> dict[str, Any]:
    found = plan(problem, seconds=BUDGET_S)
    return {"proven": found.proven, "travel": found.travel, "gap": found.gap, "faults": check(problem, found)}


def main() -> None:
    runs = [fresh("bench.tours", "prepared", "solved", seed) for seed in range(INSTANCES)]
    assert not any(run["result"]["faults"] for run in runs)
    seconds = [run["seconds"] for run in runs]
    proven = sum(run["result"]["proven"] for run in runs)
    print(f"{INSTANCES} plans de {STOPS} arrêts et {VEHICLES} bus : {proven} prouvés")
    print(f"  durée médiane {median(seconds):.1f} s, la plus longue {max(seconds):.1f} s")
    print(f"  part des {BUDGET_S:.0f} s données aux pairs : {median(seconds) / BUDGET_S:.2f}")


if __name__ == "__main__":
    main()
