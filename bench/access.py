"""`python -m bench.access`: nearest places and shared help at the size of France, against four peers.

scipy, pykdtree, DuckDB and Polars; 2.3 million invented cells, 20 000 places. Each run is a fresh process, in turn; the
answers are compared first.
"""

from __future__ import annotations

from statistics import median
from typing import Any

import numpy as np

from bench._fresh import fresh
from bench.access_scene import Scene, scene
from maillage.analytics.access import Band, Mode, catchment_straight, nearest_points
from maillage.analytics.access.sphere import EARTH_KM, chord_of, kilometres_of, on_sphere

CELLS, PLACES, ROUNDS = 2_300_000, 20_000, 3
# A département, where a co-pilot moves a place and waits.
SMALL = (15_000, 500)
# 5, 10 and 15 kilometres.
MODE = Mode("line", 60.0, 1.0)
BANDS = (Band(5, 1.0), Band(10, 0.68), Band(15, 0.22))
FRANCE = {
    "nearest 1": ("ours_nearest", "scipy_nearest", "pykdtree_nearest"),
    "nearest 5": ("ours_five", "scipy_five", "pykdtree_five"),
    "catchment": ("ours_catchment", "duckdb_catchment", "polars_catchment"),
    "without numba, nearest 1": ("plain_nearest", "scipy_nearest"),
}
DEPARTEMENT = {"catchment of a département": ("ours_catchment", "duckdb_catchment", "polars_catchment")}


def prepared(cells: int, places: int) -> Scene:
    """The scene, with the kernels loaded: what numba compiles is kept from one run to the next."""
    small = scene(2_000, 50)
    nearest_points(small.cells, small.places, 2)
    catchment_straight(small.cells, small.places, small.people, small.capacity, MODE, BANDS)
    return scene(cells, places)


def ours_nearest(told: Scene) -> dict[str, float]:
    return {"km": float(nearest_points(told.cells, told.places).kilometres.sum())}


def ours_five(told: Scene) -> dict[str, float]:
    return {"km": float(nearest_points(told.cells, told.places, 5).kilometres.sum())}


def scipy_nearest(told: Scene, k: int = 1) -> dict[str, float]:
    from scipy.spatial import cKDTree

    chords, _ = cKDTree(on_sphere(told.places)).query(on_sphere(told.cells), k=k, workers=2)
    return {"km": float(kilometres_of(np.asarray(chords)).sum())}


def scipy_five(told: Scene) -> dict[str, float]:
    return scipy_nearest(told, 5)


def pykdtree_nearest(told: Scene, k: int = 1) -> dict[str, float]:
    """Chords between unit vectors, as for scipy."""
    from pykdtree.kdtree import KDTree

    chords, _ = KDTree(on_sphere(told.places)).query(on_sphere(told.cells), k=k)
    return {"km": float(kilometres_of(np.asarray(chords)).sum())}


def pykdtree_five(told: Scene) -> dict[str, float]:
    return pykdtree_nearest(told, 5)


def plain_nearest(told: Scene) -> dict[str, float]:
    """What runs where numba is not installed."""
    import sys

    from maillage.analytics.kernels import kernels_of

    sys.modules["maillage.analytics.access.compiled"] = None  # type: ignore[assignment]
    kernels_of.cache_clear()
    return ours_nearest(told)


def ours_catchment(told: Scene) -> dict[str, float]:
    access = catchment_straight(told.cells, told.places, told.people, told.capacity, MODE, BANDS)
    return {"help": float((access * told.people).sum()), "squares": float((access**2).sum())}


def _bucketed(degrees: np.ndarray, steepest: float, name: str, values: np.ndarray) -> dict[str, np.ndarray]:
    """Points as columns, with the bucket of the reach that holds each."""
    reach = float(np.degrees(15 / EARTH_KM))
    vectors = on_sphere(degrees)
    return {
        "id": np.arange(len(degrees)),
        "x": vectors[:, 0],
        "y": vectors[:, 1],
        "z": vectors[:, 2],
        "r": np.floor(degrees[:, 0] / reach).astype(int),
        "c": np.floor(degrees[:, 1] / (reach / np.cos(np.radians(steepest)))).astype(int),
        name: values,
    }


