"""An installation of its own, in a folder and on the engine of the tests, driven by its commands."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

READY = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""
ENTRIES = """
from maillage.programme.journal.services import record
for one in range({count}):
    record(actor=None, action="essai", object_type="essai", object_id=str(one), details={{}})
"""


class Installation:
    """A folder of its own and, on PostgreSQL, a database of its own."""

    def __init__(self, home, url: str) -> None:
        self.home = home
        self.environment = {**os.environ, "MAILLAGE_HOME": str(home)}
        self.environment.pop("MAILLAGE_SECRET_KEY", None)
        self.environment.pop("MAILLAGE_DATABASE_URL", None)
        if url:
            self.environment["MAILLAGE_DATABASE_URL"] = url

    def start(self, *arguments: str) -> subprocess.Popen:
        command = [sys.executable, "-m", "maillage", *arguments]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        return subprocess.Popen(command, env=self.environment, text=True, **pipes)

    def run(self, *arguments: str) -> tuple[int, str]:
        process = self.start(*arguments)
        output, _ = process.communicate(timeout=240)
        return process.returncode, output.replace("\n", " ")

    def python(self, code: str) -> tuple[str, ...]:
        return ("manage", "shell", "-v", "0", "-c", code)

    def prepare(self, count: int = 0) -> None:
        """The tables, and so many entries of the journal."""
        assert self.run(*self.python(READY + ENTRIES.format(count=count)))[0] == 0


@contextmanager
def installations(folder: Path) -> Iterator[Callable[[str], Installation]]:
    """Makes installations by name; on PostgreSQL each has a database, dropped at the end."""
    url = os.environ.get("MAILLAGE_DATABASE_URL", "")
    made: list[str] = []

    def one(name: str) -> Installation:
        (folder / name).mkdir()
        if not url:
            return Installation(folder / name, "")
        base = f"keep_{uuid.uuid4().hex[:8]}"
        made.append(base)
        _ask(url, f'CREATE DATABASE "{base}"')
        return Installation(folder / name, url.replace("/postgres?", f"/{base}?"))

    yield one
    for base in made:
        _ask(url, f'DROP DATABASE "{base}" WITH (FORCE)')


def _ask(url: str, query: str) -> None:
    import psycopg

    with psycopg.connect(url.replace("postgres://", "postgresql://"), autocommit=True) as connection:
        connection.execute(query)
