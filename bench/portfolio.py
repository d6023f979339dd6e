"""`python -m bench.portfolio`: the portfolio against the same model in PuLP with CBC.

Each run is a fresh process; the two methods alternate; medians are shown, and ratios are what to read.
"""

from __future__ import annotations

from math import isclose
from statistics import median

from bench._children import ChildrenPeak
from bench._fresh import fresh
from bench.portfolio_peer import peer_value
from bench.portfolio_scene import scene
from maillage.analytics.planning.portfolio import Problem, plan, violations

ROUNDS = 3
SECONDS = 180.0
CASES = (("une feuille de route", 20, 5), ("un département", 150, 6), ("une région", 400, 8))
# Of a value: the two solvers stop within a tolerance of their own.
SAME = 1e-6


def prepared(actions: int, envelopes: int) -> Problem:
    """The scene of a case, built before anything is timed."""
    return scene(actions, envelopes)


def ours(problem: Problem) -> dict[str, object]:
    """Our plan, its proof, and what it breaks (nothing)."""
    found = plan(problem, time_limit=SECONDS)
    return {"value": found.value, "status": found.status, "gap": found.gap, "broken": violations(problem, found)}


def theirs(problem: Problem) -> dict[str, object]:
    """The peer's value, and the memory of CBC, which is a program of its own."""
    with ChildrenPeak() as watch:
        value, status = peer_value(problem, SECONDS)
    return {"value": value, "status": status, "gap": None, "broken": (), "solver_mb": watch.megabytes}


def main() -> None:
    """Every case, three rounds each."""
    for label, actions, envelopes in CASES:
        runs: dict[str, list[dict]] = {"ours": [], "theirs": []}
        for _ in range(ROUNDS):
            for method, results in runs.items():
                run = fresh("bench.portfolio", "prepared", method, actions, envelopes)
                run["peak_mb"] += run["result"].get("solver_mb", 0.0)
                results.append(run)
        print(f"\n{label} : {actions} actions, {envelopes} enveloppes")
        for method, results in runs.items():
            seconds, peak = (median(one[key] for one in results) for key in ("seconds", "peak_mb"))
            told = results[0]["result"]
            proof = f"{told['status']}, écart {told['gap']}, règles enfreintes {len(told['broken'])}"
            print(f"  {method:7} {seconds:7.2f} s  {peak:6.0f} Mo  valeur {told['value']:.3f} ({proof})")
        _compare(runs)


def _compare(runs: dict[str, list[dict]]) -> None:
    """The ratios, and whether both methods found the same value; a run cut short makes its ratio a bound."""
    stopped = {one["result"]["status"] for results in runs.values() for one in results} != {"optimal"}
    if stopped:
        print("  une méthode au moins a été interrompue : le rapport des durées n’est qu’une borne")
    for label, key in (("durées", "seconds"), ("pics de mémoire", "peak_mb")):
        ours_, theirs_ = (median(one[key] for one in runs[method]) for method in ("ours", "theirs"))
        print(f"  rapport des {label}, Maillage sur PuLP et CBC : {ours_ / max(theirs_, 1e-9):.2f}")
    values = [one["result"]["value"] for results in runs.values() for one in results]
    agreed = isclose(min(values), max(values), rel_tol=SAME)
    print(f"  valeurs : {'les mêmes' if agreed else f'de {min(values):.3f} à {max(values):.3f}'}")


if __name__ == "__main__":
    main()
