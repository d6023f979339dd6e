"""`python -m bench.access`: nearest places and shared help at the size of France, against scipy and DuckDB.

2.3 million invented cells, 20 000 places. Each run is a fresh process, in turn; both answers are compared first.
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
# 5, 10 and 15 kilometres.
MODE = Mode("line", 60.0, 1.0)
BANDS = (Band(5, 1.0), Band(10, 0.68), Band(15, 0.22))
TESTS = {
    "nearest 1": ("ours_nearest", "scipy_nearest"),
    "nearest 5": ("ours_five", "scipy_five"),
    "catchment": ("ours_catchment", "duckdb_catchment"),
}


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


def ours_catchment(told: Scene) -> dict[str, float]:
    access = catchment_straight(told.cells, told.places, told.people, told.capacity, MODE, BANDS)
    return {"help": float((access * told.people).sum()), "squares": float((access**2).sum())}


def duckdb_catchment(told: Scene) -> dict[str, float]:
    """The same by SQL: cells and places joined by buckets of the reach, then two sums by group."""
    import duckdb
    import pyarrow as pa

    reach = float(np.degrees(15 / EARTH_KM))
    stretch = 1 / np.cos(np.radians(told.cells[:, 0].max()))

    def points(degrees: np.ndarray, name: str, values: np.ndarray) -> Any:
        vectors = on_sphere(degrees)
        return pa.table(
            {
                "id": np.arange(len(degrees)),
                "x": vectors[:, 0],
                "y": vectors[:, 1],
                "z": vectors[:, 2],
                "r": np.floor(degrees[:, 0] / reach).astype(int),
                "c": np.floor(degrees[:, 1] / (reach * stretch)).astype(int),
                name: values,
            }
        )

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


def main() -> None:
    print(f"{CELLS} mailles, {PLACES} lieux, médianes de {ROUNDS} processus neufs, tour à tour")
    for name, methods in TESTS.items():
        runs: dict[str, list[dict[str, Any]]] = {method: [] for method in methods}
        for _ in range(ROUNDS):
            for method in methods:
                runs[method].append(fresh("bench.access", "prepared", method, CELLS, PLACES))
        first, second = (runs[method][0]["result"] for method in methods)
        for key, value in first.items():
            assert abs(value - second[key]) <= 1e-9 * abs(value), (name, key, value, second[key])
        seconds = [median(run["seconds"] for run in runs[method]) for method in methods]
        peaks = [median(run["peak_mb"] for run in runs[method]) for method in methods]
        print(f"  {name}")
        for method, time, peak in zip(methods, seconds, peaks, strict=True):
            print(f"    {method:18} {time:6.2f} s {peak:7.0f} Mo")
        memory = peaks[0] / max(peaks[1], 1)
        print(f"    rapports, Maillage sur le pair : durée {seconds[0] / seconds[1]:.2f}, mémoire {memory:.2f}")


if __name__ == "__main__":
    main()
