"""Demonstration figures: published EPCI facts, and a simulated, seeded commune detail that agrees with them exactly.

Nothing here describes a real commune; every row carries the source "demonstration" and the run is labelled.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import pyarrow as pa
import yaml
from scipy.optimize import brentq

from maillage.runs.perimeter import Epci, Perimeter
from maillage.tables.observations import OBSERVATIONS
from maillage.tables.quality import Quality

SOURCE = "demonstration"
YEAR = 2023
# Slope of each rate on the commune's relative size: larger communes are younger and poorer.
SIZE_SLOPE = {"older_65_rate": -0.10, "no_diploma_rate": 0.12, "poverty_rate": 0.18, "unemployment_rate": 0.10}


@lru_cache
def facts() -> dict[str, Any]:
    """The published facts and the parameters of the simulation, as in definitions/demonstration.yaml."""
    text = (files("maillage") / "definitions" / "demonstration.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.safe_load(text)
    return content


def demonstration_observations(perimeter: Perimeter) -> pa.Table:
    """Simulated observations of every commune, and the published facts of the whole EPCI and the département."""
    content = facts()
    rng = np.random.default_rng(content["seed"])
    rows: list[dict[str, Any]] = []
    for epci in perimeter.epcis:
        rows += _epci_rows(epci, perimeter, content, rng)
    for indicator, value in content["departement_facts"].items():
        rows.append(_row(perimeter, perimeter.code, "departement", indicator, value))
    return OBSERVATIONS.build(rows, "demonstration.yaml")


def _epci_rows(
    epci: Epci, perimeter: Perimeter, content: dict[str, Any], rng: np.random.Generator
) -> list[dict[str, Any]]:
    published = dict(zip(SIZE_SLOPE, content["epci"][epci.code], strict=True))
    people = np.array([perimeter.populations[code] or 0 for code in epci.inside], dtype=float)
    size = np.log(people) - np.log(people).mean()
    shared = rng.normal(size=people.size)
    rows = []
    if epci.whole:
        rows = [_row(perimeter, epci.code, "epci", indicator, value) for indicator, value in published.items()]
    spread = content["simulated"]["spread"]
    rates = {
        indicator: _calibrated(
            rate,
            people,
            SIZE_SLOPE[indicator] * size
            + spread * (0.6 * shared * np.sign(SIZE_SLOPE[indicator]) + 0.8 * rng.normal(size=people.size)),
        )
        for indicator, rate in published.items()
    }
    poverty = rates["poverty_rate"]
    rates["one_parent_rate"] = np.clip(0.11 + 0.45 * poverty + rng.normal(0, 0.015, people.size), 0.04, 0.4)
    rates["no_car_rate"] = np.clip(0.5 * poverty * (people / 60_000) ** 0.3 + 0.01, 0.0, 0.5)
    income = np.exp((26.0 - np.log(poverty) + rng.normal(0, 0.12, people.size)) / 2.75)
    secret = people < content["simulated"]["secret_under_inhabitants"]
    for i, code in enumerate(epci.inside):
        rows.append(_row(perimeter, code, "commune", "population", float(people[i])))
        rows.append(_row(perimeter, code, "commune", "median_income", float(np.round(income[i], -1))))
        for indicator, column in rates.items():
            hidden = indicator == "poverty_rate" and bool(secret[i])
            rows.append(_row(perimeter, code, "commune", indicator, None if hidden else float(column[i]), people[i]))
    return rows


def _calibrated(rate: float, people: np.ndarray, effect: np.ndarray) -> np.ndarray:
    """Rates around `rate` with these effects on the logit scale, whose weighted mean is exactly `rate`."""

    def gap(shift: float) -> float:
        return float((people * _expit(_logit(rate) + effect + shift)).sum() / people.sum() - rate)

    return _expit(_logit(rate) + effect + brentq(gap, -5, 5, xtol=1e-14))


def _logit(share: float) -> float:
    return float(np.log(share / (1 - share)))


def _expit(value: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-value))


def _row(
    perimeter: Perimeter, code: str, level: str, indicator: str, value: float | None, weight: float | None = None
) -> dict[str, Any]:
    return {
        "code": code,
        "level": level,
        "cog_year": perimeter.cog_year,
        "indicator": indicator,
        "value": value,
        "numerator": None if value is None or weight is None else value * weight,
        "denominator": weight,
        "year": YEAR,
        "source": SOURCE,
        "quality": str(Quality.SECRET if value is None else Quality.OK),
    }
