"""The two classic questions without capacities: who can reach which site, what counts, how many sites to open."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Links:
    """Rows of demand and the sites within their reach, one row after the other.

    `start` (rows + 1,) says where each row begins in `site` (links,) and `minutes` (links,); a row names a site once.
    Minutes may be any cost, zero or more; covering does not read them.
    """

    start: Index
    site: Index
    minutes: Array

    def __post_init__(self) -> None:
        if len(self.start) == 0 or self.start[0] != 0 or (np.diff(self.start) < 0).any():
            raise ValueError("Les débuts de lignes vont de zéro au nombre de liens, sans reculer.")
        if not self.start[-1] == len(self.site) == len(self.minutes):
            raise ValueError("Chaque lien a un lieu et une durée.")
        if not np.isfinite(self.minutes).all() or (self.minutes < 0).any() or (self.site < 0).any():
            raise ValueError("Une durée est connue, positive ou nulle ; un lieu est un rang.")

    @property
    def rows(self) -> int:
        """How many rows of demand there are."""
        return len(self.start) - 1

    @property
    def row(self) -> Index:
        """The row of each link, shape (links,)."""
        return np.repeat(np.arange(self.rows), np.diff(self.start))


def links_of(rows: int, row: Index, site: Index, minutes: Array) -> Links:
    """Links from triples (links,) in any order, such as a table of travel holds."""
    order = np.lexsort((minutes, row))
    start = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=rows))]).astype(np.int64)
    return Links(start, site[order].astype(np.int64), minutes[order].astype(np.float64))


@dataclass(frozen=True)
class Cover:
    """Open `count` sites beside those `opened` so that most weight (rows,) has an open site among its links.

    Maximal covering (Church and ReVelle, 1974). Sites are ranks from 0 to `sites` − 1.
    """

    weights: Array
    links: Links
    sites: int
    count: int
    opened: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        _check(self.weights, self.links, self.sites, self.count, self.opened)


@dataclass(frozen=True)
class Median:
    """Open `count` sites beside those `opened` so that weight x minutes to the nearest open site is least.

    The p-median (Hakimi, 1964). Nobody counts for more than the `penalty` of their row in minutes, one for all or
    (rows,), which is the cost of who has no open site among their links.
    """

    weights: Array
    links: Links
    sites: int
    count: int
    penalty: float | Array
    opened: tuple[int, ...] = ()
    penalties: Array = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        _check(self.weights, self.links, self.sites, self.count, self.opened)
        penalties = np.broadcast_to(np.asarray(self.penalty, dtype=np.float64), self.weights.shape)
        if not np.isfinite(penalties).all() or (penalties < 0).any():
            raise ValueError("Une pénalité est connue, positive ou nulle.")
        object.__setattr__(self, "penalties", penalties)


Problem = Cover | Median


def _check(weights: Array, links: Links, sites: int, count: int, opened: tuple[int, ...]) -> None:
    """ValueError when the parts of a problem do not fit together."""
    if weights.shape != (links.rows,) or not np.isfinite(weights).all() or (weights < 0).any():
        raise ValueError("Un poids par ligne de demande, connu, positif ou nul.")
    if links.site.max(initial=-1) >= sites or any(not 0 <= site < sites for site in opened):
        raise ValueError("Un lien ou un lieu ouvert désigne un lieu qui n’existe pas.")
    free = sites - len(set(opened))
    if not 0 <= count <= free:
        raise ValueError(f"On demande {count} ouvertures, pour {free} emplacements libres.")
