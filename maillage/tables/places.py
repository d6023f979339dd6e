"""The declared row of a place: what every source gives, what deduplication compares, what is published."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any


@dataclass(frozen=True)
class PlaceRow:
    """One place as one source describes it; codes are those of `vocabulary`. Empty means unknown, never « no ».

    `hours` is an OSM opening_hours string; `latitude` and `longitude` are WGS84 degrees; phones are E.164;
    `siret` has 14 digits, `siren` 9; `address` is the street line alone.
    """

    source: str
    source_id: str
    name: str
    kinds: tuple[str, ...] = ()
    siret: str = ""
    rna: str = ""
    commune_code: str = ""
    commune_name: str = ""
    postal_code: str = ""
    address: str = ""
    address_extra: str = ""
    latitude: float | None = None
    longitude: float | None = None
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    websites: tuple[str, ...] = ()
    hours: str = ""
    hours_note: str = ""
    itinerant: bool | None = None
    services: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    special_care: tuple[str, ...] = ()
    fees: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    local_labels: tuple[str, ...] = ()
    access_modes: tuple[str, ...] = ()
    support_modes: tuple[str, ...] = ()
    accessibility_url: str = ""
    appointment_url: str = ""
    summary: str = ""
    description: str = ""
    parent_organisation: str = ""
    updated_on: date | None = None

    @property
    def siren(self) -> str:
        """The first nine digits of the SIRET."""
        return self.siret[:9]

    @property
    def key(self) -> tuple[str, str]:
        """(source, identifier in the source)."""
        return self.source, self.source_id

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values, tuples as lists, dates in ISO."""
        return {k: _plain(v) for k, v in asdict(self).items()}

    def fingerprint(self) -> str:
        """SHA-256 of the content without its date: two equal ones mean that nothing changed."""
        content = {k: v for k, v in self.as_json().items() if k != "updated_on"}
        return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


LIST_FIELDS = tuple(f.name for f in fields(PlaceRow) if str(f.type).startswith("tuple"))
VOCABULARY_FIELDS = (
    "kinds",
    "services",
    "audiences",
    "special_care",
    "fees",
    "programmes",
    "labels",
    "access_modes",
    "support_modes",
)
FIELD_WORDS: dict[str, str] = {
    "name": "nom",
    "kinds": "type de lieu",
    "siret": "SIRET",
    "rna": "numéro RNA",
    "commune_code": "code Insee de la commune",
    "commune_name": "commune",
    "postal_code": "code postal",
    "address": "adresse",
    "address_extra": "complément d’adresse",
    "latitude": "latitude",
    "longitude": "longitude",
    "phones": "téléphone",
    "emails": "courriel",
    "websites": "site web",
    "hours": "horaires",
    "hours_note": "précision sur les horaires",
    "itinerant": "itinérance",
    "services": "services",
    "audiences": "publics",
    "special_care": "prise en charge spécifique",
    "fees": "frais",
    "programmes": "dispositifs",
    "labels": "labels",
    "local_labels": "labels locaux",
    "access_modes": "modalités d’accès",
    "support_modes": "modalités d’accompagnement",
    "accessibility_url": "fiche d’accessibilité",
    "appointment_url": "prise de rendez-vous",
    "summary": "présentation courte",
    "description": "présentation",
    "parent_organisation": "structure porteuse",
}


@dataclass(frozen=True)
class RowFault:
    """What is wrong in one cell, in French; `kept` tells whether the rest of the row is used."""

    row: int
    column: str
    value: str
    message: str
    kept: bool = True


@dataclass(frozen=True)
class Loss:
    """What a vocabulary or a format cannot say: the field, the value lost, how often."""

    field: str
    value: str
    count: int


def row_from_json(content: dict[str, Any]) -> PlaceRow:
    """The row that `as_json` wrote."""
    known = {f.name for f in fields(PlaceRow)}
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in content.items() if k in known}
    if values.get("updated_on"):
        values["updated_on"] = date.fromisoformat(values["updated_on"])
    return PlaceRow(**values)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value
