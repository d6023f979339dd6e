"""The schemas structure and service of data·inclusion v1."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from maillage.portal.open_data.rows import Losses, Publication, changed_on
from maillage.programme.places.selectors.publication import PublishedPlace
from maillage.tables.vocabulary import exported, labels_of

SOURCE = "maillage"
# The only networks of ours that the closed list of data·inclusion knows.
NETWORKS = ("programmes", "labels")
TYPE_ORDER = ("aide-materielle", "atelier", "accompagnement")
NAME_BOUNDS = (3, 150)
DESCRIPTION_SHORTEST = 5


def structures(places: Iterable[PublishedPlace]) -> Publication:
    """One structure a place; a name out of the bounds of the schema leaves the place out."""
    losses, rows, left_out = Losses(), [], []
    for place in places:
        if lacks := _lacks_as_structure(place):
            left_out.append((place.values["name"], lacks))
            continue
        rows.append(_structure(place, losses))
    return Publication(tuple(rows), tuple(left_out), losses.as_tuple())


def services(places: Iterable[PublishedPlace]) -> Publication:
    """One service a place: accompaniment with digital matters, as the national map publishes it."""
    losses, rows, left_out = Losses(), [], []
    for place in places:
        lacks = _lacks_as_structure(place) or ("" if place.values["services"] else "au moins un service")
        if lacks:
            left_out.append((place.values["name"], lacks))
            continue
        rows.append(_service(place, losses))
    return Publication(tuple(rows), tuple(left_out), losses.as_tuple())


def _lacks_as_structure(place: PublishedPlace) -> str:
    """What keeps a place out; a service stays out with its structure, so that none names an absent one."""
    return "" if NAME_BOUNDS[0] <= len(_name(place)) <= NAME_BOUNDS[1] else "un nom de 3 à 150 caractères"


def _name(place: PublishedPlace) -> str:
    """The name without a final point, which the schema warns of."""
    return str(place.values["name"]).rstrip(".")


def _identity(place: PublishedPlace) -> str:
    return f"{SOURCE}--{place.public_id}"


def _address(place: PublishedPlace) -> dict[str, Any]:
    values = place.values
    return {
        "commune": place.commune_name or None,
        "code_postal": values["postal_code"] or None,
        "code_insee": values["commune_code"] or None,
        "adresse": values["address"] or None,
        "complement_adresse": values["address_extra"] or None,
        "longitude": values["longitude"],
        "latitude": values["latitude"],
        "telephone": next(iter(values["phones"]), None),
        "courriel": next(iter(place.public_emails), None),
        "horaires_accueil": values["hours"] or None,
    }


def _structure(place: PublishedPlace, losses: Losses) -> dict[str, Any]:
    values = place.values
    networks: list[str] = []
    for field in NETWORKS:
        words, lost = exported(field, "data_inclusion", values[field])
        networks += words
        losses.add(field, lost)
    losses.add("courriels après le premier", place.public_emails[1:])
    losses.add("numéro RNA", [values["rna"]] if values["rna"] else [])
    losses.add("itinérance", ["itinérant"] if values["itinerant"] else [])
    return {
        "source": SOURCE,
        "id": _identity(place),
        "nom": _name(place),
        "date_maj": changed_on(place).isoformat(),
        "description": _description(place),
        "siret": values["siret"] or None,
        **_address(place),
        "site_web": next(iter(values["websites"]), None),
        "accessibilite_lieu": values["accessibility_url"] or None,
        "reseaux_porteurs": sorted(set(networks)) or None,
    }


def _service(place: PublishedPlace, losses: Losses) -> dict[str, Any]:
    values = place.values
    said = {field: exported(field, "data_inclusion", values[field]) for field in (*PUBLICS, *OTHERS)}
    for field, (_, lost) in said.items():
        losses.add(field, lost)
    publics = sorted({value for field in PUBLICS for value in said[field][0]})
    types = [kind for kind in TYPE_ORDER if kind in said["support_modes"][0]]
    at_distance = {"a-distance"} if "remote" in values["support_modes"] else set()
    on_site = {"en-presentiel"} if set(values["support_modes"]) - {"remote"} or not at_distance else set()
    return {
        "source": SOURCE,
        "structure_id": _identity(place),
        "id": f"{_identity(place)}-mediation",
        "nom": "Service d’accompagnement au numérique",
        "description": _description(place) or ", ".join(labels_of("services", values["services"])),
        "date_maj": changed_on(place).isoformat(),
        "type": types[0] if types else None,
        "thematiques": sorted({f"numerique--{value}" for value in said["services"][0]}) or None,
        "frais": said["fees"][0][0] if said["fees"][0] else None,
        "publics": publics or ["tous-publics"],
        **_address(place),
        "modes_accueil": sorted(at_distance | on_site),
        "zone_eligibilite": [place.departement_code] if place.departement_code else None,
        "lien_mobilisation": values["appointment_url"] or None,
        "modes_mobilisation": sorted(_reachable(said["access_modes"][0], place)) or None,
        "mobilisable_par": ["professionnels", "usagers"],
    }


PUBLICS = ("audiences", "special_care")
OTHERS = ("services", "fees", "access_modes", "support_modes")


def _reachable(modes: tuple[str, ...], place: PublishedPlace) -> set[str]:
    """The modes that the published row lets one use: a link, an address or a phone must be there."""
    needs = {"utiliser-lien-mobilisation": place.values["appointment_url"], "envoyer-un-courriel": place.public_emails}
    return {mode for mode in modes if needs.get(mode, True)}


def _description(place: PublishedPlace) -> str | None:
    text = place.values["description"] or place.values["summary"]
    return text if len(text) >= DESCRIPTION_SHORTEST else None
