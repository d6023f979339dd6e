"""Valhalla's matrix service (`/sources_to_targets`): minutes between points, by blocks."""

from __future__ import annotations

from typing import Any

import numpy as np

from maillage.sources.travel.service import Service, by_blocks
from maillage.tables.errors import DataError

COSTINGS = {"car": "auto", "walk": "pedestrian", "transit": "multimodal"}
# Valhalla's default limits hold 2 500 pairs.
SIDE = 50


def valhalla_minutes(service: Service, origins: np.ndarray, places: np.ndarray, mode: str) -> np.ndarray:
    """Minutes (n, m) from origins (n, 2) to places (m, 2), latitude and longitude in degrees; NaN where no way is."""
    return by_blocks(origins, places, SIDE, lambda here, there: _block(service, here, there, COSTINGS[mode]))


def _block(service: Service, here: np.ndarray, there: np.ndarray, costing: str) -> np.ndarray:
    body = {"sources": _points(here), "targets": _points(there), "costing": costing}
    rows: Any = service.ask("/sources_to_targets", body=body).get("sources_to_targets")
    try:
        seconds: np.ndarray = np.array(
            [[np.nan if one["time"] is None else one["time"] for one in row] for row in rows], float
        )
    except (TypeError, KeyError, ValueError) as error:
        raise DataError(
            "La réponse de Valhalla n’est pas une table de durées.",
            expected="« sources_to_targets », une durée par couple",
            mend="Vérifiez la version du service (3.0 ou plus).",
        ) from error
    if seconds.shape != (len(here), len(there)):
        raise DataError("La table de Valhalla n’a pas la taille demandée.", mend="Réduisez les limites du service.")
    minutes: np.ndarray = seconds / 60
    return minutes


def _points(points: np.ndarray) -> list[dict[str, float]]:
    return [{"lat": round(float(latitude), 6), "lon": round(float(longitude), 6)} for latitude, longitude in points]
