"""A back-up: the database as it was at one instant, the files, and the head of the journal that goes with them."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from maillage import __version__
from maillage.config.keeping.archive import DATABASE, HEAD, Manifest, files_below, write_archive
from maillage.config.keeping.stores import Picture, head_text, picture_to
from maillage.programme.journal import selectors as journal
from maillage.programme.journal.rules import START, sign
from maillage.tables.errors import DataError


def back_up(out: Path, now: datetime) -> Manifest:
    """Write the back-up of this installation; people may go on working.

    DataError when the journal is not whole: a back-up must not sign what was tampered with.
    """
    fault = journal.verify()
    if fault:
        raise DataError(
            f"Le journal n’est pas intact : {fault}",
            mend="Ne restaurez rien avant d’avoir compris pourquoi ; copiez le dossier de données tel quel.",
        )
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".sauvegarde-") as folder:
        database, head = Path(folder) / DATABASE, Path(folder) / HEAD
        picture = picture_to(database)
        head.write_text(_head(picture), "ascii")
        manifest = Manifest(
            product_version=__version__,
            engine=connection.vendor,
            made_at=now.astimezone(UTC).isoformat(timespec="seconds"),
            migrations=picture.migrations,
            rows=picture.rows,
            members={},
        )
        members = [(DATABASE, database), (HEAD, head), *files_below(settings.HOME)]
        return write_archive(out, members, manifest)


def _head(picture: Picture) -> str:
    """The head of the journal in the picture itself: entries written since are not in it."""
    sequence, last_hash = picture.last_entry or (0, START)
    head = sign(sequence, last_hash, settings.SECRET_KEY)
    return head_text(head.sequence, head.hash, head.signature)
