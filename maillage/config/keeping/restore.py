"""The return of a back-up: verified whole before anything is touched, what was there kept aside, then checked."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from maillage.config.keeping.archive import DATABASE, FOLDERS, HEAD, Manifest, unpack
from maillage.config.keeping.stores import bring_back, is_empty, rows_now
from maillage.programme.journal import selectors as journal
from maillage.programme.journal.services import record
from maillage.programme.privacy.services import reapply_erasures
from maillage.tables.errors import DataError


@dataclass(frozen=True)
class Restored:
    """What came back, where what was there is kept (None when there was nothing), and what a reader must know."""

    manifest: Manifest
    aside: Path | None
    warnings: tuple[str, ...]


def restore(archive: Path, now: datetime, *, replace: bool = False) -> Restored:
    """Put a back-up in the place of this installation, which nobody must be using; then bring it to this version.

    DataError, with nothing changed, when the archive is not whole, comes from another engine or a later version, or
    when there is something here and `replace` is not asked.
    """
    with tempfile.TemporaryDirectory(dir=settings.HOME, prefix=".restauration-") as folder:
        unpacked = Path(folder)
        manifest = unpack(archive, unpacked)
        _require_ours(manifest, archive)
        occupied = not is_empty() or any((settings.HOME / name).exists() for name in FOLDERS)
        if occupied and not replace:
            raise DataError(
                "Il y a déjà des données ici.",
                file=str(settings.HOME),
                mend="Pour les remplacer (elles seront gardées à côté), relancez avec « --replace ».",
            )
        aside = settings.HOME / f"avant-restauration-{now:%Y%m%d-%H%M%S}"
        aside.mkdir(mode=0o700)
        bring_back(unpacked / DATABASE, aside)
        _bring_files(unpacked, aside)
    warnings = _warnings(manifest)
    call_command("migrate", interactive=False, verbosity=0)
    if not occupied:
        shutil.rmtree(aside)
    if not warnings:
        reapply_erasures(by=None, since=datetime.fromisoformat(manifest.made_at))
        record(
            actor=None,
            action="restore",
            object_type="backup",
            object_id=archive.name[:100],
            details={"made_at": manifest.made_at},
            at=now,
        )
    return Restored(manifest, aside if occupied else None, warnings)


def _require_ours(manifest: Manifest, archive: Path) -> None:
    if manifest.engine != connection.vendor:
        raise DataError(
            f"Cette sauvegarde vient d’une base {manifest.engine}, celle-ci est {connection.vendor}.",
            file=archive.name,
            expected=f"une installation sur {manifest.engine} (MAILLAGE_DATABASE_URL)",
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    unknown = [name for name in manifest.migrations if name not in known]
    if unknown:
        raise DataError(
            f"Cette sauvegarde vient d’une version plus récente (Maillage {manifest.product_version}).",
            file=archive.name,
            expected=f"une version qui connaît la migration « {unknown[0]} »",
            mend="Mettez Maillage à jour, puis relancez : rien n’a été changé.",
        )


def _bring_files(unpacked: Path, aside: Path) -> None:
    for name in (*FOLDERS, HEAD):
        here, there = settings.HOME / name, unpacked / name
        if here.exists():
            shutil.move(here, aside / name)
        if there.exists():
            shutil.move(there, here)


def _warnings(manifest: Manifest) -> tuple[str, ...]:
    found = []
    rows = rows_now()
    wrong = [name for name, count in manifest.rows.items() if rows.get(name) != count]
    if wrong:
        found.append(f"La table « {wrong[0]} » n’a pas le nombre de lignes de la sauvegarde.")
    fault = journal.verify()
    if fault:
        found.append(f"Journal : {fault} La clé secrète d’origine est-elle là ?")
    return tuple(found)
