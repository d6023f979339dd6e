"""What the API answers, as its OpenAPI description says it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from maillage.programme.places.selectors.publication import PublishedPlace, Tombstone


class PlaceOut(Schema):
    """A place. Codes are those of the vocabulary of Maillage; the CSV export gives those of the national schema."""

    id: UUID
    status: str = Field(description="active, closed ou merged")
    name: str = ""
    address: str = ""
    postal_code: str = ""
    commune: str = ""
    commune_code: str = ""
    latitude: float | None = None
    longitude: float | None = None
    siret: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    websites: tuple[str, ...] = ()
    hours: str = Field(default="", description="OSM opening_hours, heure de Paris")
    itinerant: bool | None = None
    kinds: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    special_care: tuple[str, ...] = ()
    fees: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    access_modes: tuple[str, ...] = ()
    support_modes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    accessibility: tuple[str, ...] = ()
    confirmed_on: date | None = None
    updated_at: datetime
    sources: tuple[str, ...] = ()
    demonstration: bool = False
    replaced_by: UUID | None = Field(default=None, description="le lieu auquel celui-ci a été réuni")


class PlacesOut(Schema):
    """One page; `next_cursor` is empty on the last."""

    items: list[PlaceOut]
    next_cursor: str = ""
    licence: str = "Licence Ouverte 2.0"


class Fault(Schema):
    """Why a call was refused, in French."""

    detail: str


def place_out(place: PublishedPlace | Tombstone) -> PlaceOut:
    """A place or a tombstone in the words of the API."""
    if isinstance(place, Tombstone):
        return PlaceOut(
            id=place.public_id, status=place.status, updated_at=place.updated_at, replaced_by=place.replaced_by
        )
    shown: dict[str, Any] = {
        name: place.values[name] for name in PlaceOut.model_fields if name in place.values and name != "emails"
    }
    return PlaceOut(
        id=place.public_id,
        status="active",
        commune=place.commune_name,
        emails=place.public_emails,
        confirmed_on=place.confirmed_on,
        updated_at=place.updated_at,
        sources=place.sources,
        demonstration=place.is_demonstration,
        **shown,
    )
