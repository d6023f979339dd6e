"""`python -m bench.placement`: where to open sites, covering and p-median, against HiGHS on the whole program.

An invented département; each run is a fresh process, in turn. Our answers are checked, both values counted again.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median as middle
from typing import Any

import numpy as np
from scipy.spatial import cKDTree

from bench._fresh import fresh
from bench.placement_peer import Found, cover_by_highs, median_by_highs
from bench.placement_scene import scene
from maillage.analytics.placement.wide import Choice, Cover, Links, Median, check, cover, links_of, median, value_of

ROUNDS, PEER_ROUNDS = 5, 1
# Of the time that the peer is given: our ceiling.
CEILING = 0.4
# Sites known around a row, and those that the peer reads: with all of them it finds nothing in the time.
NEAREST, PEER_NEAREST = 300, 30


@dataclass(frozen=True)
class Size:
    """Rows of demand, sites, sites to open, metres of reach, and the seconds that the peer is given."""

    rows: int
    sites: int
    count: int
    reach: float
    seconds: float


SIZES = {"2000": Size(2_000, 500, 50, 2_000.0, 30.0), "15000": Size(15_000, 1_500, 100, 1_200.0, 60.0)}


def covering(name: str) -> tuple[Cover, Size]:
    """Who is within reach counts; a small question first, as what numba compiles is kept from one run to the next."""
    cover(_cover_of(Size(400, 50, 5, 2_000.0, 1.0)), rounds=10)
    return _cover_of(SIZES[name]), SIZES[name]


def _cover_of(size: Size) -> Cover:
    told = scene(size.rows, size.sites)
    pairs = cKDTree(told.rows).sparse_distance_matrix(cKDTree(told.sites), size.reach, output_type="ndarray")
    links = links_of(size.rows, pairs["i"], pairs["j"], pairs["v"])
    return Cover(told.people, links, size.sites, size.count)


def near(name: str) -> tuple[Median, Size]:
    """Metres to the nearest site; beyond the `NEAREST` sites around, at least the last one's distance."""
    median(_median_of(Size(400, 50, 5, 0.0, 1.0)), rounds=10)
    return _median_of(SIZES[name]), SIZES[name]


def _median_of(size: Size) -> Median:
    told, many = scene(size.rows, size.sites), min(NEAREST, size.sites)
    metres, site = cKDTree(told.sites).query(told.rows, k=many)
    start = np.arange(0, size.rows * many + 1, many)
    links = Links(start, site.ravel().astype(np.int64), metres.ravel())
    return Median(told.people, links, size.sites, size.count, metres[:, -1])


# The exact program is the peer itself: we are compared without it.
def ours_cover(told: tuple[Cover, Size]) -> dict[str, Any]:
    return _shown(told[0], cover(told[0], exact=False, seconds=told[1].seconds * CEILING))


def ours_median(told: tuple[Median, Size]) -> dict[str, Any]:
    return _shown(told[0], median(told[0], exact=False, seconds=told[1].seconds * CEILING))


def highs_cover(told: tuple[Cover, Size]) -> dict[str, Any]:
    return _shown(told[0], cover_by_highs(told[0], told[1].seconds))


def highs_median(told: tuple[Median, Size]) -> dict[str, Any]:
    return _shown(told[0], median_by_highs(told[0], PEER_NEAREST, told[1].seconds))


def _shown(problem: Cover | Median, found: Choice | Found) -> dict[str, Any]:
    """The value as counted again; the faults of our answer."""
    faults = check(problem, found) if isinstance(found, Choice) else ()
    value = value_of(problem, found.chosen) if found.chosen else None
    ended = isinstance(found, Choice) or found.ended
    return {"value": value, "bound": found.bound, "faults": list(faults), "ended": ended}


def compare(title: str, prepare: str, methods: tuple[str, str], name: str) -> None:
    ours = [fresh("bench.placement", prepare, methods[0], name) for _ in range(ROUNDS)]
    peers = [fresh("bench.placement", prepare, methods[1], name) for _ in range(PEER_ROUNDS)]
    assert not any(run["result"]["faults"] for run in ours)
    values = {run["result"]["value"] for run in ours}
    seconds, allowed = middle(run["seconds"] for run in ours), SIZES[name].seconds
    taken = middle(run["seconds"] for run in peers)
    worst = max(values) if prepare == "near" else min(values)
    bound, peer = ours[0]["result"]["bound"], peers[0]["result"]
    print(f"  {title}, {SIZES[name].rows} × {SIZES[name].sites}, {SIZES[name].count} lieux")
    print(f"    Maillage {seconds:6.1f} s, valeur {worst:.6g}, écart certifié {abs(bound - worst) / bound:.2%}")
    ended = "prouvé" if peer["ended"] else f"arrêté à {allowed:.0f} s"
    print(f"    HiGHS    {taken:6.1f} s, valeur {_told(peer['value'])}, {ended}")
    ratio = f", valeur {worst / peer['value']:.4f}" if peer["value"] else ""
    limit = "" if peer["ended"] else f", part du temps donné {seconds / allowed:.2f}"
    print(f"    rapports, Maillage sur le pair : durée {seconds / taken:.2f}{limit}{ratio}")


def _told(value: float | None) -> str:
    return "aucune" if value is None else f"{value:.6g}"


def main() -> None:
    print(f"Choix de lieux, médianes de {ROUNDS} processus neufs ({PEER_ROUNDS} pour HiGHS)")
    for name in SIZES:
        compare("couverture", "covering", ("ours_cover", "highs_cover"), name)
        compare("p-médiane", "near", ("ours_median", "highs_median"), name)


if __name__ == "__main__":
    main()
