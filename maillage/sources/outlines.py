"""Outlines: embedded for the Val-d'Oise and its neighbours, read from the data folder for every other département."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from maillage.sources.passage import current_passages
from maillage.tables.errors import DataError

# Degrees: finer detail than this cannot be seen on a screen or a page.
DRAWN = 4e-4


def commune_outlines(departement: str, folder: Path | None = None) -> dict[str, BaseGeometry]:
    """Outline of each commune, longitude and latitude; a DataError tells how to get those that are not here."""
    if folder is not None and folder.is_dir():
        for path in sorted(folder.rglob(f"communes_{departement}*.geojson")):
            return _from_geojson(path)
    found = _embedded(f"outlines_{departement}")
    if found is None:
        raise DataError(
            f"Les contours des communes du département {departement} ne sont pas livrés avec Maillage.",
            expected=f"un fichier communes_{departement}.geojson dans le dossier des données",
            mend=f"Téléchargez-les avec « maillage data pull {departement} », puis relancez.",
        )
    return found


def departement_outlines() -> dict[str, BaseGeometry]:
    """A light outline of every département, to draw the surroundings."""
    return _embedded("outlines_departements") or {}


def _from_geojson(path: Path) -> dict[str, BaseGeometry]:
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        shapes = _under_current_codes({str(f["properties"]["code"]): shape(f["geometry"]) for f in features})
        return dict(zip(shapes, shapely.coverage_simplify(list(shapes.values()), DRAWN), strict=True))
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(
            "Ce fichier de contours est illisible.",
            file=path.name,
            expected="un GeoJSON dont chaque objet a une propriété « code » et une géométrie",
            mend="Téléchargez-le à nouveau.",
        ) from error


def _under_current_codes(shapes: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Outlines of merged communes joined into their heir's; those of a split commune are left out."""
    parts: dict[str, list[BaseGeometry]] = {}
    for code, outline in shapes.items():
        heir = current_passages().current(code)
        if heir is not None:
            parts.setdefault(heir, []).append(outline)
    return {code: found[0] if len(found) == 1 else shapely.union_all(found) for code, found in parts.items()}


@lru_cache
def _embedded(name: str) -> dict[str, BaseGeometry] | None:
    file = files("maillage") / "sources" / "embedded" / f"{name}.parquet"
    if not file.is_file():
        return None
    table = pq.read_table(pa.BufferReader(file.read_bytes()))
    return dict(zip(table["code"].to_pylist(), shapely.from_wkb(table["wkb"].to_pylist()), strict=True))
