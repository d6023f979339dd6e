"""The indicators as declared in definitions/indicators.yaml, with their French words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml


@dataclass(frozen=True)
class IndicatorWords:
    """One indicator: French title, short name, unit, kind (rate, count, median, distance) and polarity."""

    code: str
    title: str
    short: str
    driver: str
    unit: str
    kind: str
    polarity: int


@lru_cache
def indicators() -> dict[str, IndicatorWords]:
    """Every indicator by code."""
    text = (files("maillage") / "definitions" / "indicators.yaml").read_text(encoding="utf-8")
    return {
        code: IndicatorWords(
            code,
            entry["title"],
            entry["short"],
            entry.get("driver", entry["short"]),
            entry["unit"],
            entry["kind"],
            entry["polarity"],
        )
        for code, entry in yaml.safe_load(text)["indicators"].items()
    }
