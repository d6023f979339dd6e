"""Rates of areas from their cells, put on the region's published rate, with simulated intervals."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt

from maillage.analytics.estimation.calibrate import Calibration
from maillage.analytics.estimation.logit import expit, logit

Array = npt.NDArray[np.float64]
ROUNDS = 60
LONGEST_STEP = 2.0


@dataclass(frozen=True)
class Errors:
    """What the cells do not know, as standard errors on the logit scale.

    `area` (n,): an area against its cells; `region`: the whole region, nil when its rate is published; `spread`: the
    gap of an area to the nation, as a share of this gap.
    """

    area: Array
    region: float
    spread: float


@dataclass(frozen=True)
class Estimates:
    """For each area (n,): the rate, and the ends of its interval, all between 0 and 1; `raw` is before benchmarking."""

    raw: Array
    rate: Array
    low: Array
    high: Array


def estimate(
    codes: tuple[str, ...],
    cells: Array,
    people: Array,
    calibration: Calibration,
    errors: Errors,
    *,
    nation: Array,
    region: Array | None = None,
    published: float | None = None,
    draws: int = 1000,
    seed: int = 95,
    interval: float = 0.9,
) -> Estimates:
    """The rate of each area.

    `cells` (n, ages, diplomas) are shares of sum 1; `people` (n,) are those the rate speaks of, for the benchmark;
    `nation` (ages, diplomas) is the reference of the spread. With a `published` rate, the areas are shifted together
    on the logit scale so that `region` (its cells) has it, or, without it, so that the areas together have it.
    Drawn anew for each code, the errors do not depend on the order of the areas.
    """
    raw = _mean(cells, calibration.rates[None])[0]
    whole = None if region is None else _mean(region[None], calibration.rates[None])[0]
    rate = _benchmarked(raw[None], people, whole, published)[0]
    worlds = calibration.drawn(draws, seed)
    drawn = _mean(cells, worlds)
    drawn = _benchmarked(drawn, people, None if region is None else _mean(region[None], worlds)[:, 0], published)
    odds = logit(drawn) + _noise(codes, cells, calibration, errors, people, nation, (draws, seed))
    side = (1 - interval) / 2
    low, high = expit(np.quantile(odds, [side, 1 - side], axis=0))
    return Estimates(raw, rate, np.minimum(low, rate), np.maximum(high, rate))


def benchmark(rates: Array, people: Array, published: float) -> Array:
    """Rates (..., n) shifted together on the logit scale so that their mean, weighted by `people`, is `published`."""
    odds, shift = logit(rates), np.zeros(rates.shape[:-1])
    weight = people / people.sum()
    for _ in range(ROUNDS):
        moved = expit(odds + shift[..., None])
        mean = moved @ weight
        # Newton on the logit of the mean, which is nearly straight; a step is held where areas are very unlike.
        slope = ((moved * (1 - moved)) @ weight) / (mean * (1 - mean))
        step = np.clip((logit(np.asarray(published)) - logit(mean)) / slope, -LONGEST_STEP, LONGEST_STEP)
        shift = shift + step
        if np.abs(step).max(initial=0.0) < 1e-13:
            break
    return expit(odds + shift[..., None])


def _benchmarked(rates: Array, people: Array, whole: Array | float | None, published: float | None) -> Array:
    if published is None:
        return rates
    if whole is None:
        return benchmark(rates, people, published)
    shift = logit(np.asarray(published)) - logit(np.atleast_1d(np.asarray(whole)))
    return expit(logit(rates) + shift[:, None])


def _mean(cells: Array, rates: Array) -> Array:
    """Rates (worlds, n) of areas (n, ages, diplomas) whose cells have rates (worlds, ages, diplomas)."""
    return rates.reshape(len(rates), -1) @ cells.reshape(len(cells), -1).T


def _noise(
    codes: tuple[str, ...],
    cells: Array,
    calibration: Calibration,
    errors: Errors,
    people: Array,
    nation: Array,
    world: tuple[int, int],
) -> Array:
    draws, seed = world
    raw = _mean(cells, calibration.rates[None])[0]
    reference = _mean(nation[None], calibration.rates[None])[0, 0]
    chance = 1 / np.maximum(people * raw * (1 - raw), 1.0)
    gap = errors.spread * (logit(raw) - logit(reference))
    deviation = np.sqrt(errors.area**2 + errors.region**2 + gap**2 + chance)
    normal = np.stack([np.random.default_rng((seed, crc32(code.encode()))).standard_normal(draws) for code in codes])
    noise: Array = (normal * deviation[:, None]).T
    return noise
