"""Estimated rates of the territories of a run, from observations to the ESTIMATES table; no database."""

from __future__ import annotations

from maillage.runs.estimation.publish import publishable
from maillage.runs.estimation.run import estimates_from, estimates_of, estimates_within
from maillage.runs.estimation.wording import DEFAULT_DEFINITION, class_words, definitions

__all__ = [
    "DEFAULT_DEFINITION",
    "class_words",
    "definitions",
    "estimates_from",
    "estimates_of",
    "estimates_within",
    "publishable",
]
