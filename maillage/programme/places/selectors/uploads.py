"""A file waiting to be imported: where it is, what it contains, and how its columns were matched before."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404

from maillage.programme.places.models import ColumnMapping, ImportBatch
from maillage.programme.places.rules.mapping import header_digest
from maillage.sources.places import FreeMapping, PlacesRead, Preview, preview_places, read_places
from maillage.sources.places.recognise import FREE_TABLE
from maillage.tables.errors import DataError
from maillage.tables.places import VOCABULARY_FIELDS

SIDECAR = ".about"
GONE = "Ce fichier n’est plus là : il a été importé, abandonné, ou effacé au bout de 24 heures. Déposez-le à nouveau."


@dataclass(frozen=True)
class Upload:
    """A file kept under a name of ours; `name` is the one that its owner gave it, only ever shown."""

    key: UUID
    path: Path
    name: str
    layout: str
    mapping: Mapping[str, Any] | None


@dataclass(frozen=True)
class Reading:
    """What a waiting file gives: its rows, or what stops them being read."""

    preview: Preview
    layout: str
    mapping: FreeMapping | None
    read: PlacesRead | None
    refusal: DataError | None
    unknown: Mapping[str, tuple[str, ...]]


def uploads_folder() -> Path:
    """Where files wait; made when it is not there."""
    folder = Path(settings.MEDIA_ROOT) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def upload_by_key(key: UUID) -> Upload:
    """The file that waits under this key; 404 when it waits no longer."""
    about = uploads_folder() / f"{key}{SIDECAR}"
    try:
        said = json.loads(about.read_text(encoding="utf-8"))
        path = about.with_name(said["file"])
        if not path.is_file():
            raise Http404(GONE)
        return Upload(key, path, said["name"], said["layout"], said["mapping"])
    except (OSError, ValueError, KeyError) as error:
        raise Http404(GONE) from error


def preview_of(upload: Upload) -> Preview:
    """What the file contains before any meaning is given to it; a DataError names it as its owner does."""
    with named(upload):
        return preview_places(upload.path)


def checked(upload: Upload, today: date) -> None:
    """Refuse, by a DataError, a file that no matching of columns would mend."""
    reading = read_upload(upload, today)
    if reading.refusal is not None and reading.mapping is None:
        raise reading.refusal


def read_upload(upload: Upload, today: date) -> Reading:
    """Read the file whole. What a matching of columns can mend comes back as `refusal`, not as an error."""
    preview = preview_of(upload)
    layout = preview.layout if upload.layout == "auto" else upload.layout
    mapping = mapping_for(upload, preview) if layout == FREE_TABLE else None
    read, refusal = None, None
    try:
        with named(upload):
            read = read_places(upload.path, layout, mapping, today=today)
    except DataError as error:
        refusal = error
    return Reading(preview, layout, mapping, read, refusal, _unknown(mapping, read))


def mapping_for(upload: Upload, preview: Preview) -> FreeMapping:
    """The matching of a free table: the one just chosen, else the one remembered for its header, else a suggestion."""
    remembered = ColumnMapping.objects.filter(header_sha256=header_digest(preview.header)).first()
    for kept in (upload.mapping, remembered.mapping if remembered else None):
        if kept is not None:
            with suppress(ValueError, TypeError):
                return FreeMapping(**kept)
    # Two tables under one name of source would make each other's places absent.
    return replace(preview.suggestion, source=Path(upload.name).stem[:80] or preview.suggestion.source)


def imports_done() -> tuple[ImportBatch, ...]:
    """The last imports, the latest first."""
    return tuple(ImportBatch.objects.all()[:100])


def import_by_number(number: int) -> ImportBatch:
    """One import; 404 when there is none."""
    found = ImportBatch.objects.filter(pk=number).first()
    if found is None:
        raise Http404("Cet import n’existe pas.")
    return found


class named:  # noqa: N801 - reads as a word of the `with` line
    """Gives an error the name that the owner of the file knows."""

    def __init__(self, upload: Upload) -> None:
        self.upload = upload

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, DataError) and error.file:
            error.file = self.upload.name


def _unknown(mapping: FreeMapping | None, read: PlacesRead | None) -> dict[str, tuple[str, ...]]:
    """The values of vocabulary columns that are no word of ours, those already matched included."""
    if mapping is None:
        return {}
    lost = read.losses if read else ()
    found = {}
    for vocabulary in VOCABULARY_FIELDS:
        column = mapping.columns.get(vocabulary)
        written = [loss.value for loss in lost if loss.field == column and loss.value] if column else []
        values = dict.fromkeys((*mapping.values.get(vocabulary, {}), *written))
        found[vocabulary] = tuple(values)
    return {vocabulary: values for vocabulary, values in found.items() if values}
