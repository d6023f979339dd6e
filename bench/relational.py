"""`python -m bench.relational`: the catchment as one Ibis expression against the same SQL by hand, both on DuckDB."""

from __future__ import annotations

from statistics import median
from typing import Any

import numpy as np

from bench._fresh import fresh
from bench.access import BANDS, MODE, duckdb_catchment
from bench.access_scene import Scene, scene

CELLS, PLACES, ROUNDS = 2_300_000, 20_000, 3


def prepared(cells: int, places: int) -> Scene:
    """The scene of the access bench, with Ibis loaded."""
    import ibis

    ibis.duckdb.connect()
    return scene(cells, places)


def by_ibis(told: Scene) -> dict[str, float]:
    """The expression of the product, and the two sums that the hand SQL makes."""
    import ibis
    import pyarrow as pa

    from maillage.analytics.relational.catchment import shared_help
    from maillage.analytics.relational.engines import engine

    def points(degrees: np.ndarray, name: str, values: np.ndarray) -> Any:
        columns = {"latitude": degrees[:, 0], "longitude": degrees[:, 1], name: values}
        return ibis.memtable(pa.table({"id": np.arange(len(degrees)), **columns}))

    cells, places = points(told.cells, "people", told.people), points(told.places, "capacity", told.capacity)
    steepest = float(np.abs(told.cells[:, 0]).max())
    with engine("duckdb") as backend:
        shared = shared_help(cells, places, MODE, BANDS, steepest).join(cells.select("id", "people"), "id")
        sums = shared.aggregate(help=(shared.help * shared.people).sum(), squares=(shared.help**2).sum())
        row = backend.to_pyarrow(sums).to_pylist()[0]
    return {"help": float(row["help"]), "squares": float(row["squares"])}


def main() -> None:
    print(f"{CELLS} mailles, {PLACES} lieux, DuckDB, médianes de {ROUNDS} processus neufs, tour à tour")
    runs: dict[str, list[dict[str, Any]]] = {"by_ibis": [], duckdb_catchment.__name__: []}
    for _ in range(ROUNDS):
        for method, made in runs.items():
            made.append(fresh("bench.relational", "prepared", method, CELLS, PLACES))
    first, second = (made[0]["result"] for made in runs.values())
    for key, value in first.items():
        assert abs(value - second[key]) <= 1e-9 * abs(value), (key, value, second[key])
    seconds = [median(run["seconds"] for run in made) for made in runs.values()]
    for method, time in zip(runs, seconds, strict=True):
        print(f"    {method:18} {time:6.2f} s")
    print(f"    rapport, Ibis sur le SQL écrit à la main : durée {seconds[0] / seconds[1]:.2f}")


if __name__ == "__main__":
    main()
