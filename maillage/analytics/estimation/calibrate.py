"""One rate for each cell of age and diploma, fitted on published national rates, with how sure each parameter is.

logit p(age, diploma) = level(age) - slope x step(diploma): additive on the logit scale, one level for each age class.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.optimize import least_squares

from maillage.analytics.estimation.logit import expit

Array = npt.NDArray[np.float64]
START_SLOPE = 2.0


@dataclass(frozen=True)
class Target:
    """A published rate of the people of some ages and diplomas, and its standard error; both between 0 and 1."""

    ages: tuple[int, ...]
    diplomas: tuple[int, ...]
    rate: float
    error: float


@dataclass(frozen=True)
class Definition:
    """What is counted: published targets, age classes that share one level, and the steps of the diplomas (0 to 1)."""

    code: str
    targets: tuple[Target, ...]
    classes: tuple[tuple[int, ...], ...]
    steps: tuple[float, ...]

    @cached_property
    def class_of(self) -> npt.NDArray[np.intp]:
        """The class of each age."""
        found = np.zeros(sum(map(len, self.classes)), dtype=np.intp)
        for rank, ages in enumerate(self.classes):
            found[list(ages)] = rank
        return found

    def cell_rates(self, parameters: Array) -> Array:
        """The rates (..., ages, diplomas) of parameters (..., classes + 1), the slope last."""
        levels = parameters[..., self.class_of]
        slope = parameters[..., -1, None, None]
        return expit(levels[..., :, None] - slope * np.asarray(self.steps))


@dataclass(frozen=True)
class Calibration:
    """The fitted parameters (classes + 1,) and their covariance."""

    definition: Definition
    parameters: Array
    covariance: Array

    @property
    def rates(self) -> Array:
        """The rate of each cell, shape (ages, diplomas)."""
        return self.definition.cell_rates(self.parameters)

    def drawn(self, draws: int, seed: int) -> Array:
        """Rates of the cells under parameters as likely as what was published, shape (draws, ages, diplomas)."""
        rng = np.random.default_rng(seed)
        parameters = rng.multivariate_normal(self.parameters, self.covariance, size=draws)
        return self.definition.cell_rates(parameters)


def calibrate(definition: Definition, nation: Array) -> Calibration:
    """Fit the targets, weighted by their errors, over the cells (ages, diplomas) of the whole nation.

    ValueError when the targets are fewer than the parameters.
    """
    size = len(definition.classes) + 1
    if len(definition.targets) < size:
        raise ValueError(f"{definition.code} : {len(definition.targets)} chiffres publiés pour {size} paramètres.")
    masks = np.stack([_mask(target, nation.shape) for target in definition.targets])
    people = (masks * nation).sum(axis=(1, 2))
    rates = np.array([target.rate for target in definition.targets])
    errors = np.array([target.error for target in definition.targets])

    def gaps(parameters: Array) -> Array:
        found = (masks * nation * definition.cell_rates(parameters)).sum(axis=(1, 2)) / people
        return (found - rates) / errors

    start = np.append(np.linspace(-2.5, 2.0, size - 1), START_SLOPE)
    fitted = least_squares(gaps, start, xtol=1e-12, ftol=1e-12)
    covariance = np.linalg.inv(fitted.jac.T @ fitted.jac)
    return Calibration(definition, fitted.x, covariance)


def _mask(target: Target, shape: tuple[int, ...]) -> Array:
    mask = np.ones(shape)
    if target.ages:
        mask[[row for row in range(shape[0]) if row not in target.ages], :] = 0
    if target.diplomas:
        mask[:, [column for column in range(shape[1]) if column not in target.diplomas]] = 0
    return mask
