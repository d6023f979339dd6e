"""A row prepared once for many comparisons: its name, street, identifiers, contacts and services, normalised."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from maillage.analytics.matching.addresses import Address, parse_address
from maillage.analytics.matching.families import Services, services_of
from maillage.analytics.matching.names import NameForm, fold, fold_commune, name_form
from maillage.analytics.matching.spec import spec
from maillage.tables.places import PlaceRow

EARTH_M = 6_371_008.8
SILENT_BOXES = frozenset({"noreply", "no-reply", "ne-pas-repondre", "nepasrepondre"})


@dataclass(frozen=True, slots=True)
class Profile:
    """What the comparison reads of a row. `point` is (latitude, longitude) in degrees or None."""

    key: tuple[str, str]
    name: NameForm
    address: Address
    commune_code: str
    postal_code: str
    commune: str
    point: tuple[float, float] | None
    siret: str
    siren: str
    phones: frozenset[str]
    emails: frozenset[str]
    domains: frozenset[str]
    sites: frozenset[str]
    kinds: frozenset[str]
    services: Services
    registry: bool

    @property
    def signature(self) -> tuple[str, str]:
        """The door: two rows with the same one are one place written twice, not two places sharing a SIRET."""
        if self.address.street:
            return self.address.street, f"{self.address.numbers[:1]}{self.address.suffix}"
        return self.name.text, ""


def profile_of(row: PlaceRow) -> Profile:
    """Normalise a row; whatever is malformed (14 zeros, null island, a noreply box) is treated as missing."""
    siret, siren = _identifiers(row.siret)
    emails = frozenset(mail.strip().casefold() for mail in row.emails if "@" in mail)
    useful = frozenset(mail for mail in emails if mail.split("@")[0] not in SILENT_BOXES)
    name = name_form(row.name, row.commune_name)
    return Profile(
        key=row.key,
        name=name,
        address=parse_address(row.address, row.commune_name),
        commune_code=row.commune_code.strip(),
        postal_code=row.postal_code.strip(),
        commune=fold_commune(row.commune_name),
        point=_point(row.latitude, row.longitude),
        siret=siret,
        siren=siren,
        phones=frozenset(phone for phone in map(_phone, row.phones) if phone),
        emails=useful,
        domains=frozenset(mail.rsplit("@", 1)[1] for mail in useful) - spec().public_mail,
        sites=frozenset(site for site in map(_site, row.websites) if site),
        kinds=frozenset(row.kinds) - {"autre"},
        services=services_of(name, row),
        registry=_registry(row),
    )


def metres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance in metres, equirectangular (under 0.1 % wrong at the scale of a town); symmetric."""
    north = math.radians(a[0] - b[0])
    east = math.radians(a[1] - b[1]) * math.cos(math.radians((a[0] + b[0]) / 2))
    return EARTH_M * math.hypot(north, east)


def _identifiers(siret: str) -> tuple[str, str]:
    digits = "".join(sign for sign in siret if sign.isdigit())
    if len(digits) not in (9, 14) or len(set(digits[:9])) == 1:
        return "", ""
    return (digits if len(digits) == 14 else ""), digits[:9]


def _point(latitude: float | None, longitude: float | None) -> tuple[float, float] | None:
    if latitude is None or longitude is None or (abs(latitude) < 0.01 and abs(longitude) < 0.01):
        return None
    if not (math.isfinite(latitude) and math.isfinite(longitude) and abs(latitude) <= 90 and abs(longitude) <= 180):
        return None
    return latitude, longitude


def _phone(phone: str) -> str:
    digits = re.sub(r"\D", "", phone)
    return digits[-9:] if len(digits) >= 9 else ""


def _site(url: str) -> str:
    parts = urlsplit(url.strip() if "//" in url else f"//{url.strip()}")
    return f"{parts.netloc.casefold().removeprefix('www.')}{parts.path.rstrip('/')}" if parts.netloc else ""


def _registry(row: PlaceRow) -> bool:
    """A row of the national list of France services: there, and there alone, an identifier is a place."""
    return "france services" in fold(row.source)
