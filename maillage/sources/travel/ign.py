"""The isochrones of the IGN's Géoplateforme: around each place, who is within five, ten… minutes of it.

A route a pair would take hours at five requests a second; an isochrone a place and a step takes minutes. The minutes of
an origin are the smallest step whose area holds it: never less than the true time, at most a step more.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape

from maillage.sources.travel.service import Service
from maillage.tables.errors import DataError

ADDRESS = "https://data.geopf.fr/navigation"
PER_SECOND = 5.0
RESOURCE = "bdtopo-valhalla"
PROFILES = {"car": "car", "walk": "pedestrian"}
STEPS = (5, 10, 15, 20, 30, 45, 60)


def ign_minutes(
    service: Service,
    origins: np.ndarray,
    places: np.ndarray,
    mode: str,
    limit: float,
    cache: Path | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> np.ndarray:
    """Minutes (n, m), by steps, from origins (n, 2) to places (m, 2) in degrees; NaN beyond the last step in `limit`.

    Answers are kept in `cache`: after a cut, what was received is not asked again.
    """
    steps = [step for step in STEPS if step <= limit] or [STEPS[0]]
    found = np.full((len(origins), len(places)), np.nan)
    points = shapely.points(origins[:, ::-1])
    for column, place in enumerate(places):
        for step in reversed(steps):
            area = _area(service, place, PROFILES[mode], step, cache)
            found[shapely.covers(area, points), column] = step
        progress(column + 1, len(places))
    return found


def _area(service: Service, place: np.ndarray, profile: str, minutes: int, cache: Path | None) -> shapely.Geometry:
    query = {
        "resource": RESOURCE,
        "profile": profile,
        "costType": "time",
        "costValue": minutes * 60,
        "timeUnit": "second",
        "direction": "arrival",
        "point": f"{place[1]:.6f},{place[0]:.6f}",
        "crs": "EPSG:4326",
        "geometryFormat": "geojson",
    }
    content = _kept(cache, query)
    if content is None:
        content = service.ask("/isochrone", query=query)
        _keep(cache, query, content)
    try:
        area: Any = content["geometry"]
        return shape(area)
    except (KeyError, TypeError, ValueError, AttributeError, shapely.errors.ShapelyError) as error:
        raise DataError(
            "La réponse de la Géoplateforme n’est pas une isochrone.",
            expected="un contour GeoJSON dans « geometry »",
            mend="Réessayez plus tard ; si cela dure, donnez une table faite par OSRM ou Valhalla.",
        ) from error


def _name(query: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(query, sort_keys=True).encode()).hexdigest()[:32] + ".json"


def _kept(cache: Path | None, query: dict[str, object]) -> dict[str, object] | None:
    path = cache / _name(query) if cache else None
    if path is None or not path.is_file():
        return None
    try:
        found: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:  # cut while it was written
        return None
    return found


def _keep(cache: Path | None, query: dict[str, object], content: object) -> None:
    if cache is None:
        return
    cache.mkdir(parents=True, exist_ok=True)
    (cache / _name(query)).write_text(json.dumps(content), encoding="utf-8")
