"""Writes values into places and keeps the trace of each: the one door that services use. Not for pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from maillage.programme.places.enums import Method
from maillage.programme.places.models import FieldValue, Place, PlaceTerm, Service
from maillage.programme.places.rules import quality as rules
from maillage.programme.territories.models import CodePassage, Commune
from maillage.programme.territories.names import plain
from maillage.tables.vocabulary import labels_of

TEXTS = (
    "name", "siret", "rna", "commune_name", "postal_code", "address", "address_extra", "hours", "hours_note",
    "accessibility_url", "appointment_url", "summary", "description", "parent_organisation", "no_identifier_reason",
)  # fmt: skip
OPTIONS = ("latitude", "longitude", "itinerant")
LISTS = ("phones", "emails", "websites")
TERMS = (
    "kinds", "audiences", "special_care", "fees", "programmes", "labels", "local_labels", "access_modes",
    "support_modes", "equipment", "accessibility", "languages",
)  # fmt: skip
FIELDS = (*TEXTS, "commune_code", *OPTIONS, *LISTS, *TERMS, "services")
BATCH = 1000


@dataclass(frozen=True)
class Origin:
    """Where new values come from: source, day seen, way, and who stands behind them."""

    source: str
    seen_on: date
    method: Method
    by_label: str = ""
    confirmed: bool = False


@dataclass(frozen=True)
class Change:
    """New values for a place; fields that are not named stay."""

    place: Place
    values: Mapping[str, Any]


def empty_of(field: str) -> Any:
    """What a field holds when it is unknown."""
    if field in OPTIONS:
        return None
    return "" if field in TEXTS or field == "commune_code" else []


def values_of(place: Place) -> dict[str, Any]:
    """Every value of a place by field; terms and services should be prefetched."""
    terms: dict[str, list[str]] = {}
    for term in place.terms.all():
        terms.setdefault(term.vocabulary, []).append(term.code)
    values = {field: getattr(place, field) for field in (*TEXTS, *OPTIONS, *LISTS)}
    values |= {field: sorted(terms.get(field, [])) for field in TERMS}
    values["commune_code"] = place.commune_id or ""
    values["services"] = sorted(service.code for service in place.services.all())
    return values


def comparable(field: str, value: Any) -> Any:
    """A value in the form in which two are compared: lists of codes have no order, unknown is one thing."""
    if isinstance(value, list | tuple):
        listed = [str(v) for v in value]
        return listed if field in LISTS else sorted(listed)
    return empty_of(field) if value in (None, "") and field not in OPTIONS else value


def write(changes: Sequence[Change], origin: Origin, *, today: date) -> list[Place]:
    """Apply the changes in bulk: columns, terms, services, traces, and the notes derived from them."""
    now = timezone.now()
    confirmed = origin.seen_on if origin.confirmed else None
    communes = _communes({c.values.get("commune_code") for c in changes})
    new = [c for c in changes if c.place.pk is None]
    held = [c for c in changes if c.place.pk is not None]
    traces: list[FieldValue] = []
    for change in changes:
        before = values_of(change.place) if change.place.pk else {}
        _assign(change, communes)
        traces += _traces(change, before, origin, now)
    for change in new:
        _derive(change.place, {**{f: empty_of(f) for f in FIELDS}, **change.values}, today, confirmed, now)
    Place.objects.bulk_create([c.place for c in new], batch_size=BATCH)
    _drop_terms(held)
    _add_terms(changes)
    FieldValue.objects.bulk_create(traces, batch_size=BATCH)
    refresh([c.place for c in held], today=today, confirmed=confirmed, touched=now)
    return [c.place for c in changes]


def refresh(
    places: Iterable[Place], *, today: date, confirmed: date | None = None, touched: datetime | None = None
) -> None:
    """Compute again what derives from the values: searched text, completeness, freshness."""
    listed = (
        Place.objects.prefetch_related("terms", "services")
        .select_related("commune")
        .in_bulk([place.pk for place in places])
    )
    for place in listed.values():
        _derive(place, values_of(place), today, confirmed, touched or place.updated_at)
    Place.objects.bulk_update(
        listed.values(),
        ["confirmed_on", "updated_at", "search_text", "completeness", "freshness"],
        batch_size=BATCH // 4,
    )


def _derive(place: Place, values: Mapping[str, Any], today: date, confirmed: date | None, touched: datetime) -> None:
    if confirmed is not None and (place.confirmed_on is None or place.confirmed_on < confirmed):
        place.confirmed_on = confirmed
    place.updated_at = touched
    place.search_text = _search_text(place, values)
    place.completeness = rules.completeness(values).value
    place.freshness = rules.freshness_of(place.confirmed_on, today)


def _communes(codes: Iterable[str | None]) -> dict[str, Commune]:
    """The communes of these codes, an old code giving the commune of today."""
    wanted = {code for code in codes if code}
    found = Commune.objects.in_bulk(wanted)
    old = CodePassage.objects.filter(old_code__in=wanted - found.keys()).select_related("commune")
    return found | {passage.old_code: passage.commune for passage in old}


def _assign(change: Change, communes: Mapping[str, Commune]) -> None:
    place = change.place
    for field, value in change.values.items():
        if field in TEXTS:
            limit = getattr(Place._meta.get_field(field), "max_length", None)
            setattr(place, field, str(value or "")[:limit])
        elif field in OPTIONS:
            setattr(place, field, value)
        elif field in LISTS:
            setattr(place, field, list(value))
        elif field == "commune_code":
            place.commune = communes.get(value or "")
    if (place.latitude is None) != (place.longitude is None):
        place.latitude = place.longitude = None
    if place.pk is not None:
        place.save()


def _traces(change: Change, before: Mapping[str, Any], origin: Origin, now: datetime) -> list[FieldValue]:
    return [
        FieldValue(
            place=change.place,
            field=field,
            value=comparable(field, value),
            source=origin.source,
            seen_on=origin.seen_on,
            method=origin.method,
            confirmed_by=origin.by_label if origin.confirmed else "",
            at=now,
        )
        for field, value in change.values.items()
        if origin.confirmed or comparable(field, value) != comparable(field, before.get(field, empty_of(field)))
    ]


def _drop_terms(changes: Sequence[Change]) -> None:
    """Take out the words that places no longer have; services that stay keep their details."""
    for change in changes:
        named = [field for field in TERMS if field in change.values]
        if named:
            change.place.terms.filter(vocabulary__in=named).delete()
        if "services" in change.values:
            change.place.services.exclude(code__in=_codes(change, "services")).delete()


def _add_terms(changes: Sequence[Change]) -> None:
    terms = [
        PlaceTerm(place=change.place, vocabulary=field, code=code)
        for change in changes
        for field in TERMS
        if field in change.values
        for code in _codes(change, field)
    ]
    services = [
        Service(place=change.place, code=code)
        for change in changes
        if "services" in change.values
        for code in _codes(change, "services")
    ]
    PlaceTerm.objects.bulk_create(terms, batch_size=BATCH)
    Service.objects.bulk_create(services, batch_size=BATCH, ignore_conflicts=True)


def _codes(change: Change, field: str) -> list[str]:
    return list(dict.fromkeys(str(code)[:60] for code in change.values[field] or ()))


def _search_text(place: Place, values: Mapping[str, Any]) -> str:
    commune = place.commune.name if place.commune else place.commune_name
    words = [place.name, commune, place.postal_code, place.address, place.parent_organisation]
    words += labels_of("kinds", values["kinds"]) + labels_of("programmes", values["programmes"])
    words += list(values["local_labels"])
    return plain(" ".join(words))
