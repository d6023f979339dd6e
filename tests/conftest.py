"""Settings of every test: a throw-away data folder, plain static files, lockout off unless it is the subject."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

os.environ["MAILLAGE_HOME"] = tempfile.mkdtemp(prefix="maillage-test-")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
os.environ.pop("MAILLAGE_HTTPS", None)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of the producers' real files; the test is skipped, by name, where there is none."""
    folder = os.environ.get("MAILLAGE_REAL_DATA")
    if not folder:
        pytest.skip("MAILLAGE_REAL_DATA ne nomme aucun dossier")
    return Path(folder)
