"""G7: disk full, database that only reads or is lost, clock that jumps; on both engines."""

from __future__ import annotations

import errno
import json
import os
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from maillage.portal import outages
from maillage.programme.journal.models import Entry
from maillage.programme.journal.selectors import verify
from maillage.programme.journal.services import _Head, record
from maillage.programme.people.enums import Role
from maillage.programme.people.models import User
from tests.factories.cast import make_user
from tests.factories.databases import own_database

ROOT = Path(__file__).resolve().parents[2]
SAID = "Rien de ce que vous venez d’envoyer n’a été gardé"
SECRET = dict.fromkeys(("password", "password1", "password2"), "Tisser-le-reseau-95")
NEW = {"email": "autre@cast.example", "full_name": "Personne Deux", "roles": ["mediator"], **SECRET}
PAGES = ("/", "/lieux/", "/utilisateurs/", "/compte/", "/journal/", "/connexion/")


@pytest.fixture
def alone(transactional_db, tmp_path, settings):
    """A database and a data folder of its own, with real commits."""
    settings.HOME = tmp_path
    with own_database(tmp_path):
        yield tmp_path


@pytest.fixture
def reader(alone, client):
    """An administrator whose session was last used five minutes ago: the next page would note its use."""
    client.raise_request_exception = False
    client.force_login(make_user(Role.ADMINISTRATOR))
    client.get("/compte/")
    age_session(client, 300)
    return client


def age_session(client, seconds: int) -> None:
    session = client.session
    session["opened_at"] = session["seen_at"] = int(timezone.now().timestamp()) - seconds
    session.save()


def only_read(yes: bool = True) -> None:
    """The engine itself refuses every write, as on a disk or a standby that only reads."""
    ask = {"sqlite": "PRAGMA query_only = {}", "postgresql": "SET default_transaction_read_only = {}"}
    with connection.cursor() as cursor:
        cursor.execute(ask[connection.vendor].format("on" if yes else "off"))


@pytest.fixture
def read_only(reader):
    """The database only reads for every request of the reader, whose session is due to be noted."""
    only_read()
    yield reader
    only_read(False)


def test_reads_go_on_and_an_act_is_refused_while_the_database_only_reads(read_only):
    assert [read_only.get(page).status_code for page in PAGES] == [200] * len(PAGES)
    before = User.objects.count(), Entry.objects.count()
    answer = read_only.post("/utilisateurs/nouveau/", NEW)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "120")
    assert SAID in answer.content.decode()
    assert (User.objects.count(), Entry.objects.count()) == before
    only_read(False)
    assert read_only.post("/utilisateurs/nouveau/", NEW).status_code == 302


def test_a_session_that_is_over_leaves_a_visitor_while_the_database_only_reads(read_only):
    only_read(False)
    age_session(read_only, 9 * 3600)
    only_read()
    assert read_only.get("/lieux/").status_code == 200
    assert read_only.get("/utilisateurs/").status_code == 302


def test_teeth_a_use_saved_with_the_page_keeps_a_reader_from_reading(read_only, settings):
    ours, plain = "maillage.programme.people.sessions.ReadingSession", "django.contrib.sessions.middleware.Session"
    settings.MIDDLEWARE = [name.replace(ours, plain) for name in settings.MIDDLEWARE]
    read_only.handler.load_middleware()
    assert read_only.get("/lieux/").status_code == 503


@pytest.mark.parametrize("code", sorted(outages.OF_THE_DISK))
def test_an_act_whose_head_cannot_be_written_is_not_kept(reader, monkeypatch, code):
    def full(*args, **kwargs):
        raise OSError(code, os.strerror(code))

    before = User.objects.count(), Entry.objects.count()
    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", full)
        answer = reader.post("/utilisateurs/nouveau/", NEW)
    assert answer.status_code == 503
    assert (User.objects.count(), Entry.objects.count()) == before
    assert verify() == ""
    assert reader.post("/utilisateurs/nouveau/", NEW).status_code == 302
    assert verify() == ""


def test_teeth_a_head_written_after_the_commit_keeps_an_act_that_is_said_lost(reader, monkeypatch):
    class Late(_Head):
        def __init__(self, sequence, last_hash):
            self.known = sequence, last_hash

        def put(self):
            raise OSError(errno.ENOSPC, "plein")

    monkeypatch.setattr("maillage.programme.journal.services._Head", Late)
    on_commit = transaction.on_commit
    monkeypatch.setattr(transaction, "on_commit", lambda task, robust=False: on_commit(task))
    assert reader.post("/utilisateurs/nouveau/", NEW).status_code == 503
    assert User.objects.filter(email=NEW["email"]).exists()


def test_an_act_that_is_undone_leaves_no_file(alone):
    with transaction.atomic():
        record(actor=None, action="essai", object_type="essai", object_id="1", details={})
        assert len(list(alone.glob("journal.head*"))) == 1
        transaction.set_rollback(True)
    assert list(alone.glob("journal.head*")) == []


def test_a_lost_database_is_said_and_comes_back_by_itself(reader, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setitem(connection.settings_dict, "NAME", "/nulle-part/base")
        connection.close()
        answers = [reader.get("/lieux/"), reader.post("/utilisateurs/nouveau/", NEW), reader.get("/sante/pret/")]
        assert [answer.status_code for answer in answers] == [503] * 3
        assert Client().get("/sante/").status_code == 200
    connection.close()
    assert reader.post("/utilisateurs/nouveau/", NEW).status_code == 302


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_clock_that_jumps_breaks_neither_the_journal_nor_a_session(reader, monkeypatch, hours):
    real = timezone.now
    record(actor=None, action="essai", object_type="essai", object_id="1", details={})
    monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(hours=hours))
    record(actor=None, action="essai", object_type="essai", object_id="2", details={})
    assert verify() == ""
    assert reader.get("/compte/").status_code == (200 if hours < 0 else 302)
    assert reader.get("/lieux/").status_code == 200
    monkeypatch.setattr(timezone, "now", real)
    record(actor=None, action="essai", object_type="essai", object_id="3", details={}, at=datetime.now(UTC))
    assert verify() == ""


def test_a_real_disk_that_fills_up_then_only_reads(tmp_path):
    """Its own mount, seen by this drill alone; the server is the real one."""
    if os.environ.get("MAILLAGE_DATABASE_URL"):
        pytest.skip("la base n’est pas sur ce disque")
    mount = f"mount -t tmpfs -o size=64m tmpfs {tmp_path}"
    if subprocess.run(["unshare", "-m", "sh", "-c", mount], check=False, capture_output=True).returncode:
        pytest.skip("monter un petit disque est refusé ici")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    home = {"MAILLAGE_HOME": str(tmp_path), "MAILLAGE_DRILL_PORT": port, "DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
    home |= {"DJANGO_SETTINGS_MODULE": "maillage.config.settings", "PYTHONPATH": str(ROOT)}
    command = ["unshare", "-m", "sh", "-c", f"{mount} && exec {sys.executable} -m tests.factories.disk_drill"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT, env={**os.environ, **home})
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    for name, wrong in found.items():
        if name == "served":
            assert wrong == [200, 200, 200, 200, 404, 200, 200, 503]
            continue
        refused = name in {"full", "read-only"}
        assert wrong["read"] == [200] * len(PAGES), name
        assert wrong["ready"] == (["dossier de données"] if refused else []), name
        assert (wrong["act"], wrong["kept"]) == ((503, [0, 0]) if refused else (302, [1, 1])), name
        assert wrong["journal"] == "", name
