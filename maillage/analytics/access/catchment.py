"""The enhanced two-step floating catchment area (Luo and Qi, 2009): help at hand, shared by those who compete."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maillage.analytics.access.travel import TravelTable


@dataclass(frozen=True)
class Band:
    """A zone of travel: up to so many minutes, help counts for this weight (0 to 1)."""

    up_to_minutes: float
    weight: float


def catchment(table: TravelTable, people: np.ndarray, capacity: np.ndarray, bands: Sequence[Band]) -> np.ndarray:
    """What each origin can use of the capacity around it, per person, shape (origins,).

    First each place shares its capacity among the people of its zones, near ones counting more; then each origin
    adds the shares it can reach, with the same weights. Capacity is conserved: the sum of people x access is the
    capacity of the places that someone can reach.
    """
    return shared_catchment((table,), (people,), capacity, bands)[0]


def shared_catchment(
    tables: Sequence[TravelTable], people: Sequence[np.ndarray], capacity: np.ndarray, bands: Sequence[Band]
) -> list[np.ndarray]:
    """`catchment` for crowds that travel each by its own table and share the same places; (origins,) a crowd."""
    found = [weights(table.minutes, bands) for table in tables]
    total = np.zeros(len(capacity))
    for table, weight, crowd in zip(tables, found, people, strict=True):
        total += np.bincount(table.destination, weight * crowd[table.origin], minlength=len(capacity))
    share = np.divide(capacity, total, out=np.zeros(len(capacity)), where=total > 0)
    return [
        np.bincount(table.origin, weight * share[table.destination], minlength=table.origins)
        for table, weight in zip(tables, found, strict=True)
    ]


def weights(minutes: np.ndarray, bands: Sequence[Band]) -> np.ndarray:
    """The weight of each travel time; zero beyond the last band."""
    edges = [band.up_to_minutes for band in bands]
    if edges != sorted(edges) or any(not 0 <= band.weight <= 1 for band in bands):
        raise ValueError("Les zones d’accès vont de la plus proche à la plus lointaine, avec un poids entre 0 et 1.")
    place = np.searchsorted(np.array(edges), minutes, side="left")
    return np.array([*(band.weight for band in bands), 0.0])[place]
