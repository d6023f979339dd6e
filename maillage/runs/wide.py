"""Access and index at the size of a country, columns in and columns out, by the kernels or by a relational engine."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from maillage.analytics.access import Band, catchment_straight, nearest_points
from maillage.analytics.index.engine import fit_index, score_index
from maillage.analytics.index.grid import Grid
from maillage.analytics.index.recipe import Recipe
from maillage.analytics.relational.engines import EngineMissingError, engine
from maillage.runs.access import Help, capacity_of, definition, mode_of
from maillage.tables.errors import DataError

KERNELS = "kernels"
ENGINES = (KERNELS, "duckdb", "spark")


def wide_access(homes: pa.Table, helps: Sequence[Help], engine_name: str = KERNELS) -> pa.Table:
    """Each home with the minutes by car to the nearest help and the appointments a year for a thousand people.

    `homes` has code, latitude, longitude (degrees) and people. Minutes are null beyond the last zone. DataError when
    the engine is not installed, or there is no home or no help.
    """
    if not homes.num_rows or not helps:
        raise DataError("Il n’y a rien à compter.", expected="des points habités, et des lieux qui ont une position")
    bands = tuple(Band(**band) for band in definition()["bands"])
    points = np.array([one.point for one in helps])
    capacity = np.array([capacity_of(one) for one in helps])
    found = _by_kernels(homes, points, capacity, bands) if engine_name == KERNELS else None
    minutes, shared = found or _relationally(homes, points, capacity, bands, engine_name)
    known = np.where(minutes <= bands[-1].up_to_minutes, minutes, np.nan)
    return pa.table(
        {
            "code": homes["code"],
            "population": homes["people"],
            "minutes_voiture": pa.array(np.round(known, 2), from_pandas=True),
            **{
                f"a_moins_de_{edge}_min": pa.array(np.where(minutes <= edge, "oui", "non"))
                for edge in definition()["thresholds_minutes"]
            },
            "rendez_vous_pour_1000": np.round(1000 * shared, 4),
        }
    )


def wide_scores(values: pa.Table, recipe: Recipe, engine_name: str = KERNELS) -> pa.Table:
    """The score and rank of every territory of a table of code and indicators; the rows are the basis.

    DataError when a column is absent, the engine is not installed, or a step of the recipe is not relational.
    """
    absent = [code for code in ("code", *recipe.codes) if code not in values.column_names]
    if absent:
        raise DataError(
            f"Il manque des colonnes : {', '.join(absent)}.",
            row=1,
            expected=f"code, {', '.join(recipe.codes)} ; des parts entre 0 et 1, vides quand elles ne sont pas connues",
        )
    kept = values.select(["code", *recipe.codes])
    if engine_name == KERNELS:
        return _scores(kept, recipe)

    def score(ibis: Any, backend: Any) -> pa.Table:
        scored = importlib.import_module("maillage.analytics.relational.index").scored
        return backend.to_pyarrow(scored(ibis.memtable(kept), recipe))

    try:
        return _with(engine_name, score).sort_by("code")
    except ValueError as error:
        raise DataError(str(error), mend="Prenez « --engine kernels », ou une autre recette.") from error


def _by_kernels(
    homes: pa.Table, points: np.ndarray, capacity: np.ndarray, bands: tuple[Band, ...]
) -> tuple[np.ndarray, np.ndarray]:
    origins = np.column_stack([homes["latitude"].to_numpy(), homes["longitude"].to_numpy()])
    mode = mode_of("car")
    minutes = mode.minutes(nearest_points(origins, points).kilometres[:, 0])
    people = homes["people"].to_numpy().astype(float)
    return minutes, catchment_straight(origins, points, people, capacity, mode, bands)


def _relationally(
    homes: pa.Table, points: np.ndarray, capacity: np.ndarray, bands: tuple[Band, ...], name: str
) -> tuple[np.ndarray, np.ndarray]:
    count = homes.num_rows
    here = homes.select(["latitude", "longitude", "people"]).append_column("id", pa.array(np.arange(count)))
    there = pa.table(
        {"id": np.arange(len(points)), "latitude": points[:, 0], "longitude": points[:, 1], "capacity": capacity}
    )
    steepest = max(float(pc.max(pc.abs(one["latitude"])).as_py()) for one in (here, there))

    def share(ibis: Any, backend: Any) -> pa.Table:
        shared_help = importlib.import_module("maillage.analytics.relational.catchment").shared_help
        table = shared_help(ibis.memtable(here), ibis.memtable(there), mode_of("car"), bands, steepest)
        return backend.to_pyarrow(table)

    found = _with(name, share)
    minutes, shared = np.full(count, np.inf), np.zeros(count)
    rows = found["id"].to_numpy()
    minutes[rows], shared[rows] = found["minutes"].to_numpy(), found["help"].to_numpy()
    return minutes, shared


def _with(name: str, work: Callable[[Any, Any], pa.Table]) -> pa.Table:
    try:
        with engine(name) as backend:
            return work(importlib.import_module("ibis"), backend)
    except EngineMissingError as error:
        raise DataError(
            f"Le moteur « {name} » n’est pas installé ici.",
            expected="l’extra « spark » de Maillage, et Java 17 pour Spark",
            mend="Installez-les, ou prenez « --engine kernels » : les chiffres sont les mêmes.",
        ) from error


def _scores(values: pa.Table, recipe: Recipe) -> pa.Table:
    matrix = np.column_stack([values[code].cast(pa.float64()).to_numpy() for code in recipe.codes])
    shape = matrix.shape
    empty = np.full(shape, np.nan)
    words = np.full(shape, "", dtype=object)
    codes = tuple(values["code"].cast(pa.string()).to_pylist())
    grid = Grid(
        "commune", codes, recipe.codes, matrix, empty, empty, words, np.zeros(shape, int), words, np.zeros(shape)
    )
    try:
        fitted = fit_index(grid, recipe)
    except ValueError as error:
        raise DataError(str(error)) from error
    scores = score_index(grid, fitted, np.nanmean(matrix, axis=0)).scores
    known = np.sort(-np.round(scores[~np.isnan(scores)], 9))
    ranks = np.searchsorted(known, -np.round(scores, 9)) + 1
    return pa.table(
        {
            "code": codes,
            "score": pa.array(scores, from_pandas=True),
            "rank": pa.array(ranks, mask=np.isnan(scores)),
        }
    ).sort_by("code")
