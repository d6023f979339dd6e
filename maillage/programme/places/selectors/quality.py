"""Reads for keeping places true: what waits, the two notes of each place, the EPCI whose places need checking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404

from maillage.programme.places.enums import ConflictStatus, Freshness, PlaceStatus, ReportStatus
from maillage.programme.places.ledger import values_of
from maillage.programme.places.models import Campaign, FieldConflict, FieldValue, Place, Report
from maillage.programme.places.rules import quality as rules
from maillage.programme.places.selectors.conflicts import absent_records
from maillage.programme.places.selectors.directory import home_communes
from maillage.programme.places.selectors.duplicates import pairs_to_review
from maillage.programme.territories.selectors import territory_name

NO_EPCI, OUTSIDE = "sans-epci", "Communes hors EPCI"


@dataclass(frozen=True)
class Waiting:
    """How much waits for someone."""

    pairs: int
    conflicts: int
    reports: int
    stale: int
    campaigns: int
    absent: int


@dataclass(frozen=True)
class Checked:
    """A place, its colour and its two notes."""

    place: Place
    freshness: Freshness
    completeness: rules.Note
    trust: rules.Note


@dataclass(frozen=True)
class Area:
    """The places of one EPCI: how many of each colour, and the means of the two notes."""

    code: str
    name: str
    count: int
    colours: dict[Freshness, int]
    completeness: float
    trust: float


def waiting(today: date) -> Waiting:
    """What waits in the programme's perimeter."""
    confirmed = home_places().values_list("confirmed_on", flat=True)
    return Waiting(
        pairs=pairs_to_review().count(),
        conflicts=FieldConflict.objects.filter(status=ConflictStatus.OPEN, place__status=PlaceStatus.ACTIVE).count(),
        reports=Report.objects.filter(status=ReportStatus.OPEN).count(),
        stale=sum(rules.freshness_of(day, today) is Freshness.STALE for day in confirmed),
        campaigns=Campaign.objects.filter(closes_on__gte=today).count(),
        absent=absent_records().count(),
    )


def home_places() -> QuerySet[Place]:
    """The places shown in the programme's perimeter."""
    return Place.objects.filter(status=PlaceStatus.ACTIVE, commune__in=home_communes()).order_by("pk")


def shows_demonstration() -> bool:
    """Whether fictitious places stand among those of the perimeter: the pages say so."""
    return Place.objects.filter(is_demonstration=True, status=PlaceStatus.ACTIVE).exists()


def places_of_area(code: str) -> QuerySet[Place]:
    """The places of one EPCI (or EPT) of the perimeter; all of them without a code."""
    places = home_places().annotate(area=Coalesce("commune__ept", "commune__epci"))
    if not code:
        return places
    return places.filter(area__isnull=True) if code == NO_EPCI else places.filter(area=code)


def seen_values(places: Iterable[int] | QuerySet[Place, Any]) -> dict[int, dict[str, rules.Seen]]:
    """For each place, the latest value of each critical field; a field known to be empty is not seen."""
    critical = rules.definition()["critical_fields_months"]
    latest = (
        FieldValue.objects.filter(place__in=places, field__in=list(critical))
        .order_by()
        .values("place", "field")
        .annotate(last=Max("pk"))
        .values("last")
    )
    seen: dict[int, dict[str, rules.Seen]] = defaultdict(dict)
    for line in FieldValue.objects.filter(pk__in=latest).order_by():
        if line.value not in (None, "", []):
            seen[line.place_id][line.field] = rules.Seen(line.source, line.seen_on, bool(line.confirmed_by))
    return seen


def areas(today: date) -> list[Area]:
    """The EPCI of the perimeter that have places, the least trusted first."""
    places = places_of_area("")
    seen = seen_values(places.values("pk"))
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    names: dict[str, str] = {}
    columns = ("pk", "confirmed_on", "completeness", "area", "commune__ept__name", "commune__epci__name")
    for line in places.values(*columns):
        code = line["area"] or NO_EPCI
        names[code] = line["commune__ept__name"] or line["commune__epci__name"] or OUTSIDE
        groups[code].append({**line, "trust": rules.trust(seen.get(line["pk"], {}), today).value})
    found = [_area(code, names[code], lines, today) for code, lines in groups.items()]
    return sorted(found, key=lambda area: (area.trust, area.name))


def _area(code: str, name: str, lines: list[dict[str, Any]], today: date) -> Area:
    colours = [rules.freshness_of(line["confirmed_on"], today) for line in lines]
    return Area(
        code=code,
        name=name,
        count=len(lines),
        colours={colour: colours.count(colour) for colour in Freshness},
        completeness=sum(line["completeness"] for line in lines) / len(lines),
        trust=sum(line["trust"] for line in lines) / len(lines),
    )


def area_name(code: str) -> str:
    """The name of an EPCI by its code; 404 when there is none."""
    name = OUTSIDE if code == NO_EPCI else territory_name(code)
    if not name:
        raise Http404("Cet EPCI n’existe pas.")
    return name


def checked_places(code: str, today: date) -> list[Checked]:
    """The places of one EPCI (all without a code), the least trusted first."""
    places = places_of_area(code).select_related("commune__epci", "commune__ept")
    return _checked(list(places.prefetch_related("terms", "services")), today)


def notes_of(place: Place, today: date) -> Checked:
    """The two notes of one place."""
    return _checked([place], today)[0]


def _checked(places: list[Place], today: date) -> list[Checked]:
    seen = seen_values([place.pk for place in places]) if len(places) < 500 else seen_values(home_places().values("pk"))
    found = [
        Checked(
            place,
            rules.freshness_of(place.confirmed_on, today),
            rules.completeness(values_of(place)),
            rules.trust(seen.get(place.pk, {}), today),
        )
        for place in places
    ]
    return sorted(found, key=lambda line: (line.trust.value, line.place.name, line.place.pk))
