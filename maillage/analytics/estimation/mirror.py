"""A rate that mirrors another: high where the other is low, through the few pairs that are published."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maillage.analytics.estimation.estimate import Estimates
from maillage.analytics.estimation.logit import expit, logit


@dataclass(frozen=True)
class Mirror:
    """A straight line between two logits: intercept, slope, and the standard error of the pairs around it."""

    intercept: float
    slope: float
    error: float

    @classmethod
    def through(cls, pairs: np.ndarray) -> Mirror:
        """The least squares line through published pairs (n, 2) of rates between 0 and 1; at least three."""
        if len(pairs) < 3:
            raise ValueError("Un miroir demande au moins trois couples publiés.")
        here, there = logit(pairs[:, 0]), logit(pairs[:, 1])
        slope, intercept = np.polyfit(here, there, 1)
        residual = there - intercept - slope * here
        return cls(float(intercept), float(slope), float(np.sqrt((residual**2).sum() / (len(pairs) - 2))))


def mirror(found: Estimates, line: Mirror, more_error: float, half_width: float = 1.645) -> Estimates:
    """The mirrored rates; their intervals hold those they come from, the line's error and `more_error` (logit)."""
    rate = expit(line.intercept + line.slope * logit(found.rate))
    own = half_width * np.hypot(line.error, more_error)
    sides = [np.abs(line.slope) * (logit(end) - logit(found.rate)) for end in (found.low, found.high)]
    down, up = np.hypot(sides[1], own), np.hypot(sides[0], own)
    return Estimates(
        expit(line.intercept + line.slope * logit(found.raw)), rate, expit(logit(rate) - down), expit(logit(rate) + up)
    )
