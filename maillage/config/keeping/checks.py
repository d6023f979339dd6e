"""The health of an installation, point by point, in words that say what to do."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import FileField

from maillage.programme.journal import selectors as journal

# Under so much free space, a back-up or an import may fail.
LEAST_FREE = 512 * 2**20


@dataclass(frozen=True)
class Point:
    """One point that was checked: its name, and what is wrong (empty: nothing)."""

    name: str
    fault: str = ""


def checks() -> Iterator[Point]:
    """Every point; one that fails keeps none of the others from being checked."""
    points: tuple[tuple[str, Callable[[], str]], ...] = (
        ("base de données", _database),
        ("migrations", _migrations),
        ("journal", journal.verify),
        ("fichiers", _files),
        ("dossier de données", _folder),
        ("espace libre", _space),
    )
    for name, find in points:
        try:
            yield Point(name, find())
        except (DatabaseError, OSError, ValueError) as error:
            yield Point(name, f"Vérification impossible : {error}.")


def _database() -> str:
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("SELECT 1")
            return ""
        cursor.execute("PRAGMA quick_check")
        found = [str(row[0]) for row in cursor.fetchall()]
        if found != ["ok"]:
            return f"La base est abîmée ({found[0]}). Arrêtez le service et restaurez une sauvegarde."
        cursor.execute("PRAGMA foreign_key_check")
        broken = cursor.fetchone()
        return f"La table « {broken[0]} » renvoie à des lignes absentes." if broken else ""


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} migrations attendent : lancez « maillage manage migrate »." if waiting else ""


def _files() -> str:
    """Every attached file that a record names is there."""
    absent = [name for name in _named_files() if not (Path(settings.MEDIA_ROOT) / name).is_file()]
    return f"{len(absent)} fichiers joints manquent, dont « {absent[0]} »." if absent else ""


def _named_files() -> Iterator[str]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, FileField):
                named = model._default_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True)
                yield from (str(name) for name in named.iterator() if name)


def _folder() -> str:
    probe = settings.HOME / ".verification"
    probe.write_text("", encoding="ascii")
    probe.unlink()
    key = settings.HOME / "secret_key"
    if key.is_file() and key.stat().st_mode & 0o077:
        return "La clé secrète peut être lue par d’autres : « chmod 600 secret_key »."
    return ""


def _space() -> str:
    free = shutil.disk_usage(settings.HOME).free
    return "" if free >= LEAST_FREE else f"Il reste {free // 2**20} Mo : libérez de la place."