def polars_catchment(told: Scene) -> dict[str, float]:
    """The same by Polars' streaming engine."""
    import polars as pl

    steepest = float(told.cells[:, 0].max())
    cells = pl.LazyFrame(_bucketed(told.cells, steepest, "people", told.people))
    places = pl.LazyFrame(_bucketed(told.places, steepest, "capacity", told.capacity))
    shifts = pl.LazyFrame({"i": [-1, -1, -1, 0, 0, 0, 1, 1, 1], "j": [-1, 0, 1] * 3})
    around = places.rename({"id": "place", "x": "px", "y": "py", "z": "pz"}).join(shifts, how="cross")
    around = around.with_columns(r=pl.col("r") + pl.col("i"), c=pl.col("c") + pl.col("j"))
    square = sum((pl.col(one) - pl.col(f"p{one}")) ** 2 for one in "xyz")
    near, middle, far = (chord_of(float(km)) ** 2 for km in (5, 10, 15))
    weight = pl.when(pl.col("d") <= near).then(1.0).when(pl.col("d") <= middle).then(0.68).otherwise(0.22)
    pairs = cells.join(around, on=["r", "c"]).with_columns(d=square).filter(pl.col("d") <= far).with_columns(w=weight)
    crowd = pl.col("capacity").first() / (pl.col("w") * pl.col("people")).sum()
    shares = pairs.group_by("place").agg(s=crowd)
    help_ = (pl.col("w") * pl.col("s")).sum()
    access = pairs.join(shares, on="place").group_by("id").agg(people=pl.col("people").first(), a=help_)
    sums = access.select(t=(pl.col("a") * pl.col("people")).sum(), q=(pl.col("a") ** 2).sum()).collect(
        engine="streaming"
    )
    return {"help": float(sums["t"][0]), "squares": float(sums["q"][0])}


def duckdb_catchment(told: Scene) -> dict[str, float]:
    """The same by SQL: cells and places joined by buckets of the reach, then two sums by group."""
    import duckdb
    import pyarrow as pa

    steepest = float(told.cells[:, 0].max())

    def points(degrees: np.ndarray, name: str, values: np.ndarray) -> Any:
        return pa.table(_bucketed(degrees, steepest, name, values))

    base = duckdb.connect()
    base.register("cell", points(told.cells, "people", told.people))
    base.register("place", points(told.places, "capacity", told.capacity))
    near, middle, far = (chord_of(float(km)) ** 2 for km in (5, 10, 15))
    base.execute(
        f"""create temp table pair as
        with around as (select place.*, r + i.v as br, c + j.v as bc from place,
            (values (-1), (0), (1)) i(v), (values (-1), (0), (1)) j(v)),
        far as (select cell.id as cell, around.id as place, people, capacity,
            (cell.x - around.x) ** 2 + (cell.y - around.y) ** 2 + (cell.z - around.z) ** 2 as d
            from cell join around on cell.r = br and cell.c = bc)
        select cell, place, people, capacity,
            case when d <= {near} then 1 when d <= {middle} then 0.68 else 0.22 end as w from far where d <= {far}"""
    )
    total, squares = base.execute(
        """with share as (select place, any_value(capacity) / sum(w * people) as s from pair group by place),
        access as (select cell, any_value(people) as people, sum(w * s) as a from pair join share using (place)
            group by cell)
        select sum(a * people), sum(a * a) from access"""
    ).fetchone()
    return {"help": float(total), "squares": float(squares)}


def compare(name: str, methods: tuple[str, ...], size: tuple[int, int]) -> None:
    """Our method first, then each peer: answers equal, times and memories, and the ratios to each."""
    runs: dict[str, list[dict[str, Any]]] = {method: [] for method in methods}
    for _ in range(ROUNDS):
        for method in methods:
            runs[method].append(fresh("bench.access", "prepared", method, *size))
    told = {method: made[0]["result"] for method, made in runs.items()}
    for method in methods[1:]:
        for key, value in told[methods[0]].items():
            assert abs(value - told[method][key]) <= 1e-9 * abs(value), (name, method, key, value, told[method][key])
    seconds = {method: median(run["seconds"] for run in made) for method, made in runs.items()}
    peaks = {method: median(run["peak_mb"] for run in made) for method, made in runs.items()}
    print(f"  {name}")
    for method in methods:
        print(f"    {method:18} {seconds[method]:7.3f} s {peaks[method]:7.0f} Mo")
    for peer in methods[1:]:
        memory = peaks[methods[0]] / max(peaks[peer], 1)
        ratio = seconds[methods[0]] / seconds[peer]
        print(f"    rapports à {peer} : durée {ratio:.2f}, mémoire {memory:.2f}")


def main() -> None:
    print(f"{CELLS} mailles, {PLACES} lieux, médianes de {ROUNDS} processus neufs, tour à tour")
    for name, methods in FRANCE.items():
        compare(name, methods, (CELLS, PLACES))
    print(f"{SMALL[0]} mailles, {SMALL[1]} lieux")
    for name, methods in DEPARTEMENT.items():
        compare(name, methods, SMALL)


if __name__ == "__main__":
    main()
