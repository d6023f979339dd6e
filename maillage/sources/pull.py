"""Brings the producers' files of a département into a folder, and keeps in sources.json what came from where."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from maillage.sources.catalogue import sources
from maillage.sources.datagouv import API, newest
from maillage.sources.fetching import Fetched, Policy, Validators, digest_of, fetch
from maillage.sources.source import Source
from maillage.sources.unpacking import is_archive, unpack
from maillage.tables.errors import DataError

MANIFEST = "sources.json"
OUTLINES = "outlines"
OUTLINES_ADDRESS = (
    "https://geo.api.gouv.fr/departements/{code}/communes?format=geojson&geometry=contour&fields=code,nom"
)
Progress = Callable[[int, int | None], None]


@dataclass(frozen=True)
class Wanted:
    """One thing to bring: its place in the folder, and where it is."""

    id: str
    title: str
    page: str
    address: str = ""
    dataset: str = ""
    file_format: str = ""
    name: str = ""

    @property
    def by_hand(self) -> bool:
        """True when there is no address: the producer's page must be opened."""
        return not (self.address or self.dataset)


@dataclass(frozen=True)
class Pulled:
    """What came of one thing: its files, or that they were up to date."""

    id: str
    files: tuple[Path, ...]
    size: int
    unchanged: bool


def wanted(departement: str, only: tuple[str, ...] = ()) -> tuple[Wanted, ...]:
    """What a diagnosis of a département can use: its outlines, then every source."""
    outlines = Wanted(
        f"{OUTLINES}_{departement}",
        "Contours des communes",
        "https://geo.api.gouv.fr",
        OUTLINES_ADDRESS.format(code=departement),
        name=f"communes_{departement}.geojson",
    )
    known = {OUTLINES: outlines, **{source.id: _wanted_of(source) for source in sources() if source.id != "own_table"}}
    unknown = sorted(set(only) - set(known))
    if unknown:
        raise DataError(
            f"Aucune source ne s’appelle « {unknown[0]} ».",
            expected=", ".join(known),
            mend="« maillage data list » donne les identifiants.",
        )
    return tuple(entry for name, entry in known.items() if not only or name in only)


def pull(
    entry: Wanted,
    folder: Path,
    *,
    force: bool = False,
    policy: Policy | None = None,
    api: str = API,
    progress: Progress = lambda done, total: None,
) -> Pulled:
    """Bring one thing. A file that did not change is not fetched again; a failure leaves the former one in place."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _pull(entry, folder, force, policy, api, progress)
    except OSError as error:
        raise DataError(
            f"Impossible d’écrire dans ce dossier ({error.strerror or type(error).__name__}).",
            file=str(folder),
            expected="un dossier où l’on peut écrire, avec assez de place",
            mend="Choisissez un autre dossier avec --to, ou libérez de la place.",
        ) from error


def _pull(entry: Wanted, folder: Path, force: bool, policy: Policy | None, api: str, progress: Progress) -> Pulled:
    record = {} if force else _intact(folder, read_manifest(folder).get(entry.id, {}))
    address, checksum, prefix = entry.address, "", ""
    if not address:
        resource = newest(entry.dataset, entry.file_format, folder, api=api, policy=policy)
        address, checksum, prefix = resource.address, resource.checksum, resource.modified[:10]
    if record.get("address") != address:
        record = {}
    name = entry.name or _name_of(address, prefix)
    target = folder / name if entry.name else folder / entry.id / name
    known = Validators(record.get("etag", ""), record.get("last_modified", ""))
    check = _check_outlines if entry.name.endswith(".geojson") else _nothing
    fetched = fetch(address, target, policy=policy, known=known, checksum=checksum, check=check, progress=progress)
    if fetched.unchanged:
        files = tuple(folder / line["path"] for line in record["files"])
        return Pulled(entry.id, files, int(record["size"]), True)
    files = _open(target)
    _remember(folder, entry.id, address, fetched, files)
    return Pulled(entry.id, files, fetched.size, False)


def read_manifest(folder: Path) -> dict[str, Any]:
    """What was brought into a folder, by source; nothing when the manifest is absent or unreadable."""
    try:
        content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return content if isinstance(content, dict) else {}


def _wanted_of(source: Source) -> Wanted:
    return Wanted(source.id, source.title, source.page, source.address, source.dataset, source.file_format)


def _name_of(address: str, prefix: str) -> str:
    name = Path(unquote(urlsplit(address).path).replace("\\", "/")).name.strip(". ") or "fichier"
    return name if not prefix or prefix[:4] in name else f"{prefix}_{name}"


def _open(target: Path) -> tuple[Path, ...]:
    if not is_archive(target):
        return (target,)
    try:
        files = unpack(target, target.parent)
    except DataError:
        target.unlink()
        raise
    if target not in files:
        target.unlink()
    return files


def _check_outlines(path: Path) -> None:
    try:
        features = json.loads(path.read_bytes())["features"]
        complete = bool(features) and all(f["properties"]["code"] and f["geometry"] for f in features)
    except (ValueError, KeyError, TypeError):
        complete = False
    if not complete:
        raise DataError(
            "Les contours reçus sont incomplets.",
            file=path.name.removesuffix(".part"),
            expected="un GeoJSON où chaque commune a son code et son contour",
            mend="Relancez la commande dans quelques minutes.",
        )


def _nothing(path: Path) -> None:
    """No check of its own."""


def _intact(folder: Path, record: dict[str, Any]) -> dict[str, Any]:
    """The record of a source whose files are all here, as they were brought; else nothing."""
    try:
        whole = all(digest_of(folder / line["path"]) == line["sha256"] for line in record["files"])
    except (OSError, KeyError, TypeError):
        return {}
    return record if whole else {}


def _remember(folder: Path, name: str, address: str, fetched: Fetched, files: tuple[Path, ...]) -> None:
    record = {
        "address": address,
        "fetched_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "size": fetched.size,
        "sha256": fetched.sha256,
        "etag": fetched.validators.etag,
        "last_modified": fetched.validators.last_modified,
        "files": [{"path": path.relative_to(folder).as_posix(), "sha256": digest_of(path)} for path in files],
    }
    content = {"version": 1, "files": {**read_manifest(folder), name: record}}
    place = folder / f"{MANIFEST}.part"
    place.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    place.replace(folder / MANIFEST)
