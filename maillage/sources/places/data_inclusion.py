"""The structures of data·inclusion v1, as JSON or CSV."""

from __future__ import annotations

from maillage.sources.places.cells import readable_name
from maillage.sources.places.contacts import emails_of, phones_of, sites_of
from maillage.sources.places.identifiers import digest_id
from maillage.sources.places.localities import departement_named
from maillage.sources.places.row import Row
from maillage.tables.places import PlaceRow
from maillage.tables.vocabulary import code_of

FORM = "data_inclusion"
_KINDS = {
    "aci": "aci", "afpa": "afpa", "ai": "ai", "ase": "ase", "caf": "caf", "cap-emploi-reseau-cheops": "cap_emploi",
    "ccas-cias": "ccas", "chambres-consulaires": "ccons", "chrs": "chrs", "chu": "chu", "cidff": "cidff",
    "communes": "muni", "cpam": "cpam", "departements": "dept", "ecoles-de-la-deuxieme-chance": "e2c", "ei": "ei",
    "espaces-publics-numeriques": "epn", "esat": "esat", "france-service": "rfs", "france-travail": "ft",
    "la-poste": "la_poste", "maisons-de-l-emploi": "mde", "maisons-des-solidarites": "mds", "mdph": "mdph",
    "mission-locale": "ml", "mjc": "mjc", "msap": "msap", "mutualite-sociale-agricole": "msa",
    "pimms-mediation": "pimms", "plie": "plie", "points-justice": "pad", "regions": "reg",
    "reseau-information-jeunesse": "pij_bij", "residences-fjt": "rs_fjt", "ressourceries": "ressourcerie",
    "spip": "spip", "unaf": "udaf",
}  # fmt: skip


def read(row: Row) -> PlaceRow:
    """One structure."""
    postal_code = row.postal_code("code_postal")
    code, commune = row.commune("commune", postal_code, "code_insee")
    latitude, longitude = row.coordinates("latitude", "longitude", code)
    hours, hours_note = row.hours("horaires_accueil")
    name, address = readable_name(row.text("nom"), commune), row.text("adresse")
    siret, _ = row.pivot("siret")
    kinds, programmes = _networks(row)
    return PlaceRow(
        source=row.text("source") or "data-inclusion",
        source_id=row.text("id") or digest_id(name, address, postal_code),
        name=name,
        kinds=kinds,
        siret=siret,
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
        programmes=programmes,
        accessibility_url=row.site("accessibilite_lieu"),
        description=row.paragraph("description"),
        updated_on=row.date("date_maj"),
    )


def _networks(row: Row) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(kinds, programmes) of the networks that a structure belongs to."""
    kinds, programmes = [], []
    for value in row.parts("reseaux_porteurs", "|,;"):
        programme = code_of("programmes", FORM, value)
        kind = _KINDS.get(value)
        kinds += [kind] if kind else []
        programmes += [programme] if programme else []
        if not kind and not programme:
            row.unknown_value("reseaux_porteurs", value)
    return tuple(dict.fromkeys(kinds)), tuple(dict.fromkeys(programmes))
