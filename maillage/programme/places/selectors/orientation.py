"""The candidates of the guided orientation: every shown place seen from where a person is."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import lru_cache

from django.utils import timezone

from maillage.analytics.hours.french import clock_words, date_words
from maillage.analytics.hours.state import spans_on
from maillage.programme.places.ledger import values_of
from maillage.programme.places.models import Place
from maillage.programme.places.rules.orientation import Candidate
from maillage.programme.places.selectors.directory import (
    distance_km,
    exception_of,
    great_circle_km,
    public_places,
    zone_of_place,
)
from maillage.programme.places.selectors.stops import ComingStop, coming_stops
from maillage.programme.territories.models import Commune
from maillage.sources.outlines import commune_outlines
from maillage.tables.errors import DataError
from maillage.tables.hours import check_hours

WIDEST_KM = 40.0
STOP_WITHIN_KM = 3.0
LAST_MINUTE = 24 * 60 - 1


def centre_of(code: str) -> tuple[float, float] | None:
    """(latitude, longitude) of a point inside a commune; None when its outline is not here."""
    commune = Commune.objects.filter(code=code).first()
    if commune is None:
        return None
    return _centres(commune.departement_id).get(code)


@lru_cache(maxsize=16)
def _centres(departement: str) -> dict[str, tuple[float, float]]:
    try:
        shapes = commune_outlines(departement)
    except DataError:
        return {}
    points = {code: shape.representative_point() for code, shape in shapes.items()}
    return {code: (point.y, point.x) for code, point in points.items()}


def candidates_near(commune: str, at: datetime) -> list[Candidate]:
    """Places within forty kilometres of a commune, those of unknown position in it, and buses that stop near it."""
    here = centre_of(commune)
    places = public_places()
    found = []
    for place in places:
        distance = distance_km(place, here)
        stops = _stops_near(place, commune, here, at)
        if stops or place.commune_id == commune or (distance is not None and distance <= WIDEST_KM):
            found.append(Candidate(place, values_of(place), distance, spans_of(place, at), stops))
    return found


def spans_of(place: Place, at: datetime) -> tuple[tuple[int, time, time], ...] | None:
    """(day, opening, closing) of the coming seven days; None when the hours are not known."""
    checked = check_hours(place.hours)
    if not checked.known:
        return None
    closures = [exception_of(closure) for closure in place.closures.all()]
    spans = []
    for ahead in range(7):
        day = timezone.localtime(at).date() + timedelta(days=ahead)
        for span in spans_on(checked.hours, day, closures, zone_of_place(place)):
            if span.open:
                spans.append((day.weekday(), _clock(span.start), _clock(span.end)))
    return tuple(spans)


def _clock(minutes: int) -> time:
    return time(*divmod(min(minutes, LAST_MINUTE), 60))


def _stops_near(place: Place, commune: str, here: tuple[float, float] | None, at: datetime) -> tuple[str, ...]:
    if not place.itinerant:
        return ()
    stops = coming_stops(place, at, limit=30)
    return tuple(_words(stop) for stop in stops if stop.session.commune_id == commune or _near(stop, here))[:3]


def _near(stop: ComingStop, here: tuple[float, float] | None) -> bool:
    there = centre_of(stop.session.commune_id)
    return here is not None and there is not None and great_circle_km(here, there) <= STOP_WITHIN_KM


def _words(stop: ComingStop) -> str:
    clock = clock_words(60 * stop.start.hour + stop.start.minute)
    return f"{date_words(stop.start.date(), year=False)} à {clock}, {stop.commune}"
