"""A placement problem: who asks for help, who gives it, what may be added where, who must not be forgotten."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Arcs:
    """Pairs within reach: a row of demand, a point that serves, and the minutes between them; equal lengths."""

    row: Index
    point: Index
    minutes: Array


@dataclass(frozen=True)
class Kind:
    """Something that can be added: what it serves in a year, and how many are to be placed."""

    code: str
    capacity: float
    count: int


@dataclass(frozen=True)
class Floor:
    """Rows (n,) of which at least a share of the demand must be served."""

    name: str
    rows: npt.NDArray[np.bool_]
    share: float


@dataclass(frozen=True)
class Tier:
    """A slice of the demand of each row, as a share of it, and what serving one appointment of it is worth.

    Slices go from the most to the least worth: a row where little is served comes before one where much is.
    """

    share: float
    worth: float


@dataclass(frozen=True)
class Problem:
    """Demand by row (n,); `open_capacity` (m,) of the points that serve already, then nil at those where one may add.

    `sites` are the points where something may be added, one thing at most. Serving one
    appointment is worth its tier or, with `by_distance`, the minutes it saves on `penalty`, the cost of not serving.
    """

    demand: Array
    open_capacity: Array
    arcs: Arcs
    sites: Index
    kinds: tuple[Kind, ...]
    floors: tuple[Floor, ...] = ()
    by_distance: bool = False
    penalty: float = 0.0
    tiers: tuple[Tier, ...] = (Tier(1.0, 1.0),)

    def __post_init__(self) -> None:
        if (self.demand < 0).any() or (self.open_capacity < 0).any():
            raise ValueError("Une demande et une capacité sont positives ou nulles.")
        if sum(kind.count for kind in self.kinds) > len(self.sites):
            raise ValueError("Il y a moins de lieux possibles que d’ajouts demandés.")
        worths = [tier.worth for tier in self.tiers]
        if worths != sorted(worths, reverse=True) or sum(tier.share for tier in self.tiers) < 1 - 1e-9:
            raise ValueError("Les tranches couvrent toute la demande, de la plus utile à la moins utile.")

    @property
    def arc_worth(self) -> Array:
        """What serving one appointment along each arc is worth, before its tier."""
        if not self.by_distance:
            return np.zeros(len(self.arcs.row))
        return np.maximum(self.penalty - self.arcs.minutes, 0.0)

    @property
    def tier_worth(self) -> Array:
        """What one appointment of each tier is worth, shape (tiers,); nil when distance is what counts."""
        return np.array([0.0 if self.by_distance else tier.worth for tier in self.tiers])

    def value_of(self, flow: Array) -> float:
        """The worth of a service: the arcs, and each row's tiers filled in their order."""
        served = np.bincount(self.arcs.row, flow, minlength=len(self.demand))
        total, left = float(flow @ self.arc_worth), served.astype(float)
        for tier, worth in zip(self.tiers, self.tier_worth, strict=True):
            here = np.minimum(left, tier.share * self.demand)
            total, left = total + float(here.sum() * worth), left - here
        return total
