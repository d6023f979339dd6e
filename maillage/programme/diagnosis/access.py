"""How each commune of a published run reaches the places of the directory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from maillage.programme.diagnosis.models import Figure, Run
from maillage.programme.diagnosis.selectors import figures_of, shapes_of
from maillage.programme.places.selectors.supply import Supply, supplies
from maillage.runs.access import Help, Home, Reach, definition, homes_of, minutes_of, reach, rivals_of
from maillage.runs.perimeter import Perimeter
from maillage.tables.errors import DataError


@dataclass(frozen=True)
class CommuneReach:
    """A commune, how it reaches the helps that `reach.nearest` counts in, and the nearest fixed place."""

    figure: Figure
    home: Home
    reach: Reach
    helps: list[Help]
    nearest: Supply | None


def reach_of(run: Run, today: date) -> tuple[CommuneReach, ...]:
    """Every commune of a run, the longest way first; DataError when the outlines of the communes are not here."""
    figures, homes = _homes(run)
    points = _points(today)
    helps = [_help(one) for one in points]
    found = [
        CommuneReach(figure, home, told, helps, None if told.nearest is None else points[told.nearest])
        for figure, home, told in zip(figures, homes, reach(homes, helps, rivals_of(run.departement_code)), strict=True)
    ]
    return tuple(sorted(found, key=_longest_first))


def homes_and_helps(run: Run, today: date) -> tuple[list[Home], list[Help]]:
    """Where people live and where help is given; DataError when the outlines of the communes are not here."""
    return _homes(run)[1], [_help(one) for one in _points(today)]


def minutes_to_help(perimeter: Perimeter, today: date) -> dict[str, float]:
    """Minutes by car to the nearest fixed place of the directory, by commune; none where outlines are not here."""
    try:
        return minutes_of(homes_of(perimeter, {}), [_help(one) for one in _points(today)])
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
        Home(one.code, one.name, (centre.y, centre.x), one.population or 0.0, one.score)
        for one, centre in zip(figures, centres, strict=True)
    ]
    return figures, homes


def _points(today: date) -> list[Supply]:
    return supplies(today, definition()["stops_over_days"])


def _help(one: Supply) -> Help:
    return Help(one.place.name, one.point, one.weekly_hours, one.commune, one.is_stop)


def beyond(reached: tuple[CommuneReach, ...], minutes: float, *, walk: bool = False) -> float:
    """How many people live in communes farther than so many minutes from any fixed place."""
    times = [
        (one.reach.walk_minutes if walk else one.reach.car_minutes, one.figure.population or 0.0) for one in reached
    ]
    return sum(people for time, people in times if time is None or time > minutes)


def _longest_first(one: CommuneReach) -> tuple[float, str]:
    return (-np.inf if one.reach.car_minutes is None else -one.reach.car_minutes, one.figure.name)
