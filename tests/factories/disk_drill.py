"""Run alone on a small disk of its own: fills it, then makes it read-only, and prints what the pages answered."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import django

HOME = Path(os.environ["MAILLAGE_HOME"])
PORT = os.environ["MAILLAGE_DRILL_PORT"]
PAGES = ("/", "/lieux/", "/utilisateurs/", "/compte/", "/journal/", "/connexion/")
SERVED = ("/sante/", "/", "/lieux/", "/aide/", "/zzz", "/connexion/", "/composants/", "/sante/pret/")


class Drill:
    """An administrator who reads and opens accounts."""

    def __init__(self) -> None:
        from django.test import Client

        from maillage.programme.journal import selectors
        from maillage.programme.people.enums import Role
        from tests.factories.cast import make_user

        selectors.CATCHING_UP = 0.2
        self.client = Client(raise_request_exception=False)
        self.client.force_login(make_user(Role.ADMINISTRATOR))

    def look(self) -> dict[str, object]:
        """The pages, then an act, and what is kept of it."""
        from django.db import connection

        from maillage.programme.journal.models import Entry
        from maillage.programme.journal.selectors import verify
        from maillage.programme.people.models import User

        read = [self.client.get(page).status_code for page in PAGES]
        ready = self.client.get("/sante/pret/").json()["manque"]
        before = User.objects.count(), Entry.objects.count()
        form = {"email": f"personne{before[0]}@cast.example", "full_name": "Personne Deux", "roles": ["mediator"]}
        secret = dict.fromkeys(("password", "password1", "password2"), "Tisser-le-reseau-95")
        answer = self.client.post("/utilisateurs/nouveau/", form | secret)
        kept = User.objects.count() - before[0], Entry.objects.count() - before[1]
        found = {"read": read, "ready": ready, "act": answer.status_code, "kept": kept, "journal": verify()}
        connection.close()
        return found

    def grow_old(self) -> None:
        """The session was last used five minutes ago: its next page would note the use."""
        from django.utils import timezone

        session = self.client.session
        session["opened_at"] = session["seen_at"] = int(timezone.now().timestamp()) - 300
        session.save()


def main() -> None:
    """Well, full, freed, read-only, mended."""
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    drill, found = Drill(), {}
    found["well"] = drill.look()
    drill.grow_old()
    server = serve()
    fill()
    found["full"] = drill.look()
    found["served"] = [status(page) for page in SERVED]
    server.terminate()
    server.wait()
    (HOME / "fill").unlink()
    found["freed"] = drill.look()
    drill.grow_old()
    connection.close()
    subprocess.run(["mount", "-o", "remount,ro", str(HOME)], check=True)
    found["read-only"] = drill.look()
    subprocess.run(["mount", "-o", "remount,rw", str(HOME)], check=True)
    found["mended"] = drill.look()
    sys.stdout.write(json.dumps(found))


def serve() -> subprocess.Popen[bytes]:
    """The real server, once it answers."""
    command = [sys.executable, "-m", "maillage", "serve", "--port", PORT, "--processes", "1", "--no-worker"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(600):
        if status("/sante/"):
            break
        time.sleep(0.1)
    return server


def fill() -> None:
    """Until not one byte is left."""
    with (HOME / "fill").open("wb", buffering=0) as file:
        for size in (65_536, 1024, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue


def status(page: str) -> int:
    """What the served page answers; 0 for no answer."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{page}", timeout=60) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


if __name__ == "__main__":
    main()
