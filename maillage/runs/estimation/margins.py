"""The margins of ages and diplomas that the observations of an area allow, from the finest to the least."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from maillage.analytics.estimation import Margin
from maillage.analytics.index.grid import Grid
from maillage.runs.estimation.declared import FINE_AGES, FINE_DIPLOMAS, NATION, Parts, declared

AGES = ("age_15_29_rate", "age_30_44_rate", "age_45_59_rate", "age_60_74_rate", "age_75_more_rate")
DIPLOMAS = ("no_diploma_rate", "bepc_rate", "cap_bep_rate", "bac_rate", "higher_diploma_rate")
NEEDED = (*AGES, "age_under_20_rate", "older_65_rate", *DIPLOMAS, "below_bac_rate")
# Of the people under 20, a quarter are 15 or more.
OLDEST_QUARTER = 0.25


@dataclass(frozen=True)
class Known:
    """Shares (n, parts) under one partition, and which areas have them; `of_all` (n,) is the share aged 15 or more."""

    name: str
    parts: Parts
    shares: np.ndarray
    of_all: np.ndarray

    @property
    def whole(self) -> np.ndarray:
        """True where every share is known."""
        return ~np.isnan(self.shares).any(axis=1)


@dataclass(frozen=True)
class Group:
    """Areas whose margins have the same fineness."""

    rows: np.ndarray
    ages: Margin
    diplomas: Margin
    adult_share: np.ndarray
    name: str


def groups_of(grid: Grid) -> Iterator[Group]:
    """The areas of a grid by what is known of them; those without age or without diploma are in no group."""
    ages, diplomas = _ages(grid), _diplomas(grid)
    age_of, diploma_of = _finest(ages), _finest(diplomas)
    for a, age in enumerate(ages):
        for d, diploma in enumerate(diplomas):
            rows = np.flatnonzero((age_of == a) & (diploma_of == d))
            if rows.size:
                name = age.name if a >= d else diploma.name
                yield Group(rows, _margin(age, rows), _margin(diploma, rows), age.of_all[rows], name)


def _ages(grid: Grid) -> tuple[Known, ...]:
    fine = np.column_stack([grid.column(code) for code in AGES])
    young, old = grid.column("age_under_20_rate"), grid.column("older_65_rate")
    adults = 1 - (1 - OLDEST_QUARTER) * young
    coarse = np.column_stack([OLDEST_QUARTER * young, 1 - young - old, old])
    usual = np.full(len(old), declared()["margins"][NATION]["share_15"] / 100)
    return (
        Known("fine", FINE_AGES, fine, fine.sum(axis=1)),
        Known("coarse", ((0,), (1, 2, 3, 4), (5, 6)), coarse, adults),
        Known("least", ((0, 1, 2, 3, 4), (5, 6)), np.column_stack([usual - old, old]), usual),
    )


def _diplomas(grid: Grid) -> tuple[Known, ...]:
    fine = np.column_stack([grid.column(code) for code in DIPLOMAS])
    none, below = grid.column("no_diploma_rate"), grid.column("below_bac_rate")
    one = np.ones(len(none))
    return (
        Known("fine", FINE_DIPLOMAS, fine, one),
        Known("coarse", ((0,), (1, 2), (3, 4)), np.column_stack([none, below - none, 1 - below]), one),
        Known("least", ((0,), (1, 2, 3, 4)), np.column_stack([none, 1 - none]), one),
    )


def _finest(known: tuple[Known, ...]) -> np.ndarray:
    rank = np.full(len(known[0].shares), len(known))
    for place in reversed(range(len(known))):
        rank[known[place].whole] = place
    return rank


def _margin(known: Known, rows: np.ndarray) -> Margin:
    shares = np.clip(known.shares[rows], 0.0, None)
    return Margin(known.parts, shares / shares.sum(axis=1, keepdims=True))
