"""Writes the directory's open data into a folder, whole or not at all: what stable addresses serve each day."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from maillage.portal.open_data import data_inclusion, geojson, standard_v1
from maillage.portal.open_data.rows import Publication
from maillage.programme.places.selectors.publication import PublishedPlace, published_places
from maillage.tables.places import Loss

RECORD = "publication.json"


@dataclass(frozen=True)
class Format:
    """One file of the publication: its stable name, what it is, which schema it follows."""

    name: str
    title: str
    media_type: str
    schema: str = ""


STANDARD = Format(
    "lieux-mediation-numerique.csv",
    "Lieux de médiation numérique, schéma national v1.0.2",
    "text/csv",
    "https://schema.data.gouv.fr/LaMednum/standard-mediation-num",
)
STRUCTURES = Format(
    "data-inclusion-structures.json",
    "Structures, schéma data·inclusion v1",
    "application/json",
    "https://github.com/gip-inclusion/data-inclusion-schema",
)
SERVICES = Format(
    "data-inclusion-services.json", "Services, schéma data·inclusion v1", "application/json", STRUCTURES.schema
)
POINTS = Format("lieux.geojson", "Lieux sur une carte, GeoJSON", "application/geo+json")
FORMATS = (STANDARD, STRUCTURES, SERVICES, POINTS)


@dataclass(frozen=True)
class WrittenFile:
    """A file written, and how many rows it holds."""

    path: Path
    rows: int


@dataclass(frozen=True)
class Report:
    """What was written, the places that a format left out with what they lack, and the words that it lost."""

    files: tuple[WrittenFile, ...]
    left_out: tuple[tuple[str, str], ...]
    losses: tuple[Loss, ...]


def publish(folder: Path, now: datetime) -> Report:
    """Write every format beside the former ones, then change the folder over in one move."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    places = published_places()
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        report = _write(places, fresh)
        record = {"at": now.isoformat(), "files": {file.path.name: file.rows for file in report.files}}
        (fresh / RECORD).write_text(json.dumps(record), encoding="utf-8")
        fresh.chmod(0o755)
        _change_over(fresh, folder)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    return Report(
        tuple(WrittenFile(folder / file.path.name, file.rows) for file in report.files), report.left_out, report.losses
    )


def _change_over(fresh: Path, folder: Path) -> None:
    former = folder.with_name(f".{folder.name}-former")
    shutil.rmtree(former, ignore_errors=True)
    if folder.exists():
        folder.rename(former)
    fresh.rename(folder)
    shutil.rmtree(former, ignore_errors=True)


def _write(places: list[PublishedPlace], folder: Path) -> Report:
    made: list[tuple[Format, Publication, Callable[[Publication], bytes]]] = [
        (STANDARD, standard_v1.publication(places), lambda found: standard_v1.as_csv(found.rows)),
        (STRUCTURES, data_inclusion.structures(places), _json),
        (SERVICES, data_inclusion.services(places), _json),
    ]
    files = [_file(folder / form.name, content(found), len(found.rows)) for form, found, content in made]
    collection = geojson.collection(places)
    files.append(_file(folder / POINTS.name, _dumped(collection), len(places)))
    left_out = dict.fromkeys(pair for _, found, _ in made for pair in found.left_out)
    return Report(tuple(files), tuple(left_out), tuple(loss for _, found, _ in made for loss in found.losses))


def _file(path: Path, content: bytes, rows: int) -> WrittenFile:
    path.write_bytes(content)
    return WrittenFile(path, rows)


def _json(found: Publication) -> bytes:
    return _dumped(list(found.rows))


def _dumped(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=0).encode()


@dataclass(frozen=True)
class Published:
    """One file that is published: its format, its path, its rows and when it was written."""

    format: Format
    path: Path
    rows: int
    at: datetime


def published_files(folder: Path) -> tuple[Published, ...]:
    """The files of the last publication; empty when there was none."""
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    at = datetime.fromisoformat(record["at"])
    return tuple(
        Published(form, folder / form.name, record["files"][form.name], at)
        for form in FORMATS
        if form.name in record["files"]
    )
