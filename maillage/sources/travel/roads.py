"""A graph of roads from two tables: crossings with their position, roads with their minutes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pv
import pyarrow.parquet as pq

from maillage.tables.errors import DataError

CROSSINGS = ("carrefour", "latitude", "longitude")
ROADS = ("depart", "arrivee", "minutes")
ONE_WAY = "sens_unique"
YES = ("oui", "true", "1", "yes")


@dataclass(frozen=True)
class Roads:
    """Crossings (nodes, 2) in degrees, and one-way arcs: the ranks of their ends and their minutes, (arcs,) each."""

    points: np.ndarray
    tail: np.ndarray
    head: np.ndarray
    minutes: np.ndarray


def read_roads(crossings: Path, roads: Path) -> Roads:
    """The graph of two files, CSV or Parquet: carrefour, latitude, longitude; depart, arrivee, minutes, sens_unique.

    A road goes both ways unless sens_unique says « oui ». DataError names a crossing that a road has and the list has
    not, or a time that is none.
    """
    nodes, arcs = _table(crossings, CROSSINGS), _table(roads, ROADS)
    names = nodes["carrefour"].cast(pa.string())
    if len(pc.unique(names)) != len(names):
        raise DataError("Un carrefour est deux fois dans la liste.", file=crossings.name, column="carrefour")
    ends = [_ranks(names, arcs[name].cast(pa.string()), roads, name) for name in ROADS[:2]]
    minutes = _numbers(arcs, "minutes", roads)
    wrong = np.flatnonzero(~(minutes > 0))
    if len(wrong):
        raise DataError(
            "Cette route n’a pas de durée.",
            file=roads.name,
            row=int(wrong[0]) + 2,
            column="minutes",
            expected="des minutes, plus que zéro",
        )
    back = ~_one_way(arcs)
    return Roads(
        np.column_stack([_numbers(nodes, name, crossings) for name in CROSSINGS[1:]]),
        np.concatenate([ends[0], ends[1][back]]),
        np.concatenate([ends[1], ends[0][back]]),
        np.concatenate([minutes, minutes[back]]),
    )


def _table(path: Path, needed: tuple[str, ...]) -> pa.Table:
    try:
        if path.suffix.lower() == ".parquet":
            found = pq.read_table(path)
        else:
            with path.open("rb") as stream:
                separator = ";" if b";" in stream.readline() else ","
            words = {name: pa.string() for name in (*CROSSINGS[:1], *ROADS[:2], ONE_WAY)}
            mark = "," if separator == ";" else "."
            options = pv.ConvertOptions(column_types=words, decimal_point=mark)
            found = pv.read_csv(path, parse_options=pv.ParseOptions(delimiter=separator), convert_options=options)
    except (pa.ArrowException, OSError) as error:
        raise DataError("Ce fichier ne se lit pas.", file=path.name, expected="un CSV ou un Parquet") from error
    absent = [name for name in needed if name not in found.column_names]
    if absent:
        raise DataError(
            f"Il manque des colonnes : {', '.join(absent)}.", file=path.name, row=1, expected=", ".join(needed)
        )
    return found


def _numbers(table: pa.Table, name: str, path: Path) -> np.ndarray:
    try:
        found: np.ndarray = table[name].cast(pa.float64()).to_numpy()
    except pa.ArrowException as error:
        raise DataError("Cette colonne n’est pas faite de nombres.", file=path.name, column=name) from error
    return found


def _ranks(names: pa.ChunkedArray, asked: pa.ChunkedArray, path: Path, column: str) -> np.ndarray:
    found = pc.index_in(asked, value_set=names.combine_chunks())
    if found.null_count:
        row = int(pc.index(pc.is_null(found), True).as_py())
        raise DataError(
            f"Le carrefour « {asked[row].as_py()} » n’est pas dans la liste.",
            file=path.name,
            row=row + 2,
            column=column,
        )
    ranks: np.ndarray = found.to_numpy().astype(np.int64)
    return ranks


def _one_way(arcs: pa.Table) -> np.ndarray:
    if ONE_WAY not in arcs.column_names:
        return np.zeros(arcs.num_rows, dtype=bool)
    words = pc.utf8_lower(arcs[ONE_WAY].cast(pa.string()))
    found: np.ndarray = pc.fill_null(pc.is_in(words, value_set=pa.array(YES)), False).to_numpy()
    return found
