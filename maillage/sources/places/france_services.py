"""The list of France services (24 columns in 2024, 23 in 2022): six columns of hours, one place a row."""

from __future__ import annotations

from maillage.sources.places.cells import folded, readable_name
from maillage.sources.places.contacts import emails_of, phones_of
from maillage.sources.places.identifiers import digest_id
from maillage.sources.places.localities import departement_named
from maillage.sources.places.row import Row
from maillage.sources.places.written_hours import DAYS, FRENCH_DAYS, osm_from_days
from maillage.tables.places import PlaceRow

SOURCE = "france-services"
_COLUMNS = {code: f"h_{name}" for code, name in zip(DAYS, FRENCH_DAYS, strict=True)}
# « Multisites » says nothing of moving: unknown.
_FORMATS = {
    "bus equivalent": True,
    "itinerante": True,
    "itinerant": True,
    "fixe": False,
    "fixe antenne s": False,
    "multisites": None,
}
_YES = {"oui": True, "non": False}


def read(row: Row) -> PlaceRow:
    """One France services."""
    postal_code = row.postal_code("code_postal")
    code, commune = row.commune("lib_com", postal_code, "insee_com")
    latitude, longitude = row.coordinates("latitude", "longitude", code)
    name, address = readable_name(row.text("lib_fs"), commune), row.text("adresse")
    itinerant = _itinerant(row)
    row.text("insee_dep")
    return PlaceRow(
        source=SOURCE,
        source_id=row.text("id_fs") or digest_id(name, address, postal_code),
        name=name,
        kinds=("rfs", "enm") if itinerant else ("rfs",),
        commune_code=code,
        commune_name=commune,
        postal_code=postal_code,
        address=address,
        address_extra=row.text("complement_adresse"),
        latitude=latitude,
        longitude=longitude,
        phones=row.contacts("telephone", lambda text: phones_of(text, departement_named(code, postal_code))),
        emails=row.contacts("mail", emails_of),
        hours=_hours(row),
        hours_note=_note(row),
        itinerant=itinerant,
        # The national charter of France services obliges each to help with online procedures.
        services=("online_procedures",),
        programmes=("france_services",),
    )


def _hours(row: Row) -> str:
    cells = {code: row.text(column) for code, column in _COLUMNS.items()}
    hours, faults = osm_from_days(cells)
    for code, message in faults:
        row.fault(_COLUMNS[code], cells[code], message)
    return hours


def _note(row: Row) -> str:
    """The comment, which alone holds school holidays and tours, and whether one can take an appointment."""
    appointment = row.text("prise_rdv")
    said = "Rendez-vous possible." if _YES.get(folded(appointment)) else ""
    if appointment and folded(appointment) not in _YES:
        row.fault("prise_rdv", appointment, "Valeur attendue : Oui ou Non.")
    return " ".join(part for part in (said, row.text("commentaire", 2000)) if part)


def _itinerant(row: Row) -> bool | None:
    for column in ("format_fs", "itinerance", "itinerante"):
        value = row.text(column)
        word = folded(value.replace("_", " "))
        if word in _FORMATS:
            return _FORMATS[word]
        if word in _YES:
            return _YES[word]
        if value:
            row.fault(column, value, "Format inconnu : fixe ou itinérant, ce n’est pas dit.")
    return None
