"""Both questions as one: a row keeps the greatest gain that a chosen site gives it, and the sum is to be great."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from maillage.analytics.placement.wide.spec import Array, Cover, Index, Median, Problem

Pairs = tuple[np.ndarray, np.ndarray, Array]


@dataclass(frozen=True)
class Gains:
    """What choosing `count` of the `free` sites, bool (sites,), adds to the `base` that is open already.

    `pairs` are `start` (rows + 1,), `site` and `gain` (pairs,), by row, the greatest gain first, all above zero;
    `back` are the same by site: `start` (sites + 1,), `row`, `gain`. `is_cover`: a row has one gain, whoever gives it.
    """

    pairs: Pairs
    back: Pairs
    free: np.ndarray
    count: int
    base: float
    is_cover: bool

    @property
    def rows(self) -> int:
        """How many rows can gain something."""
        return len(self.pairs[0]) - 1

    @property
    def sites(self) -> int:
        """How many sites there are, free or not."""
        return len(self.free)

    @property
    def row(self) -> Index:
        """The row of each pair, shape (pairs,)."""
        return np.repeat(np.arange(self.rows), np.diff(self.pairs[0]))

    @property
    def first(self) -> Array:
        """The greatest gain of each row, shape (rows,)."""
        return self.pairs[2][self.pairs[0][:-1]]

    def best_two(self, chosen: Index) -> tuple[Array, Array]:
        """The two greatest gains that a choice gives each row, 0 for none: (rows,) twice."""
        start, row, gain = self.back
        first, second = np.zeros(self.rows), np.zeros(self.rows)
        for site in chosen:
            links = slice(start[site], start[site + 1])
            rows, here = row[links], gain[links]
            second[rows] = np.maximum(second[rows], np.minimum(first[rows], here))
            first[rows] = np.maximum(first[rows], here)
        return first, second

    def value(self, chosen: Index) -> float:
        """What is open already and a choice give together."""
        return self.base + float(self.best_two(chosen)[0].sum())


def gains_of(problem: Problem) -> Gains:
    """The gains of a problem over what is open already; ValueError when a row names a site twice."""
    links = problem.links
    row = links.row
    if isinstance(problem, Median):
        worth = np.maximum(problem.penalties[row] - links.minutes, 0.0)
    else:
        worth = np.ones(len(row))
    is_open = np.zeros(problem.sites, dtype=bool)
    is_open[list(problem.opened)] = True
    pairs = row, links.site, problem.weights[row] * worth
    gains = _over(links.rows, pairs, (is_open, ~is_open), problem.count, isinstance(problem, Cover))
    return merged(gains) if gains.is_cover else gains


def without(gains: Gains, closed: np.ndarray, opened: np.ndarray) -> Gains:
    """What is left to choose when sites, bool (sites,), are given up and others are chosen; same ranks of sites."""
    _, site, gain = gains.pairs
    left = ~closed[site]
    pairs = gains.row[left], site[left], gain[left]
    count = gains.count - int(opened.sum())
    smaller = _over(gains.rows, pairs, (opened, gains.free & ~closed & ~opened), count, gains.is_cover, base=gains.base)
    return merged(smaller) if gains.is_cover else smaller


def merged(gains: Gains) -> Gains:
    """The same value of any choice with fewer rows, for covering: those that the same sites cover are one."""
    start, site, gain = gains.pairs
    ranked = site[np.lexsort((site, gains.row))]
    ends = zip(start[:-1].tolist(), start[1:].tolist(), strict=True)
    groups: dict[bytes, int] = {}
    found = [groups.setdefault(ranked[first:last].tobytes(), len(groups)) for first, last in ends]
    if len(groups) == gains.rows:
        return gains
    group = np.array(found, dtype=np.int64)
    _, lead = np.unique(group, return_index=True)
    worth = np.bincount(group, gain[start[:-1]], minlength=len(groups)).astype(np.float64)
    keep = np.isin(gains.row, lead)
    row = group[gains.row[keep]]
    return _sorted((row, site[keep], worth[row]), gains.free, gains.count, gains.base, is_cover=True)


def _over(
    rows: int, pairs: Pairs, sites: tuple[np.ndarray, np.ndarray], count: int, is_cover: bool, *, base: float = 0.0
) -> Gains:
    """The gains of the free sites that pass what the open ones give, less it; `sites` are open, free, bool (sites,)."""
    row, site, gain = pairs
    is_open, free = sites
    already = is_open[site]
    given = np.zeros(rows)
    np.maximum.at(given, row[already], gain[already])
    left = np.flatnonzero(~already & (gain > given[row]))
    row, site, gain = row[left], site[left], gain[left] - given[row[left]]
    place = np.cumsum(np.bincount(row, minlength=rows) > 0) - 1
    return _sorted((place[row], site, gain), free, count, base + float(given.sum()), is_cover)


def _sorted(pairs: Pairs, free: np.ndarray, count: int, base: float, is_cover: bool) -> Gains:
    """The gains of pairs in any order of gains, by row; ValueError when a row names a site twice."""
    row, site, gain = pairs
    step = np.diff(row)
    if (step < 0).any() or ((step == 0) & (np.diff(gain) > 0)).any():
        order = np.lexsort((site, -gain, row))
        row, site, gain = row[order], site[order], gain[order]
    rows = int(row[-1]) + 1 if len(row) else 0
    start = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=rows))]).astype(np.int64)
    site = site.astype(np.int32)
    turned = csr_array((np.arange(len(row)), site, start), shape=(rows, len(free))).tocsc()
    back = turned.indptr.astype(np.int64), turned.indices.astype(np.int32), gain[turned.data]
    owner = np.repeat(np.arange(len(free)), np.diff(back[0]))
    if ((np.diff(owner) == 0) & (np.diff(back[1]) == 0)).any():
        raise ValueError("Une ligne de demande désigne deux fois le même lieu.")
    return Gains((start, site, gain), back, free, count, base, is_cover)
