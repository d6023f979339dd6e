"""Makes the table of travel between homes and places with the provider that was asked; no figure calls a network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from maillage.analytics.access import straight_line
from maillage.analytics.roads import graph_of, minutes_to
from maillage.runs.access import Help, Home, mode_of
from maillage.sources.travel import Service, ign_minutes, osrm_minutes, read_roads, valhalla_minutes
from maillage.sources.travel.ign import ADDRESS, PER_SECOND
from maillage.tables.errors import DataError
from maillage.tables.travel import TRAVEL

TITLES = {"roads": "graphe de routes", "osrm": "OSRM", "valhalla": "Valhalla", "ign": "IGN Géoplateforme, isochrones"}
# What each can measure; a transit table comes from Valhalla or from a file.
MODES = {
    "straight": ("car", "walk"),
    "roads": ("car",),
    "osrm": ("car", "walk"),
    "valhalla": ("car", "walk", "transit"),
    "ign": ("car", "walk"),
}
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Asked:
    """What to measure: by whom, at which address, by which mode, how far, and where answers are kept.

    `graph` is the files of the crossings and of the roads.
    """

    provider: str
    mode: str
    limit: float
    address: str = ""
    data: str = ""
    cache: Path | None = None
    graph: tuple[Path, Path] | None = None


def travel_table(
    homes: Sequence[Home],
    helps: Sequence[Help],
    asked: Asked,
    made_on: date,
    *,
    service: Service | None = None,
    progress: Progress = lambda done, total: None,
) -> pa.Table:
    """The TRAVEL table of every home to every place; a way that was not found within the limit has no minutes."""
    if not homes or not helps:
        raise DataError("Il n’y a rien à mesurer.", expected="des territoires, et des lieux qui ont une position")
    if asked.mode not in MODES[asked.provider]:
        raise DataError(
            f"Ce fournisseur ({asked.provider}) ne mesure pas ce mode ({asked.mode}).",
            expected=f"--mode {', '.join(MODES[asked.provider])}",
            mend="Pour les transports, prenez Valhalla, ou donnez votre table à « --travel ».",
        )
    places = np.unique(np.round(np.array([one.point for one in helps]), 6), axis=0)
    origins = np.array([one.point for one in homes])
    found = _minutes(origins, places, asked, service or _service(asked), progress)
    minutes = np.where(found <= asked.limit, found, np.nan).ravel()
    count = len(minutes)
    return TRAVEL.check(
        pa.table(
            {
                "mode": pa.array([asked.mode]).take(pa.array(np.zeros(count, int))),
                "origin": np.repeat([one.code for one in homes], len(places)),
                "latitude": np.tile(places[:, 0], len(homes)),
                "longitude": np.tile(places[:, 1], len(homes)),
                "minutes": pa.array(minutes, from_pandas=True),
                "furthest_minutes": np.full(count, float(asked.limit)),
                "provider": pa.array([_title(asked)]).take(pa.array(np.zeros(count, int))),
                "made_on": pa.array([made_on.isoformat()]).take(pa.array(np.zeros(count, int))),
            }
        )
    )


def _minutes(origins: np.ndarray, places: np.ndarray, asked: Asked, service: Service, progress: Progress) -> np.ndarray:
    if asked.provider == "osrm":
        return osrm_minutes(service, origins, places, asked.mode)
    if asked.provider == "valhalla":
        return valhalla_minutes(service, origins, places, asked.mode)
    if asked.provider == "ign":
        return ign_minutes(service, origins, places, asked.mode, asked.limit, asked.cache, progress)
    if asked.provider == "roads":
        return _by_roads(origins, places, asked)
    line = straight_line(origins, places, mode_of(asked.mode), asked.limit)
    found = np.full((len(origins), len(places)), np.nan)
    found[line.origin, line.destination] = line.minutes
    return found


def _by_roads(origins: np.ndarray, places: np.ndarray, asked: Asked) -> np.ndarray:
    if asked.graph is None:
        raise DataError(
            "Le graphe de routes manque.",
            expected="« --crossings » et « --roads », deux tables",
            mend="Donnez-les, ou choisissez « --provider straight ».",
        )
    roads = read_roads(*asked.graph)
    turned = graph_of(roads.points, roads.tail, roads.head, roads.minutes, turned=True)
    return minutes_to(turned, origins, places, mode_of(asked.mode), asked.limit)


def _service(asked: Asked) -> Service:
    if asked.provider == "ign":
        return Service("IGN Géoplateforme", asked.address or ADDRESS, per_second=PER_SECOND)
    if asked.provider in ("osrm", "valhalla") and not asked.address:
        raise DataError(
            f"L’adresse du service {TITLES[asked.provider]} manque.",
            expected="« --url », comme http://127.0.0.1:5000",
            mend="Donnez l’adresse de votre service, ou choisissez « --provider straight ».",
        )
    return Service(TITLES.get(asked.provider, ""), asked.address)


def _title(asked: Asked) -> str:
    if asked.provider == "straight":
        mode = mode_of(asked.mode)
        return f"ligne droite × {mode.detour:g} à {mode.speed_kmh:g} km/h".replace(".", ",")
    return TITLES[asked.provider] + (f" ({asked.data})" if asked.data else "")
