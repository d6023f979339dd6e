"""Files of existing minutes that wait for someone to validate what was read in them."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.http import Http404

from maillage.sources.minutes import read_minutes
from maillage.tables.minutes import MinutesRead

KINDS = (".txt", ".md", ".odt", ".docx", ".pdf")


def readings_folder() -> Path:
    """Where they wait."""
    folder = Path(settings.MEDIA_ROOT) / "releves-a-valider"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def reading_of(key: UUID) -> MinutesRead:
    """What a waiting file says; 404 when it is gone, a DataError when it cannot be read."""
    path = next(iter(readings_folder().glob(f"{key}.*")), None)
    if path is None:
        raise Http404("Ce fichier n’attend plus : il a été validé, abandonné, ou a plus d’un jour.")
    return read_minutes(path)
