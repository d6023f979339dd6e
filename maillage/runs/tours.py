"""Bus tours from a file of stops to a plan, its table and its calendar; no database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from maillage.analytics.access.sphere import kilometres_of, on_sphere
from maillage.analytics.tours import ImpossibleError, Plan, Problem, Stop, plan
from maillage.runs.access import mode_of
from maillage.sources.listing import ListedRow, listed_rows
from maillage.tables.errors import DataError

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi")
COLUMNS = ("nom", "latitude", "longitude")


@dataclass(frozen=True)
class Place:
    """A stop and where it is (latitude, longitude)."""

    stop: Stop
    point: tuple[float, float]


@lru_cache
def definition() -> dict[str, Any]:
    """`definitions/tours.yaml`."""
    path = files("maillage") / "definitions" / "tours.yaml"
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def read_stops(path: Path) -> tuple[Place, ...]:
    """The stops of a CSV file; the first is the depot. DataError names the line and the column.

    Columns: nom, latitude, longitude; and, when wanted, visites (1 or 2 in two weeks), minutes, jours (lundi,mardi…),
    ouverture and fermeture (09:00).
    """
    rows = listed_rows(path, COLUMNS, "Ajoutez-les ; la première ligne est le dépôt du bus.")
    found = tuple(_place(row) for row in rows)
    if len(found) < 2:
        raise DataError("Ce fichier n’a pas d’arrêt.", file=path.name, mend="Donnez le dépôt, puis les arrêts.")
    return found


def _place(row: ListedRow) -> Place:
    told = definition()
    latitude, longitude = (row.decimal(column, "des degrés, comme 49,05") for column in COLUMNS[1:])
    if latitude is None or longitude is None:
        raise DataError(
            "Cet arrêt n’a pas de position.", file=row.file, row=row.number, expected="latitude et longitude"
        )
    service = row.read("minutes", int, "des minutes, comme 150")
    stop = Stop(
        name=row.text("nom") or f"arrêt {row.number}",
        service=told["service_minutes"] if service is None else service,
        visits=row.read("visites", {"1": 1, "2": 2}.__getitem__, "1 ou 2 visites en deux semaines") or 1,
        weekdays=row.read("jours", _weekdays, "des jours, comme « lundi, jeudi »") or frozenset(range(len(DAYS))),
        opens=row.read("ouverture", minutes_of, "une heure, comme 09:00") or 0,
        closes=row.read("fermeture", minutes_of, "une heure, comme 12:00") or 24 * 60,
    )
    return Place(stop, (latitude, longitude))


def _weekdays(text: str) -> frozenset[int]:
    words = [word.strip().lower() for word in text.replace("/", ",").split(",") if word.strip()]
    return frozenset(DAYS.index(word) for word in words)


def minutes_of(text: str) -> int:
    """Minutes of the day of « 09:00 » or « 9h30 »."""
    hours, _, minutes = text.lower().replace("h", ":").partition(":")
    return int(hours) * 60 + int(minutes or 0)


def plan_tours(places: Sequence[Place], vehicles: int) -> Plan:
    """The least travel from the depot (the first place) over two weeks; DataError when no plan exists, saying why."""
    told, vectors = definition(), on_sphere(np.array([place.point for place in places]))
    chords = np.linalg.norm(vectors[:, None] - vectors[None], axis=2)
    stops = tuple(place.stop for place in places[1:])
    problem = Problem(
        stops,
        mode_of(told["mode"]).minutes(kilometres_of(chords)),
        vehicles,
        minutes_of(told["starts"]),
        minutes_of(told["ends"]),
        told["most_stops"],
    )
    try:
        return plan(problem, seconds=told["seconds"])
    except ImpossibleError as error:
        raise _refused(error, stops, vehicles) from error


def _refused(error: ImpossibleError, stops: tuple[Stop, ...], vehicles: int) -> DataError:
    if error.stops:
        names = ", ".join(stops[index].name for index in error.stops)
        return DataError(
            f"Ces arrêts ne tiennent dans aucune journée : {names}.",
            expected="un trajet, un service et des heures qui tiennent entre le départ et le retour du bus",
            mend="Raccourcissez le service, élargissez les heures, ou rapprochez le dépôt.",
        )
    visits = sum(stop.visits for stop in stops)
    return DataError(
        f"Aucun plan ne tient {visits} visites en deux semaines avec {vehicles} bus.",
        expected="des jours et des heures qui laissent de la place",
        mend="Ajoutez un bus, ouvrez d’autres jours, ou espacez les visites.",
    )


def proof_of(found: Plan) -> str:
    """How near the best this is, in words."""
    if found.proven:
        return "trajets les plus courts, prouvé"
    return f"à moins de {100 * found.gap:.1f} % des trajets les plus courts".replace(".", ",")
