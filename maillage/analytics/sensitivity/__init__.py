"""What would change if the index were made otherwise: ranks under every choice, and which choice matters most."""

from __future__ import annotations

from maillage.analytics.sensitivity.choices import CHOICES, Design, Variant, design_of
from maillage.analytics.sensitivity.ranks import Certainty, certainty, mean_shift, ranks_under
from maillage.analytics.sensitivity.sobol import Effect, effects, saltelli

__all__ = [
    "CHOICES",
    "Certainty",
    "Design",
    "Effect",
    "Variant",
    "certainty",
    "design_of",
    "effects",
    "mean_shift",
    "ranks_under",
    "saltelli",
]
