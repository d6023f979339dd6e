"""How each commune of a published run reaches the places of the directory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np
from django.conf import settings

from maillage.programme.diagnosis.models import Figure, Run
from maillage.programme.diagnosis.selectors import figures_of, shapes_of
from maillage.programme.places.selectors.supply import Supply, supplies
from maillage.runs.access import (
    Help,
    Home,
    Journeys,
    Reach,
    definition,
    homes_of,
    journeys_of,
    minutes_of,
    reach,
    rivals_of,
)
from maillage.runs.perimeter import Perimeter
from maillage.sources.travel import read_travel
from maillage.tables.errors import DataError

WITHOUT_CAR = "no_car_rate"


@dataclass(frozen=True)
class CommuneReach:
    """A commune, how it reaches the helps that `reach` counts in, and the nearest fixed places with their minutes."""

    figure: Figure
    home: Home
    reach: Reach
    helps: list[Help]
    closest: tuple[tuple[Supply, float], ...]

    @property
    def nearest(self) -> Supply | None:
        """The nearest fixed place."""
        return self.closest[0][0] if self.closest else None


def reach_of(run: Run, today: date) -> tuple[CommuneReach, ...]:
    """Every commune of a run, the longest way first; DataError when the outlines of the communes are not here."""
    figures, homes = _homes(run)
    points = _points(today)
    helps = [_help(one) for one in points]
    reached = reach(homes, helps, rivals_of(run.departement_code), known_journeys(run.departement_code))
    found = [
        CommuneReach(figure, home, told, helps, tuple((points[rank], minutes) for rank, minutes in told.closest))
        for figure, home, told in zip(figures, homes, reached, strict=True)
    ]
    return tuple(sorted(found, key=_longest_first))


def known_journeys(departement: str) -> Journeys | None:
    """The table of travel of this installation, from `maillage travel`; None when there is none: straight lines."""
    path = settings.HOME / "trajets" / f"{departement}.parquet"
    return _journeys(path, path.stat().st_mtime_ns) if path.is_file() else None


@lru_cache(maxsize=2)
def _journeys(path: Path, changed: int) -> Journeys:
    return journeys_of(read_travel(path), path.name)


def homes_and_helps(run: Run, today: date) -> tuple[list[Home], list[Help]]:
    """Where people live and where help is given; DataError when the outlines of the communes are not here."""
    return _homes(run)[1], [_help(one) for one in _points(today)]


def minutes_to_help(perimeter: Perimeter, today: date) -> dict[str, float]:
    """Minutes by car to the nearest fixed place of the directory, by commune; none where outlines are not here."""
    try:
        helps = [_help(one) for one in _points(today)]
        return minutes_of(homes_of(perimeter, {}, shapes_of(perimeter.code)), helps, known_journeys(perimeter.code))
    except DataError:
        return {}


def _homes(run: Run) -> tuple[list[Figure], list[Home]]:
    shapes = shapes_of(run.departement_code)
    figures = [one for one in figures_of(run, "commune") if one.code in shapes]
    if not figures:
        raise DataError(
            f"Les contours des communes du département {run.departement_code} manquent.",
            expected="un fichier de contours dans le dossier des données",
            mend=f"Téléchargez-les avec « maillage data pull {run.departement_code} ».",
        )
    centres = [shapes[one.code].representative_point() for one in figures]
    homes = [
        Home(one.code, one.name, (centre.y, centre.x), one.population or 0.0, one.score, _without_car(one))
        for one, centre in zip(figures, centres, strict=True)
    ]
    return figures, homes


def _without_car(figure: Figure) -> float | None:
    return next((one.value for one in figure.indicators.all() if one.indicator == WITHOUT_CAR), None)


def _points(today: date) -> list[Supply]:
    return supplies(today, definition()["stops_over_days"])


def _help(one: Supply) -> Help:
    return Help(one.place.name, one.point, one.weekly_hours, one.commune, one.is_stop)


def beyond(reached: tuple[CommuneReach, ...], minutes: float) -> float:
    """How many people live in communes farther than so many minutes by car from any fixed place."""
    times = [(one.reach.car_minutes, one.figure.population or 0.0) for one in reached]
    return sum(people for time, people in times if time is None or time > minutes)


def stranded(reached: tuple[CommuneReach, ...], minutes: float) -> float | None:
    """How many people without a car are farther, without one, than so many minutes from any place or stop.

    The share of households without a car stands for that of people; None when no commune tells it.
    """
    told = [(one, one.home.without_car) for one in reached if one.home.without_car is not None]
    if not told:
        return None
    return sum(one.home.people * share for one, share in told if not _within(one.reach, minutes))


def _within(reach: Reach, minutes: float) -> bool:
    return any(time is not None and time <= minutes for time in (reach.afoot, reach.to_stop))


def _longest_first(one: CommuneReach) -> tuple[float, str]:
    return (-np.inf if one.reach.car_minutes is None else -one.reach.car_minutes, one.figure.name)
