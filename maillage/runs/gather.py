"""Brings together the inputs of a run: observations of every file found in a folder, or the demonstration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from shapely.geometry.base import BaseGeometry

from maillage.analytics.index.grid import grid_of
from maillage.runs.demonstration import demonstration_observations, facts
from maillage.runs.perimeter import Perimeter
from maillage.sources import outlines
from maillage.sources.folder import read_folder
from maillage.tables.errors import DataError
from maillage.tables.observations import OBSERVATIONS


@dataclass(frozen=True)
class Inputs:
    """Observations, outlines, and the record of where they come from."""

    observations: pa.Table
    shapes: dict[str, BaseGeometry]
    folder: str
    files: tuple[dict[str, Any], ...]
    problems: tuple[str, ...]
    data_kind: str


def gather_folder(
    perimeter: Perimeter,
    folder: Path | None,
    mapping: Path | None = None,
    progress: Callable[[str], None] = lambda step: None,
) -> Inputs:
    """The inputs found below a folder; without a folder, nothing but the embedded geography."""
    if folder is not None and not folder.is_dir():
        raise DataError(
            f"Le dossier « {folder} » n’existe pas.", mend="Vérifiez le chemin donné à --from, puis relancez."
        )
    shapes = outlines.commune_outlines(perimeter.code, folder)
    if folder is None:
        return Inputs(OBSERVATIONS.build([]), shapes, "", (), (), "published")
    groups = frozenset({perimeter.code, *(epci.code for epci in perimeter.epcis)})
    found = read_folder(folder, frozenset(perimeter.communes), groups, mapping=mapping, progress=progress)
    files = tuple(
        {"path": used.path, "sha256": used.sha256, "source": used.source, "rows": used.rows}
        for used in found.files_used
    )
    return Inputs(found.observations, shapes, str(folder), files, tuple(found.problems), "published")


def gather_demonstration(perimeter: Perimeter) -> Inputs:
    """The embedded demonstration of the département it was made for."""
    if perimeter.code != facts()["departement"]:
        raise DataError(
            f"La démonstration n’existe pas pour {perimeter.name}.",
            expected=f"le département {facts()['departement']}",
            mend=f"Donnez vos fichiers avec « maillage diagnose {perimeter.code} --from DOSSIER ».",
        )
    shapes = outlines.commune_outlines(perimeter.code)
    return Inputs(demonstration_observations(perimeter), shapes, "", (), (), "demonstration")


def shares_of(observations: pa.Table, perimeter: Perimeter, indicator: str) -> dict[str, float]:
    """The known values of one indicator, by commune."""
    grid = grid_of(observations, "commune", perimeter.communes, (indicator,))
    return {
        code: float(value) for code, value in zip(grid.codes, grid.values[:, 0], strict=True) if not np.isnan(value)
    }
