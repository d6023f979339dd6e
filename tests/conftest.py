"""Settings of every test: plain static files, a fast hasher, lockout off by default."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

# A slow machine is not a wrong answer: no test is timed.
hypothesis_settings.register_profile("maillage", deadline=None)
hypothesis_settings.load_profile("maillage")


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of the producers' real files; the test is skipped, by name, where there is none."""
    folder = os.environ.get("MAILLAGE_REAL_DATA")
    if not folder:
        pytest.skip("MAILLAGE_REAL_DATA ne nomme aucun dossier")
    return Path(folder)


@pytest.fixture(autouse=True)
def _plain_settings(settings):
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.WHITENOISE_AUTOREFRESH = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.AXES_ENABLED = False
    # Tests change rows without the journal, and would be served the page of a moment ago.
    settings.CACHES = settings.CACHES | {"pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def uncommitted(monkeypatch):
    """For a test that commits nothing: the head of the journal, waited for in vain, is not waited for."""
    monkeypatch.setattr("maillage.programme.journal.selectors.CATCHING_UP", 0.0)


@pytest.fixture
def demonstration(db):
    """The Val-d'Oise demonstration, geography and published figures."""
    from django.core.management import call_command

    from maillage.programme.territories.services import load_geography

    load_geography(by="test")
    call_command("run_diagnosis", "95", demo=True, verbosity=0)


@pytest.fixture
def shared_database(transactional_db):
    """Rows that several threads see at once; the journal, which refuses to be erased, is emptied by hand after."""
    from django.db import connection

    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'journal_no_delete'")
            (guard,) = cursor.fetchone()
            cursor.execute("DROP TRIGGER journal_no_delete")
            cursor.execute("DELETE FROM journal_entry")
            cursor.execute(guard)
