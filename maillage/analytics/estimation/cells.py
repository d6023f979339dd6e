"""The people of each area by age and diploma, from the two margins of a census (Deming and Stephan, 1940)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
ROUNDS = 200
CLOSE = 1e-10


@dataclass(frozen=True)
class Margin:
    """Known shares of groups of rows (or columns): `parts` lists their indices, `shares` is (n, parts), of sum 1."""

    parts: tuple[tuple[int, ...], ...]
    shares: Array

    def __post_init__(self) -> None:
        if self.shares.ndim != 2 or self.shares.shape[1] != len(self.parts):
            raise ValueError("Une marge demande une part pour chaque groupe.")
        if (self.shares < 0).any() or not np.allclose(self.shares.sum(axis=1), 1.0, atol=1e-6):
            raise ValueError("Les parts d’une marge sont positives et leur somme est 1.")


def rake(association: Array, ages: Margin, diplomas: Margin) -> Array:
    """Shares of the cells, shape (n, ages, diplomas), of sum 1 in each area.

    `association` (ages, diplomas) starts the raking: only its odds ratios are kept. The diploma margin holds among
    the columns that it names; the others (people in school) are left where the ages put them.
    """
    cells = np.repeat((association / association.sum())[None], len(ages.shares), axis=0)
    schooled = sorted(column for part in diplomas.parts for column in part)
    for _ in range(ROUNDS):
        before = cells.copy()
        out_of_school = cells[:, :, schooled].sum(axis=(1, 2))
        for part, share in zip(diplomas.parts, diplomas.shares.T, strict=True):
            cells[:, :, part] *= _factor(share * out_of_school, cells[:, :, part].sum(axis=(1, 2)))
        for part, share in zip(ages.parts, ages.shares.T, strict=True):
            cells[:, part, :] *= _factor(share, cells[:, part, :].sum(axis=(1, 2)))
        if np.abs(cells - before).max(initial=0.0) < CLOSE:
            break
    return cells


def _factor(wanted: Array, found: Array) -> Array:
    factor: Array = np.divide(wanted, found, out=np.zeros_like(found), where=found > 0)
    return factor[:, None, None]
