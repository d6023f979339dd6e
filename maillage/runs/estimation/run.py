"""From the observations of areas to their estimated rates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from maillage.analytics.estimation import Errors, Estimates, estimate, mirror, rake
from maillage.analytics.index.grid import Grid, grid_of
from maillage.analytics.index.regroup import regroup
from maillage.runs.estimation.declared import (
    NATION,
    calibration,
    declared,
    detail_cells,
    mirror_of,
    published_in,
    reference_cells,
)
from maillage.runs.estimation.margins import NEEDED, groups_of
from maillage.runs.estimation.wording import DEFAULT_DEFINITION, definitions, display_of
from maillage.runs.perimeter import Perimeter
from maillage.runs.tables import level_names
from maillage.sources.census_detail import find_detail
from maillage.sources.cog import region_of
from maillage.sources.folder import read_folder
from maillage.tables.errors import DataError
from maillage.tables.estimates import ESTIMATES


@dataclass(frozen=True)
class Areas:
    """The areas of one level and region: their observations, names and inhabitants."""

    grid: Grid
    names: dict[str, str]
    people: np.ndarray
    region: str
    association: np.ndarray


def estimates_of(
    observations: pa.Table,
    perimeter: Perimeter,
    region: str,
    *,
    data_kind: str = "published",
    rate: float | None = None,
    association: np.ndarray | None = None,
) -> pa.Table:
    """ESTIMATES of the communes, the parts of EPCI inside, and the département.

    `rate` replaces the rate published for the region; `association` (ages, diplomas) says who has which diploma at
    which age there, as counted in the detail file. DataError when no commune has its ages and diplomas.
    """
    communes = grid_of(observations, "commune", perimeter.communes, NEEDED)
    people = np.array([perimeter.populations[code] or 0 for code in perimeter.communes], dtype=float)
    kinds = dict.fromkeys(NEEDED, "rate")
    start = reference_cells(region) if association is None else association
    levels = [Areas(communes, level_names("commune", perimeter), people, region, start)]
    for level, members in (
        ("epci_part", {epci.code: epci.inside for epci in perimeter.epcis}),
        ("departement", {perimeter.code: perimeter.communes}),
    ):
        grid = regroup(communes, members, level, kinds, people)
        inside = [[perimeter.populations[code] or 0 for code in codes] for codes in members.values()]
        sums = np.array([sum(one) for one in inside], float)
        levels.append(Areas(grid, level_names(level, perimeter), sums, region, start))
    rows = [row for areas in levels for row in _rows(areas, data_kind, rate)]
    return _table(rows, f"le département {perimeter.code}")


def estimates_from(folder: Path, perimeter: Perimeter, rate: float | None = None) -> pa.Table:
    """ESTIMATES of a département from the files of a folder, the census' detail file included when it is there."""
    groups = frozenset({perimeter.code, *(epci.code for epci in perimeter.epcis)})
    observed = read_folder(folder, frozenset(perimeter.communes), groups).observations
    detail = find_detail(folder)
    association = None if detail is None else detail_cells(detail, "DEPT", perimeter.code)
    return estimates_of(observed, perimeter, region_of(perimeter.code), rate=rate, association=association)


def estimates_within(
    observations: pa.Table, region: str, names: dict[str, str], people: dict[str, float], rate: float | None = None
) -> pa.Table:
    """ESTIMATES of the whole EPCI of a region, from what is observed of each EPCI."""
    codes = tuple(names)
    grid = grid_of(observations, "epci", codes, NEEDED)
    areas = Areas(grid, names, np.array([people[code] for code in codes]), region, reference_cells(region))
    return _table(_rows(areas, "published", rate), f"la région {region}")


def _table(rows: list[dict[str, Any]] | Iterator[dict[str, Any]], place: str) -> pa.Table:
    found = ESTIMATES.build(list(rows))
    if not found.num_rows:
        raise DataError(
            f"Aucune estimation possible pour {place} : les âges ou les diplômes manquent.",
            expected="au moins la part des 65 ans ou plus et la part sans diplôme (recensement de l’Insee)",
            mend="Téléchargez-les avec « maillage data pull », ou donnez leur dossier avec « --from DOSSIER ».",
        )
    return found


def _rows(areas: Areas, data_kind: str, rate: float | None) -> Iterator[dict[str, Any]]:
    for group in groups_of(areas.grid):
        cells = rake(areas.association, group.ages, group.diplomas)
        codes = tuple(areas.grid.codes[row] for row in group.rows)
        people = areas.people[group.rows]
        found = _found(codes, cells, people * group.adult_share, areas.region, group.name, rate)
        for code in definitions():
            for k, area in enumerate(codes):
                shown = found[code].rate[k], found[code].low[k], found[code].high[k]
                yield _row(area, areas, code, shown, people[k], people[k] * group.adult_share[k], group.name, data_kind)


def _found(
    codes: tuple[str, ...], cells: np.ndarray, adults: np.ndarray, region: str, margins: str, rate: float | None
) -> dict[str, Estimates]:
    told = declared()
    found: dict[str, Estimates] = {}
    for code in definitions():
        mirrored = mirror_of(code)
        if mirrored is not None:
            of, line = mirrored
            entry = told["definitions"][code]["mirror"]
            found[code] = mirror(found[of], line, 0.0 if entry["region"] == region else entry["error_elsewhere"])
            continue
        published = published_in(code, region) if rate is None or code != DEFAULT_DEFINITION else rate
        found[code] = estimate(
            codes,
            cells,
            adults,
            calibration(code),
            _errors(len(codes), region, margins, published),
            nation=reference_cells(NATION),
            region=reference_cells(region),
            published=published,
            draws=told["draws"],
            seed=told["seed"],
            interval=told["interval"],
        )
    return found


def _errors(count: int, region: str, margins: str, published: float | None) -> Errors:
    error = declared()["error"]
    area = error["area_in_region"].get(region, error["area"])
    coarse = 0.0 if margins == "fine" else error["coarse"]
    return Errors(
        area=np.full(count, np.hypot(area, coarse)),
        region=error["region"] if published is None else 0.0,
        spread=error["spread"],
    )


def _row(
    code: str,
    areas: Areas,
    definition: str,
    shown: tuple[float, float, float],
    people: float,
    adults: float,
    margins: str,
    data_kind: str,
) -> dict[str, Any]:
    rate, low, high = shown
    level = areas.grid.level
    return {
        "code": code,
        "name": areas.names[code],
        "level": level,
        "population": people,
        "definition": definition,
        "rate": rate,
        "low": low,
        "high": high,
        "adults": adults,
        "concerned": rate * adults,
        "concerned_low": low * adults,
        "concerned_high": high * adults,
        "display": display_of(level, people),
        "margins": margins,
        "data_kind": data_kind,
    }
