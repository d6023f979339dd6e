"""Where this installation keeps its database, files and secret key."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import platformdirs


def home_folder() -> Path:
    """The data folder: MAILLAGE_HOME, or the platform's user data folder; created when missing."""
    folder = Path(os.environ.get("MAILLAGE_HOME") or platformdirs.user_data_dir("maillage")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """The secret key: MAILLAGE_SECRET_KEY, or one made once and kept readable by its owner alone."""
    given = os.environ.get("MAILLAGE_SECRET_KEY")
    if given:
        return given
    file = folder / "secret_key"
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(secrets.token_urlsafe(64))
    return file.read_text(encoding="ascii")
