"""The import contracts hold, and a planted breach of each kind is seen."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.house import PACKAGE, ROOT

BREACHES = {
    "a table that imports the computing": ("tables/quality.py", "import maillage.analytics.index.engine"),
    "a source that knows Django": ("sources/cnaf.py", "import django"),
    "a rule that knows Django": ("programme/people/rules.py", "import django.db"),
    "a low subject that imports a high one": (
        "programme/journal/selectors.py",
        "import maillage.programme.people.models",
    ),
    "a portal that writes": ("portal/views.py", "import maillage.programme.people.services"),
    "people calling the computing": ("programme/people/services/accounts.py", "import maillage.analytics.index.engine"),
    "a model that imports its services": ("programme/people/models.py", "import maillage.programme.people.services"),
    "a folder nobody placed": ("helpers/__init__.py", ""),
}


def contracts_hold(folder: Path) -> bool:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    environment = {"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    return done.returncode == 0


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(PACKAGE, folder / "maillage", ignore=shutil.ignore_patterns("*.parquet", "static", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_the_contracts_hold(house):
    assert contracts_hold(house)


@pytest.mark.parametrize("breach", BREACHES)
def test_teeth_a_breach_is_seen(house, breach):
    place, line = BREACHES[breach]
    target = house / "maillage" / place
    before = target.read_text() if target.exists() else None
    target.parent.mkdir(exist_ok=True)
    target.write_text(f"{before or ''}\n{line}\n")
    try:
        assert not contracts_hold(house)
    finally:
        shutil.rmtree(target.parent) if before is None else target.write_text(before)
