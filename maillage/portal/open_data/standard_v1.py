"""The schema « lieux de médiation numérique » v1.0.2, of La MedNum: 32 columns, multiple values parted by « | »."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Any

from maillage.portal.open_data.rows import Losses, Publication, changed_on
from maillage.programme.places.selectors.publication import PublishedPlace
from maillage.tables.cells import FORMULA_STARTS
from maillage.tables.vocabulary import exported

COLUMNS = (
    "id", "pivot", "nom", "commune", "code_postal", "code_insee", "adresse", "complement_adresse", "latitude",
    "longitude", "typologie", "telephone", "courriels", "site_web", "horaires", "presentation_resume",
    "presentation_detail", "source", "itinerance", "structure_parente", "date_maj", "services",
    "publics_specifiquement_adresses", "prise_en_charge_specifique", "frais_a_charge",
    "dispositif_programmes_nationaux", "formations_labels", "autres_formations_labels", "modalites_acces",
    "modalites_accompagnement", "fiche_acces_libre", "prise_rdv",
)  # fmt: skip
TERMS = {
    "typologie": "kinds",
    "services": "services",
    "publics_specifiquement_adresses": "audiences",
    "prise_en_charge_specifique": "special_care",
    "frais_a_charge": "fees",
    "dispositif_programmes_nationaux": "programmes",
    "formations_labels": "labels",
    "modalites_acces": "access_modes",
    "modalites_accompagnement": "support_modes",
}
# The schema asks for a pivot; producers without one write fourteen zeros, and readers of the schema expect it.
NO_PIVOT = "0" * 14
PHONE = re.compile(r"^(\+33|\+590|\+594|\+262|\+596|\+269|\+687|\+689|\+508|\+681)\d{6,9}$")
POSTAL = re.compile(r"^\d{5}$")
RESUME = 280


def publication(places: Iterable[PublishedPlace]) -> Publication:
    """Every place that the schema accepts; the others are named with what they lack."""
    losses, rows, left_out = Losses(), [], []
    for place in places:
        lacks = _lacks(place)
        if lacks:
            left_out.append((place.values["name"], lacks))
        else:
            rows.append(_row(place, losses))
    return Publication(tuple(rows), tuple(left_out), losses.as_tuple())


def as_csv(rows: Iterable[dict[str, Any]]) -> bytes:
    """The rows in UTF-8, comma-separated, as the schema wants."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8")


def _lacks(place: PublishedPlace) -> str:
    values = place.values
    required = {
        "un nom": values["name"],
        "une commune": place.commune_name,
        "une adresse": values["address"],
        "un code postal": POSTAL.match(values["postal_code"]),
    }
    return ", ".join(word for word, value in required.items() if not value)


def _row(place: PublishedPlace, losses: Losses) -> dict[str, Any]:
    values = place.values
    phones = [phone for phone in values["phones"] if PHONE.match(phone)]
    losses.add("téléphones après le premier", phones[1:])
    losses.add("téléphone hors du format", [phone for phone in values["phones"] if phone not in phones])
    row: dict[str, Any] = {
        "id": f"maillage-{place.public_id}",
        "pivot": values["siret"] or values["rna"] or NO_PIVOT,
        "nom": _text(values["name"]),
        "commune": _text(place.commune_name),
        "code_postal": values["postal_code"],
        "code_insee": values["commune_code"],
        "adresse": _text(values["address"]),
        "complement_adresse": _text(values["address_extra"]),
        "latitude": values["latitude"],
        "longitude": values["longitude"],
        "telephone": phones[0] if phones else "",
        "courriels": "|".join(place.public_emails),
        "site_web": "|".join(values["websites"]),
        "horaires": values["hours"],
        "presentation_resume": _text(values["summary"])[:RESUME],
        "presentation_detail": _text(values["description"]),
        "source": "demonstration" if place.is_demonstration else "maillage",
        "itinerance": {True: "Itinérant", False: "Fixe"}.get(values["itinerant"], ""),
        "structure_parente": _text(values["parent_organisation"]),
        "date_maj": changed_on(place).isoformat(),
        "autres_formations_labels": "|".join(_text(label) for label in values["local_labels"]),
        "fiche_acces_libre": values["accessibility_url"],
        "prise_rdv": values["appointment_url"],
    }
    for column, field in TERMS.items():
        words, lost = exported(field, "standard_v1", values[field])
        row[column] = "|".join(words)
        losses.add(column, lost)
    return row


def _text(value: str) -> str:
    """Free text on one line that no spreadsheet takes for a formula."""
    return " ".join(value.split()).lstrip("".join(FORMULA_STARTS) + " ")
