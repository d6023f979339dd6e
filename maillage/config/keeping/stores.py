"""The two databases: a consistent picture of each while people write, and its return."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from maillage.tables.errors import DataError

JOURNAL = "journal_entry"
MIGRATIONS = "django_migrations"
Ask = Callable[[str], list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Picture:
    """A database at one instant: rows by table, applied migrations, last entry of the journal (number, digest)."""

    rows: dict[str, int]
    migrations: tuple[str, ...]
    last_entry: tuple[int, str] | None


def picture_to(path: Path) -> Picture:
    """Write the database of this installation to a file, as it was at one instant, and say what it holds."""
    return _sqlite_to(path) if connection.vendor == "sqlite" else _postgres_to(path)


def bring_back(path: Path, aside: Path) -> None:
    """Put the database of a file in the place of ours, which is kept in the folder `aside`; DataError leaves ours."""
    connection.close()
    _sqlite_from(path, aside) if connection.vendor == "sqlite" else _postgres_from(path, aside)


def rows_now() -> dict[str, int]:
    """How many rows each table has."""
    with connection.cursor() as cursor:
        return _rows(_asking(cursor), connection.introspection.table_names(cursor))


def is_empty() -> bool:
    """True when this installation has no table yet."""
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor)


def sqlite_file() -> Path:
    """Where SQLite keeps the database."""
    return Path(settings.DATABASES["default"]["NAME"])


def _sqlite_to(path: Path) -> Picture:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
        ask = _asking(copy.cursor())
        names = [str(row[0]) for row in ask("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return _picture(ask, [name for name in names if not name.startswith("sqlite_")])


def _sqlite_from(path: Path, aside: Path) -> None:
    target = sqlite_file()
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
        if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise DataError("La base de cette sauvegarde est abîmée.", mend="Rien n’a été changé.")
    fresh = target.with_name(f".{target.name}.restore")
    shutil.copyfile(path, fresh)
    for name in (target.name, f"{target.name}-journal", f"{target.name}-wal", f"{target.name}-shm"):
        if target.with_name(name).exists():
            shutil.move(target.with_name(name), aside / name)
    fresh.replace(target)


def _postgres_to(path: Path) -> Picture:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _run("pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={path}")
        return _picture(_asking(cursor), connection.introspection.table_names(cursor))


def _postgres_from(path: Path, aside: Path) -> None:
    kept = aside / "database"
    _run("pg_dump", "--format=custom", "--no-owner", f"--file={kept}")
    _empty_postgres()
    try:
        _run("pg_restore", "--no-owner", "--single-transaction", "--exit-on-error", "--dbname", _name(), str(path))
    except DataError:
        _empty_postgres()
        _run("pg_restore", "--no-owner", "--single-transaction", "--exit-on-error", "--dbname", _name(), str(kept))
        raise


def _empty_postgres() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    connection.close()


def _name() -> str:
    return str(connection.get_connection_params()["dbname"])


def _run(program: str, *arguments: str) -> None:
    """A PostgreSQL program, told of the database by its environment so that no password is in a list of processes."""
    told: dict[str, Any] = connection.get_connection_params()
    names = {"PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGPASSWORD": "password", "PGDATABASE": "dbname"}
    known = {key: str(told[name]) for key, name in names.items() if told.get(name)}
    found = shutil.which(program)
    if found is None:
        raise DataError(
            f"Le programme « {program} » manque.",
            expected="les outils de PostgreSQL, de la version du serveur ou plus récents",
            mend="Installez le paquet « postgresql-client », puis relancez.",
        )
    done = subprocess.run(  # noqa: S603 - a program of PostgreSQL, our own arguments
        [found, *arguments], env={**os.environ, **known}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise DataError(f"« {program} » a échoué.", mend=done.stderr.strip()[:500] or "Regardez le journal du serveur.")


def _asking(cursor: Any) -> Ask:
    def ask(query: str) -> list[tuple[Any, ...]]:
        cursor.execute(query)  # ours, noqa: raw-sql - counts and last lines, names of tables quoted
        return list(cursor.fetchall())

    return ask


def _picture(ask: Ask, tables: list[str]) -> Picture:
    last = None
    if JOURNAL in tables:
        rows = ask(f"SELECT sequence, hash FROM {JOURNAL} ORDER BY sequence DESC LIMIT 1")  # noqa: S608 - our own name
        last = (int(rows[0][0]), str(rows[0][1])) if rows else None
    applied = []
    if MIGRATIONS in tables:
        applied = ask(f"SELECT app, name FROM {MIGRATIONS}")  # noqa: S608 - our own name
    return Picture(_rows(ask, tables), tuple(sorted(f"{app}.{name}" for app, name in applied)), last)


def _rows(ask: Ask, tables: list[str]) -> dict[str, int]:
    counted = {}
    for name in sorted(tables):
        quoted = connection.ops.quote_name(name)
        counted[name] = int(ask(f"SELECT count(*) FROM {quoted}")[0][0])  # noqa: S608 - quoted
    return counted


def head_text(sequence: int, last_hash: str, signature: str) -> str:
    """The journal's head, as its file holds it."""
    return json.dumps({"sequence": sequence, "hash": last_hash, "signature": signature})
