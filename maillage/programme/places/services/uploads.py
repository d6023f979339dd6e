"""Keeps a file until it is imported or abandoned, never under the name its owner gave it, never more than a day."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePath
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from maillage.programme.journal.services import record
from maillage.programme.places.selectors.uploads import SIDECAR, Upload, read_upload, uploads_folder
from maillage.programme.places.services.duplicates import detect_duplicates
from maillage.programme.places.services.imports import Arrival, Outcome, import_rows, remember_mapping
from maillage.sources.places import PlacesRead

FORMS = frozenset({".csv", ".tsv", ".txt", ".json", ".xlsx"})
KEPT_SECONDS = 24 * 3600


def keep_upload(*, name: str, blocks: Iterable[bytes], layout: str, by: object) -> Upload:
    """Put a file aside under a name of ours; those that waited more than a day go."""
    purge_uploads(by=by)
    key, shown = uuid4(), PurePath(name.replace("\\", "/")).name[:200] or "fichier"
    form = PurePath(shown).suffix.lower()
    path = uploads_folder() / f"{key}{form if form in FORMS else '.txt'}"
    with path.open("wb") as file:
        file.writelines(blocks)
    upload = Upload(key, path, shown, layout, None)
    _describe(upload)
    _note("places.upload_kept", upload, by)
    return upload


def match_columns(*, upload: Upload, header: Iterable[str], mapping: dict[str, Any], by: object) -> Upload:
    """Match the columns of a waiting file, and remember it for the next one with the same header."""
    matched = replace(upload, mapping=mapping)
    remember_mapping(header=tuple(header), mapping=mapping, by=by)
    _describe(matched)
    _note("places.upload_matched", upload, by)
    return matched


def rehearse_upload(*, upload: Upload, read: PlacesRead, by: object, today: date) -> Outcome:
    """What the import would do; nothing is kept."""
    return import_rows(arrival=arrival_of(upload, read), by=by, today=today, dry_run=True)


def apply_upload(*, upload: Upload, by: object, today: date) -> Outcome:
    """Import a waiting file, compare its places with the others, and let the file go. A DataError changes nothing."""
    reading = read_upload(upload, today)
    if reading.read is None:
        raise reading.refusal or ValueError("nothing was read")
    with transaction.atomic():
        outcome = import_rows(arrival=arrival_of(upload, reading.read), by=by, today=today)
        if outcome.created or outcome.updated:
            detect_duplicates(by=by, today=today)
    _remove(upload)
    return outcome


def arrival_of(upload: Upload, read: PlacesRead) -> Arrival:
    """A file read, as an import takes it."""
    digest = hashlib.sha256(upload.path.read_bytes()).hexdigest()
    return Arrival(upload.name, digest, read.layout, read.rows, read.faults, read.losses)


def drop_upload(*, upload: Upload, by: object) -> None:
    """Let a waiting file go without importing it."""
    _remove(upload)
    _note("places.upload_dropped", upload, by)


def purge_uploads(*, by: object, now: float | None = None) -> int:
    """Remove the files that waited more than a day; returns how many files went."""
    limit = (time.time() if now is None else now) - KEPT_SECONDS
    old = [path for path in uploads_folder().iterdir() if path.is_file() and path.stat().st_mtime < limit]
    for path in old:
        path.unlink(missing_ok=True)
    if old:
        record(
            actor=by,
            action="places.uploads_purged",
            object_type="upload",
            object_id="old",
            details={"files": len(old)},
        )
    return len(old)


def _describe(upload: Upload) -> None:
    said = {"file": upload.path.name, "name": upload.name, "layout": upload.layout, "mapping": upload.mapping}
    about = _about(upload.path, upload.key)
    about.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")


def _remove(upload: Upload) -> None:
    for path in (upload.path, _about(upload.path, upload.key)):
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _about(path: Path, key: UUID) -> Path:
    return path.with_name(f"{key}{SIDECAR}")


def _note(action: str, upload: Upload, by: object) -> None:
    details = {"file": upload.name, "layout": upload.layout}
    record(actor=by, action=action, object_type="upload", object_id=str(upload.key), details=details)
