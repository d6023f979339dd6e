"""Odds: rates on the scale where effects add up."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import special

Array = npt.NDArray[np.float64]
EDGE = 1e-9


def logit(rates: Array) -> Array:
    """log(p / (1 - p)); rates of 0 and 1 are held a hair inside."""
    inside = np.clip(rates, EDGE, 1 - EDGE)
    odds: Array = np.log(inside / (1 - inside))
    return odds


def expit(values: Array) -> Array:
    """The rate of a logit."""
    rates: Array = special.expit(values)
    return rates
