"""The public directory: places that answer criteria, one place by its identifier, what stands around it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import shapely
from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404
from shapely.affinity import scale
from shapely.geometry.base import BaseGeometry

from maillage.analytics.hours.calendar import zone_of
from maillage.analytics.hours.closures import Closure as ExceptionalDays
from maillage.analytics.hours.state import State, state_at
from maillage.programme.places.enums import PlaceStatus
from maillage.programme.places.models import Closure, FieldValue, Place, Session
from maillage.programme.places.selectors.stops import ComingStop, coming_stops
from maillage.programme.territories.names import plain
from maillage.programme.territories.selectors import communes_around, communes_within, qpv_outline
from maillage.tables.vocabulary import with_narrower

EARTH_KM = 6371.0
PAGE = 24
METRES_A_DEGREE = 111_320.0
# The surroundings of a QPV in French law (CGI, art. 278 sexies): its people walk there.
QPV_METRES = 300.0
VOCABULARIES = (
    "kinds",
    "audiences",
    "special_care",
    "fees",
    "programmes",
    "access_modes",
    "support_modes",
    "languages",
    "accessibility",
)


@dataclass(frozen=True)
class Criteria:
    """What is looked for. `territory` is a code; empty, the programme's own perimeter; « france », everywhere."""

    text: str = ""
    territory: str = ""
    postal_code: str = ""
    near: tuple[float, float] | None = None
    within_km: float | None = None
    services: tuple[str, ...] = ()
    terms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    itinerant: bool | None = None
    open_now: bool = False
    freshness: str = ""


@dataclass(frozen=True)
class Hit:
    """A place found: how far as the crow flies, whether it is open, where a bus without hours stops next."""

    place: Place
    distance_km: float | None
    state: State
    next_stop: ComingStop | None = None


@dataclass(frozen=True)
class HitPage:
    """One page of the places found, and how many there are in all."""

    hits: tuple[Hit, ...]
    total: int
    number: int
    pages: int


def found_places(criteria: Criteria, at: datetime, number: int = 1, size: int = PAGE) -> HitPage:
    """One page of the public places that answer, the nearest first when there is a point, else by name."""
    places = matching(criteria)
    if criteria.near is None and not criteria.open_now:
        total = places.count()
        number = _within(number, total, size)
        return _page(
            places.order_by("name", "pk")[(number - 1) * size : number * size], criteria, at, total, number, size
        )
    keys = _ordered(places, criteria, at)
    number = _within(number, len(keys), size)
    wanted = keys[(number - 1) * size : number * size]
    shown = public_places().in_bulk(wanted)
    return _page((shown[key] for key in wanted), criteria, at, len(keys), number, size)


def _within(number: int, total: int, size: int) -> int:
    return min(max(number, 1), max(math.ceil(total / size), 1))


def _page(places: Iterable[Place], criteria: Criteria, at: datetime, total: int, number: int, size: int) -> HitPage:
    hits = tuple(hit_of(place, criteria.near, at) for place in places)
    return HitPage(hits, total, number, max(math.ceil(total / size), 1))


def _ordered(places: QuerySet[Place], criteria: Criteria, at: datetime) -> list[int]:
    """The keys of the places that are open or near enough, in the order shown; only light columns are read."""
    rows = list(
        places.order_by("name", "pk").values_list("pk", "latitude", "longitude", "hours", "commune__departement")
    )
    if criteria.open_now:
        closed = _closures(pk for pk, *_ in rows)
        rows = [
            row
            for row in rows
            if row[3] and state_at(row[3], at, closed.get(row[0], ()), school_zone(row[4])).opening == "open"
        ]
    if criteria.near is None:
        return [pk for pk, *_ in rows]
    far = {pk: _far(criteria.near, latitude, longitude) for pk, latitude, longitude, *_ in rows}
    limit = criteria.within_km if criteria.within_km is not None else math.inf
    kept = [pk for pk in far if far[pk] <= limit]
    return sorted(kept, key=lambda pk: far[pk])


def _closures(places: Iterable[int]) -> dict[int, tuple[ExceptionalDays, ...]]:
    found: dict[int, tuple[ExceptionalDays, ...]] = {}
    for closure in Closure.objects.filter(place__in=list(places)):
        found[closure.place_id] = (*found.get(closure.place_id, ()), exception_of(closure))
    return found


def hit_of(place: Place, near: tuple[float, float] | None, at: datetime) -> Hit:
    """A place with its distance and its state at an instant."""
    stops = coming_stops(place, at, limit=1) if place.itinerant and not place.hours else ()
    return Hit(place, distance_km(place, near), state_of(place, at), next(iter(stops), None))


def state_of(place: Place, at: datetime) -> State:
    """Whether a place is open, its exceptional closures taken into account."""
    closures = tuple(exception_of(closure) for closure in place.closures.all())
    return state_at(place.hours, at, closures, zone_of_place(place))


def zone_of_place(place: Place) -> str:
    """The school holidays that a place follows: those of its own département, or of the programme's."""
    return school_zone(place.commune.departement_id if place.commune else None)


def school_zone(departement: str | None) -> str:
    """The school zone of a département, the programme's when it is not known."""
    return zone_of(departement or str(settings.DEPARTEMENT))


