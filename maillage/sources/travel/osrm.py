"""OSRM's table service (`/table/v1`): minutes between points, asked by blocks that its default limit allows."""

from __future__ import annotations

import numpy as np

from maillage.sources.travel.service import Service, by_blocks
from maillage.tables.errors import DataError

PROFILES = {"car": "driving", "walk": "foot"}
# `osrm-routed` refuses more than a hundred points in all, unless it is told otherwise.
SIDE = 50


def osrm_minutes(service: Service, origins: np.ndarray, places: np.ndarray, mode: str) -> np.ndarray:
    """Minutes (n, m) from origins (n, 2) to places (m, 2), latitude and longitude in degrees; NaN where no way is."""
    return by_blocks(origins, places, SIDE, lambda here, there: _block(service, here, there, PROFILES[mode]))


def _block(service: Service, here: np.ndarray, there: np.ndarray, profile: str) -> np.ndarray:
    points = ";".join(f"{longitude:.6f},{latitude:.6f}" for latitude, longitude in [*here, *there])
    query = {
        "sources": ";".join(map(str, range(len(here)))),
        "destinations": ";".join(map(str, range(len(here), len(here) + len(there)))),
        "annotations": "duration",
    }
    answer = service.ask(f"/table/v1/{profile}/{points}", query=query)
    durations = np.array(answer.get("durations") or [], dtype=float)
    if answer.get("code") != "Ok" or durations.shape != (len(here), len(there)):
        raise DataError(
            f"OSRM a répondu « {answer.get('code', 'rien')} » au lieu d’une table.",
            mend="Vérifiez que le graphe couvre le département, et la limite « --max-table-size » (100 au moins).",
        )
    return durations / 60
