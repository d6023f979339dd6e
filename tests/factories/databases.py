"""A copy of the empty database for a test that needs real commits, threads or processes; thrown away after."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def own_database(folder: Path) -> Iterator[str]:
    """Everything is read and written in the copy, by every thread; gives the address for other processes."""
    known, settings = connections["default"], connections.settings["default"]
    copy = _sqlite_copy if known.vendor == "sqlite" else _postgres_copy
    with copy(known, folder) as (name, url):
        connections.settings["default"] = {**settings, "NAME": name}
        connections["default"] = connections.create_connection("default")
        try:
            yield url
        finally:
            connections["default"].close()
            connections.settings["default"] = settings
            connections["default"] = known


def all_at_once(tasks: list[Callable[[], object]]) -> list[object]:
    """Run each task in a thread, all let go together; what each gave, or the exception that it raised."""
    gate, answers = threading.Barrier(len(tasks)), [None] * len(tasks)

    def run(number: int) -> None:
        gate.wait()
        try:
            answers[number] = tasks[number]()
        except Exception as error:
            answers[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(tasks))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@contextmanager
def _sqlite_copy(known: BaseDatabaseWrapper, folder: Path) -> Iterator[tuple[str, str]]:
    known.ensure_connection()
    file = folder / "copy.sqlite3"
    target = sqlite3.connect(file)
    known.connection.backup(target)
    target.close()
    yield str(file), f"sqlite:///{file}"


@contextmanager
def _postgres_copy(known: BaseDatabaseWrapper, folder: Path) -> Iterator[tuple[str, str]]:
    source, name = str(known.settings_dict["NAME"]), f"copy_{known.settings_dict['NAME']}"
    known.close()
    with known._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    options = known.settings_dict.get("OPTIONS", {})
    user, host = known.settings_dict["USER"], known.settings_dict["HOST"] or options.get("host", "")
    yield name, f"postgres://{user}@/{name}?host={host}"
    with known._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
