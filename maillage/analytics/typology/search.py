"""How many types there are: the most that are found again when the territories are drawn again (Hennig, 2007)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maillage.analytics.index.normalise import Array
from maillage.analytics.typology.agreement import adjusted_rand
from maillage.analytics.typology.groups import Partition, best_centres, group, squared_distances
from maillage.analytics.typology.silhouette import silhouettes


@dataclass(frozen=True)
class Search:
    """What is tried: `least` to `most` groups, none under `smallest` territories.

    A count is kept when its stability is at least `stable`, and within `slack` of the best: cutting one group of many
    in two hardly lowers the agreement of the whole.
    """

    least: int = 2
    most: int = 7
    smallest: int = 3
    stable: float = 0.8
    slack: float = 0.05
    draws: int = 50
    restarts: int = 20
    seed: int = 95


@dataclass(frozen=True)
class Typed:
    """The partition that was kept, each silhouette (n,), the stability of each count tried, and if it is enough."""

    partition: Partition
    silhouettes: Array
    stability: dict[int, float]
    is_stable: bool


def find_types(points: Array, search: Search) -> Typed:
    """The largest stable count of groups of points (n, d), else the most stable one.

    Raises ValueError when there are not twice as many distinct points as the least count of groups.
    """
    distinct = len(np.unique(points, axis=0))
    if distinct < 2 * search.least:
        raise ValueError(f"Il faut au moins {2 * search.least} territoires différents pour chercher des profils.")
    tried = {
        count: group(points, count, seed=search.seed, restarts=search.restarts)
        for count in range(search.least, min(search.most, distinct // 2) + 1)
    }
    found = {count: stability(points, partition, search) for count, partition in tried.items()}
    wide = [count for count, one in tried.items() if np.bincount(one.labels).min() >= search.smallest] or [search.least]
    enough = max(search.stable, max(found[count] for count in wide) - search.slack)
    stable = [count for count in wide if found[count] >= enough]
    kept = max(stable) if stable else max(wide, key=lambda count: found[count])
    partition = tried[kept]
    return Typed(partition, silhouettes(points, partition.labels), found, bool(stable))


def stability(points: Array, partition: Partition, search: Search) -> float:
    """Mean agreement of a partition with those that are made from territories drawn with replacement.

    The centres of each draw class all the points (n, d); agreement is the adjusted Rand index.
    """
    rng = np.random.default_rng((search.seed, len(partition.centres)))
    rows = rng.integers(len(points), size=(search.draws, len(points)))
    centres = best_centres(points[rows], len(partition.centres), rng, max(search.restarts // 5, 1))
    labels = squared_distances(points[None], centres).argmin(axis=2)
    return float(np.mean([adjusted_rand(partition.labels, again) for again in labels]))
