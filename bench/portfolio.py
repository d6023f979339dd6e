"""`python -m bench.portfolio`: the portfolio against the same model in PuLP with CBC.

Each run is a fresh process; the two methods alternate; medians are shown, and ratios are what to read.
"""

from __future__ import annotations

from statistics import median

from bench._fresh import fresh
from bench.portfolio_peer import peer_value
from bench.portfolio_scene import scene
from maillage.analytics.planning.portfolio import Problem, plan, violations

ROUNDS = 3
SECONDS = 60.0
CASES = (("une feuille de route", 24, 4), ("un département", 100, 6), ("une région", 300, 8))


def prepared(actions: int, envelopes: int) -> Problem:
    """The scene of a case, built before anything is timed."""
    return scene(actions, envelopes)


def ours(problem: Problem) -> dict[str, object]:
    """Our plan, its proof, and what it breaks (nothing)."""
    found = plan(problem, time_limit=SECONDS)
    return {"value": found.value, "status": found.status, "gap": found.gap, "broken": violations(problem, found)}


def theirs(problem: Problem) -> dict[str, object]:
    """The peer's value."""
    value, status = peer_value(problem, SECONDS)
    return {"value": value, "status": status, "gap": None, "broken": ()}


def main() -> None:
    """Every case, three rounds each."""
    for label, actions, envelopes in CASES:
        runs: dict[str, list[dict]] = {"ours": [], "theirs": []}
        for _ in range(ROUNDS):
            for method, results in runs.items():
                results.append(fresh("bench.portfolio", "prepared", method, actions, envelopes))
        print(f"\n{label} : {actions} actions, {envelopes} enveloppes")
        for method, results in runs.items():
            seconds, peak = (median(one[key] for one in results) for key in ("seconds", "peak_mb"))
            told = results[0]["result"]
            proof = f"{told['status']}, écart {told['gap']}, règles enfreintes {len(told['broken'])}"
            print(f"  {method:7} {seconds:7.2f} s  {peak:6.0f} Mo  valeur {told['value']:.3f} ({proof})")
        ratio = median(r["seconds"] for r in runs["ours"]) / median(r["seconds"] for r in runs["theirs"])
        print(f"  rapport des durées, Maillage sur PuLP et CBC : {ratio:.2f}")


if __name__ == "__main__":
    main()
