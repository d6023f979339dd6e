"""Serves the pages with gunicorn and runs the background worker beside it; both stop together."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any, NoReturn

from gunicorn.app.base import BaseApplication

WORKERS, THREADS = 2, 4


class Server(BaseApplication):
    """Gunicorn, configured here rather than by a file."""

    def __init__(self, port: int) -> None:
        self.port = port
        super().__init__()

    def load_config(self) -> None:
        """Two processes of four threads, on this machine only."""
        choices: dict[str, Any] = {
            "bind": f"127.0.0.1:{self.port}",
            "workers": WORKERS,
            "threads": THREADS,
            "worker_class": "gthread",
            "timeout": 60,
            "loglevel": "warning",
        }
        for name, value in choices.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The WSGI application."""
        from maillage.config.wsgi import application

        return application


def run_server(port: int) -> None:
    """Serve until interrupted."""
    owner = os.getpid()
    worker = subprocess.Popen([sys.executable, "-m", "maillage", "manage", "db_worker", "--verbosity", "0"])
    print(f"Maillage est servi sur http://127.0.0.1:{port}/ (Ctrl+C pour arrêter).", flush=True)  # noqa: T201
    try:
        Server(port).run()
    finally:
        # Gunicorn's forked workers leave through here too: only the first process ends the background worker.
        if os.getpid() == owner:
            worker.terminate()
            worker.wait()


def serve_afresh(port: int) -> NoReturn:
    """Become a new process that serves: threads that a compiled library started here would not survive the forks."""
    os.execv(sys.executable, [sys.executable, "-m", "maillage", "serve", "--port", str(port)])  # noqa: S606