def exception_of(closure: Closure) -> ExceptionalDays:
    """A closure as the engine of hours takes it: « 10:00-12:00, 14:00-17:00 » becomes minutes from midnight."""
    ranges = tuple(
        (_minutes(start), _minutes(end)) for start, _, end in (r.partition("-") for r in closure.hours.split(",") if r)
    )
    return ExceptionalDays(closure.starts_on, closure.ends_on, closure.reason, ranges)


def _minutes(text: str) -> int:
    hours, _, minutes = text.strip().partition(":")
    return int(hours) * 60 + int(minutes or 0)


def distance_km(place: Place, near: tuple[float, float] | None) -> float | None:
    """Kilometres as the crow flies from (latitude, longitude), None when either is unknown."""
    far = _far(near, place.latitude, place.longitude) if near else math.inf
    return far if far < math.inf else None


def _far(near: tuple[float, float], latitude: float | None, longitude: float | None) -> float:
    if latitude is None or longitude is None:
        return math.inf
    return great_circle_km(near, (latitude, longitude))


def great_circle_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Haversine distance in kilometres between two (latitude, longitude) in degrees."""
    (lat_a, lon_a), (lat_b, lon_b) = (tuple(map(math.radians, point)) for point in (a, b))
    h = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(h))


def public_places() -> QuerySet[Place]:
    """The places shown to everyone, with all that a page needs of them."""
    return (
        Place.objects.filter(status=PlaceStatus.ACTIVE)
        .select_related("commune__epci", "organisation")
        .prefetch_related("terms", "services", "closures", "sessions__commune")
    )


def matching(criteria: Criteria) -> QuerySet[Place]:
    """The public places that answer everything but distance and opening."""
    places = _inside(public_places(), criteria.territory)
    for word in plain(criteria.text).split():
        places = places.filter(search_text__contains=word)
    for vocabulary, codes in (("services", criteria.services), *criteria.terms):
        if codes:
            places = places.filter(pk__in=_having(vocabulary, codes))
    asked = {"postal_code": criteria.postal_code, "freshness": criteria.freshness, "itinerant": criteria.itinerant}
    return places.filter(**{field: value for field, value in asked.items() if value not in ("", None)})


def _inside(places: QuerySet[Place], territory: str) -> QuerySet[Place]:
    if territory == "france":
        return places
    outline = qpv_outline(territory) if territory else None
    if outline is not None:
        return places.filter(pk__in=_around(outline))
    codes = communes_within(territory) if territory else home_communes()
    stops = Session.objects.filter(commune__in=codes).values("place")
    return places.filter(Q(commune__in=codes) | Q(pk__in=stops))


def _around(outline: BaseGeometry) -> list[int]:
    """The keys of the places in a quartier or at less than `QPV_METRES` of it."""
    west, south, east, north = outline.bounds
    # A degree of longitude is shortest where France lies: the box is widened enough for both axes.
    margin = QPV_METRES / (METRES_A_DEGREE * math.cos(math.radians(north)))
    near = Place.objects.filter(
        longitude__range=(west - margin, east + margin), latitude__range=(south - margin, north + margin)
    )
    stretched = _in_metres(outline, north)
    positions: Iterable[Any] = near.values_list("pk", "longitude", "latitude")
    return [
        pk
        for pk, longitude, latitude in positions
        if stretched.distance(_in_metres(shapely.Point(longitude, latitude), north)) <= QPV_METRES
    ]


def _in_metres(geometry: BaseGeometry, latitude: float) -> BaseGeometry:
    """Degrees as metres, right enough over a few kilometres."""
    shrink = math.cos(math.radians(latitude))
    return scale(geometry, METRES_A_DEGREE * shrink, METRES_A_DEGREE, origin=(0, 0))


def _having(vocabulary: str, codes: Iterable[str]) -> QuerySet[Place, Any]:
    wider = with_narrower(vocabulary, codes)
    if vocabulary == "services":
        return Place.objects.filter(services__code__in=wider).values("pk")
    return Place.objects.filter(terms__vocabulary=vocabulary, terms__code__in=wider).values("pk")


def directory_filled() -> bool:
    """True when there is any place."""
    return Place.objects.exists()


def home_communes() -> frozenset[str]:
    """The programme's perimeter: the home département and the EPCI that reach over its border."""
    return communes_around(str(settings.DEPARTEMENT))


def place_by_id(public_id: UUID) -> Place:
    """The place with this identifier; a merged one gives the place that it joined; 404 when there is none."""
    places = Place.objects.select_related("commune__epci", "organisation", "merged_into").prefetch_related(
        "terms", "services", "closures", "sessions__commune", "records"
    )
    place = places.filter(public_id=public_id).first()
    while place is not None and place.merged_into_id is not None:
        place = places.filter(pk=place.merged_into_id).first()
    if place is None:
        raise Http404("Ce lieu n’existe pas.")
    return place


def history_of(place: Place) -> tuple[FieldValue, ...]:
    """Every value that the place has had, the latest first."""
    return tuple(place.values.all()[:300])


def nearby(place: Place, at: datetime, limit: int = 4) -> list[Hit]:
    """The nearest other places."""
    if place.latitude is None or place.longitude is None:
        return []
    page = found_places(Criteria(near=(place.latitude, place.longitude)), at, size=limit + 1)
    return [hit for hit in page.hits if hit.place.pk != place.pk and hit.distance_km is not None][:limit]
