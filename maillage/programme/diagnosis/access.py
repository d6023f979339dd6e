"""How each commune reaches help: minutes to the nearest, help per person once shared, and where both fail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import yaml

from maillage.analytics.access import Band, Mode, catchment, deserts, nearest, straight_line
from maillage.programme.diagnosis.models import Figure, Run
from maillage.programme.diagnosis.selectors import figures_of, shapes_of
from maillage.programme.places.selectors.supply import Supply, supplies
from maillage.tables.errors import DataError

LONGEST_MINUTES = 240.0


@lru_cache
def definition() -> dict[str, Any]:
    """`definitions/access.yaml`."""
    path = files("maillage") / "definitions" / "access.yaml"
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def mode_of(code: str) -> Mode:
    """A way to travel, as it is defined."""
    entry = definition()["modes"][code]
    return Mode(code, entry["speed_kmh"], entry["detour"])


@dataclass(frozen=True)
class Reach:
    """How one commune reaches help: minutes are None beyond four hours; `per_thousand` counts appointments a year.

    The nearest is a fixed place: a stop that comes twice a month is told by `stops`, and counted in `per_thousand`.
    """

    figure: Figure
    nearest: Supply | None
    stops: int
    car_minutes: float | None
    walk_minutes: float | None
    per_thousand: float
    is_desert: bool


def reach_of(run: Run, today: date) -> tuple[Reach, ...]:
    """Every commune of a run, the longest way first; DataError when the outlines of the communes are not here."""
    shapes = shapes_of(run.departement_code)
    figures = [one for one in figures_of(run, "commune") if one.code in shapes]
    if not figures:
        raise DataError(
            f"Les contours des communes du département {run.departement_code} manquent.",
            expected="un fichier de contours dans le dossier des données",
            mend=f"Téléchargez-les avec « maillage data pull {run.departement_code} ».",
        )
    centres = [shapes[one.code].representative_point() for one in figures]
    origins = np.array([(point.y, point.x) for point in centres])
    points = supplies(today, definition()["stops_over_days"])
    places = np.array([one.point for one in points]).reshape(-1, 2)
    car = straight_line(origins, places, mode_of("car"), LONGEST_MINUTES)
    fixed = [one for one in points if not one.is_stop]
    index, minutes, walk = _to_fixed(origins, fixed)
    people = np.array([one.population or 0.0 for one in figures])
    bands = tuple(Band(**band) for band in definition()["bands"])
    access = 1000 * catchment(car, people, np.array([capacity_of(one) for one in points]), bands)
    dry = deserts(np.array([np.nan if one.score is None else one.score for one in figures]), access)
    found = [
        Reach(
            figure,
            fixed[index[row]] if index[row] >= 0 else None,
            sum(one.is_stop and one.commune == figure.code for one in points),
            _known(minutes[row]),
            _known(walk[row]),
            float(access[row]),
            bool(dry[row]),
        )
        for row, figure in enumerate(figures)
    ]
    return tuple(sorted(found, key=_longest_first))


def _longest_first(one: Reach) -> tuple[float, str]:
    return (-np.inf if one.car_minutes is None else -one.car_minutes, one.figure.name)


def _to_fixed(origins: np.ndarray, fixed: list[Supply]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The nearest fixed place by car, its minutes, and the minutes on foot to the nearest on foot."""
    places = np.array([one.point for one in fixed]).reshape(-1, 2)
    index, minutes = nearest(straight_line(origins, places, mode_of("car"), LONGEST_MINUTES))
    return index, minutes, nearest(straight_line(origins, places, mode_of("walk"), LONGEST_MINUTES))[1]


def capacity_of(point: Supply) -> float:
    """Appointments a year: those of a mediator, for the part of a full week when the place is open."""
    told = definition()
    share = told["unknown_week_share"]
    if point.weekly_hours is not None:
        share = min(point.weekly_hours / told["full_week_hours"], 1.0)
    return float(told["appointments_per_year"] * share)


def beyond(reached: tuple[Reach, ...], minutes: float, *, walk: bool = False) -> float:
    """How many people live in communes farther than so many minutes from any help."""
    times = [(one.walk_minutes if walk else one.car_minutes, one.figure.population or 0.0) for one in reached]
    return sum(people for time, people in times if time is None or time > minutes)


def _known(minutes: float) -> float | None:
    return float(minutes) if np.isfinite(minutes) else None
