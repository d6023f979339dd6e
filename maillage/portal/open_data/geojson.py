"""The directory as GeoJSON: one point a place, what a map and its list need."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from maillage.programme.places.selectors.publication import PublishedPlace
from maillage.tables.vocabulary import labels_of

ATTRIBUTION = "Maillage et les sources nommées dans chaque lieu, Licence Ouverte 2.0"


def collection(places: Iterable[PublishedPlace], address: str = "") -> dict[str, Any]:
    """A FeatureCollection; a place without position has a null geometry. `address` starts each place's link."""
    return {
        "type": "FeatureCollection",
        "attribution": ATTRIBUTION,
        "features": [feature(place, address) for place in places],
    }


def feature(place: PublishedPlace, address: str = "") -> dict[str, Any]:
    """One place."""
    values = place.values
    known = values["latitude"] is not None and values["longitude"] is not None
    point = {"type": "Point", "coordinates": [values["longitude"], values["latitude"]]} if known else None
    return {
        "type": "Feature",
        "id": str(place.public_id),
        "geometry": point,
        "properties": {
            "nom": values["name"],
            "type": ", ".join(labels_of("kinds", values["kinds"])),
            "adresse": values["address"],
            "commune": place.commune_name,
            "code_postal": values["postal_code"],
            "telephone": next(iter(values["phones"]), ""),
            "horaires": values["hours"],
            "itinerant": values["itinerant"],
            "services": list(labels_of("services", values["services"])),
            "frais": list(labels_of("fees", values["fees"])),
            "verifie_le": place.confirmed_on.isoformat() if place.confirmed_on else None,
            "sources": list(place.sources),
            "demonstration": place.is_demonstration,
            "lien": f"{address}/lieux/{place.public_id}/",
        },
    }
