"""What may be published of the directory: public places, no person's own address, changes since a date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from maillage.programme.places.enums import PlaceStatus
from maillage.programme.places.ledger import values_of
from maillage.programme.places.models import Place
from maillage.programme.places.rules.quality import is_personal_email
from maillage.programme.places.selectors.directory import Criteria, home_communes, matching


@dataclass(frozen=True)
class PublishedPlace:
    """A place as the outside may see it."""

    public_id: UUID
    values: dict[str, Any]
    commune_name: str
    departement_code: str
    public_emails: tuple[str, ...]
    confirmed_on: date | None
    updated_on: date
    updated_at: datetime
    sources: tuple[str, ...]
    is_demonstration: bool


@dataclass(frozen=True)
class Tombstone:
    """A place that is no longer published: why, and the one that stands for it."""

    public_id: UUID
    status: str
    replaced_by: UUID | None
    updated_at: datetime


def published_places(criteria: Criteria | None = None) -> list[PublishedPlace]:
    """Every place of the programme's perimeter, or those that answer criteria."""
    places = matching(criteria) if criteria else _shown().filter(commune__in=home_communes())
    return [published(place) for place in _whole(places)]


def published(place: Place) -> PublishedPlace:
    """What is published of a place."""
    commune = place.commune
    return PublishedPlace(
        public_id=place.public_id,
        values=values_of(place),
        commune_name=commune.name if commune else place.commune_name,
        departement_code=commune.departement_id if commune else "",
        public_emails=public_emails(place.emails),
        confirmed_on=place.confirmed_on,
        updated_on=place.updated_at.date(),
        updated_at=place.updated_at,
        sources=tuple(sorted({record.source for record in place.records.all()})),
        is_demonstration=place.is_demonstration,
    )


def public_emails(emails: Iterable[str]) -> tuple[str, ...]:
    """The addresses without those that look like a person's own: nobody is published without agreeing."""
    return tuple(email for email in emails if not is_personal_email(email))


def changes_since(
    since: datetime | None, after: tuple[datetime, int] | None, size: int
) -> tuple[list[PublishedPlace | Tombstone], tuple[datetime, int] | None]:
    """(one page of places in the order of their changes, where the next page starts or None).

    Places that left are given as tombstones when `since` is asked; the cursor is a position, not an offset, so that
    a change during the reading neither hides nor repeats a place.
    """
    places = Place.objects.order_by("updated_at", "pk")
    places = places.filter(status=PlaceStatus.ACTIVE) if since is None else places.filter(updated_at__gte=since)
    if after is not None:
        places = places.filter(Q(updated_at__gt=after[0]) | Q(updated_at=after[0], pk__gt=after[1]))
    page = list(_whole(places).select_related("merged_into")[: size + 1])
    shown = page[:size]
    cursor = (shown[-1].updated_at, shown[-1].pk) if len(page) > size else None
    return [_said(place) for place in shown], cursor


def _said(place: Place) -> PublishedPlace | Tombstone:
    if place.status == PlaceStatus.ACTIVE:
        return published(place)
    heir = place.merged_into.public_id if place.merged_into else None
    return Tombstone(place.public_id, place.status, heir, place.updated_at)


def latest_change() -> datetime | None:
    """When anything in the directory last changed."""
    return Place.objects.order_by("-updated_at").values_list("updated_at", flat=True).first()


def _shown() -> QuerySet[Place]:
    return Place.objects.filter(status=PlaceStatus.ACTIVE).order_by("pk")


def _whole(places: QuerySet[Place]) -> QuerySet[Place]:
    return places.select_related("commune").prefetch_related("terms", "services", "records")
