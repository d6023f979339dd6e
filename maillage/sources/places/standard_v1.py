"""The national standard « lieux de médiation numérique » 1.0.x: 32 columns, several values separated by `|`."""

from __future__ import annotations

from maillage.sources.places.cells import folded, readable_name
from maillage.sources.places.contacts import emails_of, phones_of, sites_of
from maillage.sources.places.identifiers import digest_id
from maillage.sources.places.localities import departement_named
from maillage.sources.places.row import Row
from maillage.tables.places import PlaceRow

FORM = "standard_v1"
_ITINERANT = {"itinerant": True, "itinerante": True, "oui": True, "fixe": False, "non": False}


def read(row: Row) -> PlaceRow:
    """One row of the standard."""
    postal_code = row.postal_code("code_postal")
    code, commune = row.commune("commune", postal_code, "code_insee")
    latitude, longitude = row.coordinates("latitude", "longitude", code)
    siret, rna = row.pivot("pivot")
    hours, hours_note = row.hours("horaires")
    name, address = readable_name(row.text("nom"), commune), row.text("adresse")
    return PlaceRow(
        source=row.text("source") or "standard",
        source_id=row.text("id") or digest_id(name, address, postal_code),
        name=name,
        kinds=row.codes("typologie", "kinds", FORM),
        siret=siret,
        rna=rna,
        commune_code=code,
        commune_name=commune,
        postal_code=postal_code,
        address=address,
        address_extra=row.text("complement_adresse"),
        latitude=latitude,
        longitude=longitude,
        phones=row.contacts("telephone", lambda text: phones_of(text, departement_named(code, postal_code))),
        emails=row.contacts("courriels", emails_of),
        websites=row.contacts("site_web", sites_of),
        hours=hours,
        hours_note=hours_note,
        itinerant=itinerance(row, "itinerance"),
        services=row.codes("services", "services", FORM),
        audiences=row.codes("publics_specifiquement_adresses", "audiences", FORM),
        special_care=row.codes("prise_en_charge_specifique", "special_care", FORM),
        fees=row.codes("frais_a_charge", "fees", FORM),
        programmes=row.codes("dispositif_programmes_nationaux", "programmes", FORM),
        labels=row.codes("formations_labels", "labels", FORM),
        local_labels=row.parts("autres_formations_labels", "|;"),
        access_modes=row.codes("modalites_acces", "access_modes", FORM),
        support_modes=row.codes("modalites_accompagnement", "support_modes", FORM),
        accessibility_url=row.site("fiche_acces_libre"),
        appointment_url=row.site("prise_rdv"),
        summary=row.text("presentation_resume", 500),
        description=row.paragraph("presentation_detail"),
        parent_organisation=row.text("structure_parente"),
        updated_on=row.date("date_maj"),
    )


def itinerance(row: Row, column: str) -> bool | None:
    """« Itinérant » or « Fixe »; both at once, or another word, is unknown."""
    parts = row.parts(column, "|;")
    found = {_ITINERANT.get(folded(part)) for part in parts}
    if None in found:
        row.fault(column, "|".join(parts), "Valeur attendue : Itinérant ou Fixe.")
    return next(iter(found)) if len(found) == 1 else None
