"""Where help is given and how many hours a week: fixed places by their week, stops by their dates to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from maillage.analytics.hours.stops import occurrences
from maillage.analytics.hours.week import weekly_hours
from maillage.programme.places.models import Place
from maillage.programme.places.selectors.directory import public_places
from maillage.programme.places.selectors.orientation import centre_of
from maillage.programme.places.selectors.stops import stop_of

WEEK = 7


@dataclass(frozen=True)
class Supply:
    """One point of help: `weekly_hours` is None when nobody said."""

    place: Place
    point: tuple[float, float]
    weekly_hours: float | None
    commune: str
    is_stop: bool = False


def supplies(today: date, over_days: int) -> list[Supply]:
    """Every point where help is given: a place that has stops counts where it stops, on the days to come."""
    found = []
    for place in public_places():
        sessions = list(place.sessions.all())
        if not sessions and place.latitude is not None and place.longitude is not None:
            found.append(
                Supply(place, (place.latitude, place.longitude), weekly_hours(place.hours), place.commune_id or "")
            )
        for session in sessions:
            where = _point(session.latitude, session.longitude, session.commune_id)
            coming = occurrences(stop_of(session), today, today + timedelta(days=over_days))
            hours = sum((one.end - one.start).total_seconds() for one in coming) / 3600 / (over_days / WEEK)
            if where is not None and coming:
                found.append(Supply(place, where, hours, session.commune_id, is_stop=True))
    return found


def _point(latitude: float | None, longitude: float | None, commune: str) -> tuple[float, float] | None:
    return (latitude, longitude) if latitude is not None and longitude is not None else centre_of(commune)
