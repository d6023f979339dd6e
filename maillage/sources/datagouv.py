"""The newest file of a data set of data.gouv.fr, with the digest that the platform publishes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maillage.sources.fetching import Policy, fetch
from maillage.tables.errors import DataError

API = "https://www.data.gouv.fr/api/1/datasets"


@dataclass(frozen=True)
class Resource:
    """One file of a data set."""

    address: str
    checksum: str
    modified: str


def newest(dataset: str, file_format: str, work: Path, *, api: str = API, policy: Policy | None = None) -> Resource:
    """The newest main file of a format; a DataError when the data set has none."""
    address = f"{api}/{dataset}/"
    place = work / f".{dataset}.json"
    try:
        fetch(address, place, policy=policy)
        resources = json.loads(place.read_text(encoding="utf-8"))["resources"]
        found = [_resource(entry) for entry in resources if _fits(entry, file_format)]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _refusal(address, "sa description est illisible") from error
    finally:
        place.unlink(missing_ok=True)
    if not found:
        raise _refusal(address, f"il ne contient aucun fichier {file_format.upper()}")
    return max(found, key=lambda resource: resource.modified)


def _fits(entry: dict[str, Any], file_format: str) -> bool:
    return entry.get("format", "").lower() == file_format and entry.get("type", "main") == "main"


def _resource(entry: dict[str, Any]) -> Resource:
    digest = entry.get("checksum") or {}
    name, value = str(digest.get("type", "")).replace("-", "").lower(), digest.get("value", "")
    checksum = f"{name}:{value}" if name in ("sha1", "sha256") and value else ""
    return Resource(str(entry["url"]), checksum, str(entry.get("last_modified", "")))


def _refusal(address: str, why: str) -> DataError:
    return DataError(
        f"Ce jeu de données de data.gouv.fr ne peut pas être utilisé : {why}.",
        file=address,
        mend="Ouvrez sa page et déposez le fichier à la main dans le dossier des données.",
    )
