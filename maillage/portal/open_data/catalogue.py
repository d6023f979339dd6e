"""The publication described for data.gouv.fr and other catalogues: DCAT in JSON-LD, which they harvest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from maillage.portal.open_data.publish import Published

LICENCE = "https://www.etalab.gouv.fr/wp-content/uploads/2017/04/ETALAB-Licence-Ouverte-v2.0.pdf"
TITLE = "Lieux de médiation numérique"
SUMMARY = (
    "Lieux et bus où l’on aide les habitants avec le numérique : adresses, horaires, services, publics, tenus à jour "
    "par le programme départemental. Aucune donnée de personne."
)
KEYWORDS = ("inclusion numérique", "médiation numérique", "lieux", "France services")
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def catalogue(files: Iterable[Published], address: str, departement: str) -> dict[str, Any]:
    """One dataset and its files; `address` is where this site is, « https://… » without a final slash."""
    files = tuple(files)
    dataset: dict[str, Any] = {
        "@id": f"{address}/donnees/",
        "@type": "dcat:Dataset",
        "dct:identifier": f"maillage-lieux-{departement}",
        "dct:title": {"@value": f"{TITLE} ({departement})", "@language": "fr"},
        "dct:description": {"@value": SUMMARY, "@language": "fr"},
        "dct:license": {"@id": LICENCE},
        "dct:accrualPeriodicity": {"@id": "http://publications.europa.eu/resource/authority/frequency/DAILY"},
        "dct:spatial": {"@id": f"http://id.insee.fr/geo/departement/{departement}"},
        "dcat:landingPage": {"@id": f"{address}/donnees/"},
        "dcat:keyword": [{"@value": word, "@language": "fr"} for word in KEYWORDS],
        "dcat:distribution": [_distribution(file, address) for file in files],
    }
    if files:
        dataset["dct:modified"] = {"@value": files[0].at.isoformat(), "@type": "xsd:dateTime"}
    return {"@context": CONTEXT, "@graph": [{"@id": address, "@type": "dcat:Catalog", "dcat:dataset": dataset}]}


def _distribution(file: Published, address: str) -> dict[str, Any]:
    link = f"{address}/donnees/{file.format.name}"
    found: dict[str, Any] = {
        "@id": link,
        "@type": "dcat:Distribution",
        "dct:title": {"@value": file.format.title, "@language": "fr"},
        "dcat:accessURL": {"@id": link},
        "dcat:downloadURL": {"@id": link},
        "dcat:mediaType": file.format.media_type,
        "dcat:byteSize": file.path.stat().st_size,
        "dct:license": {"@id": LICENCE},
    }
    if file.format.schema:
        found["dct:conformsTo"] = {"@id": file.format.schema}
    return found
