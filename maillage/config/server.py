"""Serves the pages with gunicorn and runs the background worker beside it; both stop together."""

from __future__ import annotations

import multiprocessing
import os
import signal
from contextlib import suppress
from typing import Any

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
    worker = multiprocessing.get_context("spawn").Process(target=_work, daemon=True)
    worker.start()
    print(f"Maillage est servi sur http://127.0.0.1:{port}/ (Ctrl+C pour arrêter).", flush=True)  # noqa: T201
    try:
        Server(port).run()
    finally:
        # Ctrl+C reaches the worker too: it may already be gone.
        if worker.is_alive() and worker.pid:
            with suppress(ProcessLookupError):
                os.kill(worker.pid, signal.SIGTERM)


def _work() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("db_worker", verbosity=0)
