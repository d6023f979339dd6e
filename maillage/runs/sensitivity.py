"""How sure the ranks of a diagnosis are: ten thousand ways to make the index, and which choice matters most."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import pyarrow as pa
import yaml

from maillage.analytics.index.engine import IndexResult
from maillage.analytics.sensitivity import (
    CHOICES,
    Effect,
    certainty,
    design_of,
    effects,
    mean_shift,
    ranks_under,
)


@dataclass(frozen=True)
class Sure:
    """What is sure of one territory: its rank interval, its likeliest fifth (1 the most exposed) and how likely."""

    code: str
    rank_median: float
    rank_low: float
    rank_high: float
    fifth: int
    probability: float
    worst_fifth: float

    @property
    def is_sure(self) -> bool:
        """Whether the map may show this fifth."""
        return self.probability >= definition()["sure"]


@dataclass(frozen=True)
class Sensitivity:
    """The territories that have a score, and the effect of each choice on the ranking."""

    territories: tuple[Sure, ...]
    effects: tuple[Effect, ...]

    def plain(self) -> dict[str, Any]:
        """As a run keeps it."""
        return {"territories": [asdict(one) for one in self.territories], "effects": [asdict(e) for e in self.effects]}

    @classmethod
    def from_plain(cls, content: dict[str, Any]) -> Sensitivity:
        """What `plain` gave."""
        return cls(
            tuple(Sure(**one) for one in content["territories"]), tuple(Effect(**one) for one in content["effects"])
        )


@lru_cache
def definition() -> dict[str, Any]:
    """`definitions/sensitivity.yaml`."""
    path = files("maillage") / "definitions" / "sensitivity.yaml"
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def sensitivity_of(result: IndexResult) -> Sensitivity:
    """The sensitivity of the scored territories of one level."""
    told, scored = definition(), np.flatnonzero(~np.isnan(result.scores))
    grid = result.grid.rows(scored)
    design = design_of(grid, result.fitted.recipe, told["seed"])
    points = np.random.default_rng(told["seed"]).random((told["draws"], len(CHOICES)))
    found = certainty(ranks_under(design, points))
    territories = tuple(
        Sure(
            code,
            float(found.median[i]),
            float(found.low[i]),
            float(found.high[i]),
            int(found.likeliest[i]),
            float(found.fifths[i].max()),
            float(found.fifths[i, 0]),
        )
        for i, code in enumerate(grid.codes)
    )
    return Sensitivity(
        territories,
        effects(
            CHOICES,
            lambda tried: mean_shift(design, ranks_under(design, tried)),
            power=told["sobol_power"],
            seed=told["seed"],
        ),
    )


def certainty_table(found: Sensitivity, names: dict[str, str]) -> pa.Table:
    """One line a territory, the most exposed first."""
    lines = sorted(found.territories, key=lambda one: (one.rank_median, one.code))
    return pa.table(
        {
            "code": [one.code for one in lines],
            "nom": [names[one.code] for one in lines],
            "rang_median": [one.rank_median for one in lines],
            "rang_5": [one.rank_low for one in lines],
            "rang_95": [one.rank_high for one in lines],
            "cinquieme_le_plus_probable": [one.fifth for one in lines],
            "probabilite": [round(one.probability, 4) for one in lines],
            "probabilite_cinquieme_expose": [round(one.worst_fifth, 4) for one in lines],
            "sur": ["oui" if one.is_sure else "incertain" for one in lines],
        }
    )
