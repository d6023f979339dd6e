"""What is measured: requests as every process counted them, and the state of the installation as it is now."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django_tasks_db.models import DBTaskResult
from prometheus_client import REGISTRY, CollectorRegistry, Gauge, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from maillage.config.watching.marks import seconds_since
from maillage.programme.journal.models import Entry

NIGHTLY, BACKUP = "nightly", "backup"


def missing() -> Iterator[str]:
    """What keeps the pages from being served, in words; nothing when all is well."""
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            yield "migrations"
    except DatabaseError:
        yield "base de données"
    if not _can_write():
        yield "dossier de données"


def _can_write() -> bool:
    """Only a byte that is written tells: a full disk still grants the right to write."""
    try:
        with tempfile.TemporaryFile(dir=settings.HOME) as probe:
            probe.write(b"1")
    except OSError:
        return False
    return True


def counted() -> bytes:
    """What every process of the server counted."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(REGISTRY)
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return generate_latest(together)


def found() -> bytes:
    """What is read now; what a lost database cannot tell is left out."""
    registry = CollectorRegistry()
    for name, (words, read) in GAUGES.items():
        try:
            value = read()
        except DatabaseError:
            continue
        if value is not None:
            Gauge(f"maillage_{name}", words, registry=registry).set(value)
    return generate_latest(registry)


def _database_bytes() -> float:
    asked = {
        "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
        "postgresql": "SELECT pg_database_size(current_database())",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor])  # ours, noqa: raw-sql - each engine has its own question
        return float(cursor.fetchone()[0])


GAUGES: dict[str, tuple[str, Callable[[], float | None]]] = {
    "journal_entries": ("Entrées du journal", lambda: Entry.objects.count()),
    "tasks_waiting": ("Calculs qui attendent", lambda: DBTaskResult.objects.filter(status="READY").count()),
    "database_bytes": ("Taille de la base", _database_bytes),
    "disk_free_bytes": ("Place libre du dossier de données", lambda: shutil.disk_usage(settings.HOME).free),
    "nightly_age_seconds": ("Depuis la dernière nuit réussie", lambda: seconds_since(NIGHTLY)),
    "backup_age_seconds": ("Depuis la dernière sauvegarde", lambda: seconds_since(BACKUP)),
}
