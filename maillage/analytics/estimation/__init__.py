"""How many people, by area: `rake` the cells, `calibrate` on published rates, `estimate` with intervals."""

from __future__ import annotations

from maillage.analytics.estimation.calibrate import Calibration, Definition, Target, calibrate
from maillage.analytics.estimation.cells import Margin, rake
from maillage.analytics.estimation.estimate import Errors, Estimates, benchmark, estimate
from maillage.analytics.estimation.mirror import Mirror, mirror

__all__ = [
    "Calibration",
    "Definition",
    "Errors",
    "Estimates",
    "Margin",
    "Mirror",
    "Target",
    "benchmark",
    "calibrate",
    "estimate",
    "mirror",
    "rake",
]
