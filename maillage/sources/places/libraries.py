"""The addresses of public libraries published by the Ministère de la Culture, with their weekly opening hours count."""

from __future__ import annotations

from maillage.sources.places.cells import folded, readable_name
from maillage.sources.places.identifiers import digest_id
from maillage.sources.places.row import Row
from maillage.tables.places import PlaceRow

SOURCE = "bibliotheques-publiques"
_GENERIC = {"bibliotheque", "mediatheque", "bibliotheque municipale", "mediatheque municipale", ""}


def read(row: Row) -> PlaceRow:
    """One library."""
    postal_code = row.postal_code("CP")
    code, commune = row.commune("Ville", postal_code, "INSEE")
    row.text("DEPT")
    latitude, longitude = row.coordinate_pair("coordonnees_finales", code)
    name, address = _name(row, commune), row.text("voie")
    identifier = row.text("code_bib").removesuffix(".0")
    extra = " ".join(part for part in (row.text("Localisation"), row.text("CEDEXB")) if part)
    return PlaceRow(
        source=SOURCE,
        source_id=identifier or digest_id(name, address, postal_code),
        name=name,
        kinds=("bib",),
        commune_code=code,
        commune_name=commune,
        postal_code=postal_code,
        address=address,
        address_extra=extra,
        latitude=latitude,
        longitude=longitude,
        hours_note=_amplitude(row),
        access_modes=("no_public",) if folded(row.text("type_adresse")) == "adresse administrative" else (),
    )


def _name(row: Row, commune: str) -> str:
    first, second = readable_name(row.text("Libelle1"), commune), readable_name(row.text("Libelle2"), commune)
    if not second or folded(second) == folded(first) or second[0].isdigit():
        return first
    return second if folded(first) in _GENERIC and folded(second) not in _GENERIC else first


def _amplitude(row: Row) -> str:
    hours = row.text("amplitude_horaire").removesuffix(".0")
    return f"Ouvert {hours.replace('.', ',')} heures par semaine." if hours and hours != "0" else ""
