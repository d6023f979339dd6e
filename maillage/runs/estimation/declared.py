"""What definitions/estimation.yaml declares, as the computing takes it."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from maillage.analytics.estimation import Calibration, Definition, Margin, Mirror, Target, calibrate, rake
from maillage.sources.census_detail import people_by_cell

Parts = tuple[tuple[int, ...], ...]
# The bins of the census (15-29, 30-44, 45-59, 60-74, 75+) in the rows of the cells, and its diplomas in their columns.
FINE_AGES: Parts = ((0, 1), (2,), (3,), (4, 5), (6,))
FINE_DIPLOMAS: Parts = ((0,), (1,), (2,), (3,), (4,))
# People of each row among those aged 15 or more, before any margin: it only splits the bins that a margin leaves whole.
ROW_WEIGHTS = np.array([7.3, 14.4, 22.7, 24.1, 7.3, 12.8, 11.4])
NATION = "france"


@lru_cache
def declared() -> dict[str, Any]:
    """`definitions/estimation.yaml`."""
    path = files("maillage") / "definitions" / "estimation.yaml"
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


@lru_cache
def reference_cells(place: str) -> np.ndarray:
    """The cells (ages, diplomas) of a region, or of France, from its declared margins."""
    told = declared()
    rows = np.array([told["association"][age] for age in told["ages"]], dtype=float)
    start = rows / rows.sum(axis=1, keepdims=True) * ROW_WEIGHTS[:, None]
    margins = told["margins"].get(place) or told["margins"][NATION]
    return rake(start, _margin(FINE_AGES, margins["ages"]), _margin(FINE_DIPLOMAS, margins["diplomas"]))[0]


def detail_cells(path: Path, column: str, code: str) -> np.ndarray:
    """People of a place by cell (ages, diplomas), counted in the census' detail file; at least one in each cell.

    `column` is DEPT or REGION. Raking keeps only how ages and diplomas go together, so the lone people change nothing
    but what would never move from zero.
    """
    told = declared()
    edges = np.array([int(age.split("-")[0].rstrip("+")) for age in told["ages"]])
    columns = {name: k for k, name in enumerate(told["diplomas"])}
    diplomas = {code: columns[name] for name, codes in told["detail"]["diplomas"].items() for code in codes}
    cells = np.zeros((len(edges), len(columns)))
    for row in people_by_cell(path, column, code).to_pylist():
        in_school = row["ETUD"] == told["detail"]["in_school"]
        place = columns["in_school"] if in_school else diplomas.get(row["DIPL"])
        if place is not None and row["AGED"] >= edges[0]:
            cells[np.searchsorted(edges, row["AGED"], side="right") - 1, place] += row["weight"]
    return np.maximum(cells, 1.0)


@lru_cache
def calibration(code: str) -> Calibration:
    """The rates of the cells under a definition, fitted on what was published."""
    return calibrate(_definition(code), reference_cells(NATION))


@lru_cache
def mirror_of(code: str) -> tuple[str, Mirror] | None:
    """The definition that this one mirrors and the line between them; None for one with cells of its own."""
    entry = declared()["definitions"][code].get("mirror")
    return None if entry is None else (entry["of"], Mirror.through(np.array(entry["pairs"]) / 100))


def published_in(code: str, region: str) -> float | None:
    """The rate that was published for a region under a definition."""
    rate = declared()["definitions"][code].get("regions", {}).get(region)
    return None if rate is None else rate / 100


def _definition(code: str) -> Definition:
    told = declared()
    ages = {name: row for row, name in enumerate(told["ages"])}
    columns = {name: column for column, name in enumerate(told["diplomas"])}
    targets = tuple(
        Target(
            tuple(ages[name] for name in entry.get("ages", ())),
            tuple(columns[name] for name in entry.get("diplomas", ())),
            entry["rate"] / 100,
            entry["error"] / 100,
        )
        for entry in told["definitions"][code]["targets"]
    )
    classes = [target.ages for target in targets if target.ages]
    rest = tuple(row for row in ages.values() if not any(row in one for one in classes))
    return Definition(code, targets, tuple(sorted([*classes, *([rest] if rest else [])])), tuple(told["diploma_steps"]))


def _margin(parts: Parts, percents: list[float]) -> Margin:
    shares = np.array([percents], dtype=float)
    return Margin(parts, shares / shares.sum())
