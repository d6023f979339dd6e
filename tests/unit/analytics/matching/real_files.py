"""Small readers of the producers' raw files, enough to compare places: the product has its own, fuller ones."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from maillage.tables.places import PlaceRow


def read_places(folder: Path) -> list[PlaceRow]:
    """The places of the Val-d'Oise in the three files, wherever they lie below the folder."""
    return [
        *read_france_services(_below(folder, "france-services_*_95.csv")),
        *read_permanences(_below(folder, "permanences-conseillers-numeriques_*_95.json")),
        *read_libraries(_below(folder, "bibliotheques-publiques_95.csv")),
    ]


def read_national(folder: Path) -> list[PlaceRow]:
    """The two national files."""
    return [
        *read_france_services(_below(folder, "national/france-services_*.csv")),
        *read_permanences(_below(folder, "national/permanences-conseillers-numeriques_*.json")),
    ]


def read_france_services(path: Path) -> list[PlaceRow]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [_france_services(row) for row in csv.DictReader(lines)]


def read_permanences(path: Path) -> list[PlaceRow]:
    return [_permanence(entry) for entry in json.loads(path.read_text(encoding="utf-8"))]


def read_libraries(path: Path) -> list[PlaceRow]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [_library(row) for row in csv.DictReader(lines)]


def _below(folder: Path, pattern: str) -> Path:
    return next(iter(sorted(folder.rglob(pattern))))


def _number(text: object) -> float | None:
    try:
        return float(str(text))
    except ValueError:
        return None


def _phone(text: str) -> tuple[str, ...]:
    digits = "".join(sign for sign in text if sign.isdigit())
    return (f"+33{digits[1:10]}",) if len(digits) >= 10 else ()


def _france_services(row: dict[str, str]) -> PlaceRow:
    return PlaceRow(
        source="france-services",
        source_id=row["id_fs"],
        name=row["lib_fs"],
        kinds=("rfs",),
        commune_code=row["insee_com"],
        commune_name=row["lib_com"],
        postal_code=row["code_postal"],
        address=row["adresse"],
        address_extra=row["complement_adresse"],
        latitude=_number(row["latitude"]),
        longitude=_number(row["longitude"]),
        phones=_phone(row["telephone"]),
        emails=(row["mail"],) if row["mail"] else (),
        itinerant=row["format_fs"] != "Fixe",
        programmes=("france_services",),
    )


def _permanence(entry: dict[str, object]) -> PlaceRow:
    return PlaceRow(
        source="conseiller-numerique",
        source_id=str(entry["id"]),
        name=str(entry["nom"]),
        siret=str(entry.get("pivot") or ""),
        commune_name=str(entry.get("commune") or ""),
        postal_code=str(entry.get("code_postal") or ""),
        address=str(entry.get("adresse") or ""),
        latitude=_number(entry.get("latitude")),
        longitude=_number(entry.get("longitude")),
        websites=(str(entry["site_web"]),) if entry.get("site_web") else (),
        programmes=("conseiller_numerique",),
    )


def _library(row: dict[str, str]) -> PlaceRow:
    point = row["coordonnees_ban"].split(",") if row["coordonnees_ban"] else ["", ""]
    return PlaceRow(
        source="bibliotheques",
        source_id=row["code_bib"].removesuffix(".0"),
        name=" ".join(dict.fromkeys(part.strip() for part in (row["Libelle1"], row["Libelle2"]) if part.strip())),
        kinds=("bib",),
        commune_code=row["INSEE"],
        commune_name=row["Ville"],
        postal_code=row["CP"],
        address=row["voie"],
        address_extra=row["Localisation"],
        latitude=_number(point[0]),
        longitude=_number(point[1]),
    )
