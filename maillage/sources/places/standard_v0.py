"""The national standard in its first version, 0.1.x: 29 columns, several values separated by `;`."""

from __future__ import annotations

from maillage.sources.places.cells import readable_name
from maillage.sources.places.contacts import emails_of, phones_of, sites_of
from maillage.sources.places.identifiers import digest_id
from maillage.sources.places.localities import departement_named
from maillage.sources.places.row import Row
from maillage.tables.places import PlaceRow
from maillage.tables.vocabulary import code_of

FORM = "standard_v0"


def read(row: Row) -> PlaceRow:
    """One row of the standard 0.1."""
    postal_code = row.postal_code("code_postal")
    code, commune = row.commune("commune", postal_code, "code_insee")
    latitude, longitude = row.coordinates("latitude", "longitude", code)
    siret, rna = row.pivot("pivot")
    hours, hours_note = row.hours("horaires")
    name, address = readable_name(row.text("nom"), commune), row.text("adresse")
    audiences, special_care = _publics(row)
    return PlaceRow(
        source=row.text("source") or "standard",
        source_id=row.text("id") or digest_id(name, address, postal_code),
        name=name,
        kinds=row.codes("typologie", "kinds", "standard_v1"),
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
        emails=row.contacts("courriel", emails_of),
        websites=row.contacts("site_web", sites_of),
        hours=hours,
        hours_note=hours_note,
        services=row.codes("services", "services", FORM),
        audiences=audiences,
        special_care=special_care,
        fees=row.codes("conditions_acces", "fees", FORM),
        programmes=row.codes("labels_nationaux", "programmes", FORM),
        local_labels=row.parts("labels_autres", ";|"),
        support_modes=row.codes("modalites_accompagnement", "support_modes", FORM),
        accessibility_url=row.site("accessibilite"),
        appointment_url=row.site("prise_rdv"),
        summary=row.text("presentation_resume", 500),
        description=row.paragraph("presentation_detail"),
        parent_organisation=row.text("structure_parente"),
        updated_on=row.date("date_maj"),
    )


def _publics(row: Row) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The audiences and the special care that version 0.1 kept in one column."""
    audiences, care = [], []
    for value in row.parts("publics_accueillis", ";|"):
        audience, special = code_of("audiences", FORM, value), code_of("special_care", FORM, value)
        if audience:
            audiences.append(audience)
        elif special:
            care.append(special)
        else:
            row.unknown_value("publics_accueillis", value)
    return tuple(dict.fromkeys(audiences)), tuple(dict.fromkeys(care))
