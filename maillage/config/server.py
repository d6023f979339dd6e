"""Serves the pages with gunicorn and runs the background worker beside it; both stop together."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from typing import Any, NoReturn

from django.conf import settings
from gunicorn.app.base import BaseApplication

PROCESSES, THREADS = 2, 4
WORK = (sys.executable, "-m", "maillage", "manage", "db_worker", "--verbosity", "0")


class Server(BaseApplication):
    """Gunicorn, configured here rather than by a file."""

    def __init__(self, port: int, processes: int) -> None:
        self.port, self.processes = port, processes
        super().__init__()

    def load_config(self) -> None:
        """Processes of four threads, on this machine only."""
        choices: dict[str, Any] = {
            "bind": f"127.0.0.1:{self.port}",
            "workers": self.processes,
            "threads": THREADS,
            "worker_class": "gthread",
            "timeout": 60,
            "loglevel": "warning",
            "logconfig_dict": settings.LOGGING,
            "child_exit": _forget_measures,
        }
        for name, value in choices.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The WSGI application."""
        from maillage.config.wsgi import application

        return application


def run_server(port: int, processes: int = PROCESSES, *, works: bool = True) -> None:
    """Serve until interrupted, with the background worker beside unless it runs elsewhere."""
    owner = os.getpid()
    measures = _gather_measures()
    worker = subprocess.Popen(WORK) if works else None  # noqa: S603 - our own command
    print(f"Maillage est servi sur http://127.0.0.1:{port}/ (Ctrl+C pour arrêter).", flush=True)  # noqa: T201
    try:
        Server(port, processes).run()
    finally:
        # Gunicorn's forked workers leave through here too: only the first process ends what it began.
        if os.getpid() == owner:
            _stop(worker, measures)


def _stop(worker: subprocess.Popen[bytes] | None, measures: str) -> None:
    shutil.rmtree(measures, ignore_errors=True)
    if worker:
        worker.terminate()
        worker.wait()


def _gather_measures() -> str:
    """Each process of the server counts in this folder, made for this run."""
    folder = tempfile.mkdtemp(prefix="maillage-mesures-", dir=_memory())
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
    return folder


def _memory() -> str | None:
    """A folder kept in memory: writing to a mapped file, as these are, kills the process when the disk is full."""
    given = (os.environ.get("RUNTIME_DIRECTORY", ""), "/dev/shm")  # noqa: S108 - a folder of our own is made in it
    return next((name for name in given if name and os.access(name, os.W_OK)), None)


def _forget_measures(server: Any, worker: Any) -> None:
    # The library looks for the folder when it is imported: not before it is named.
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def serve_afresh(port: int) -> NoReturn:
    """Become a new process that serves: threads that a compiled library started here would not survive the forks."""
    os.execv(sys.executable, [sys.executable, "-m", "maillage", "serve", "--port", str(port)])  # noqa: S606
