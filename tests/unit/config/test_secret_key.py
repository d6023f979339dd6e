"""The secret key: made once from the system's chance, read by its owner alone, and told when it is not."""

from __future__ import annotations

import base64

from maillage.config.home import secret_key
from maillage.config.keeping import checks


def test_the_key_is_made_once_and_closed_to_others(tmp_path, monkeypatch):
    monkeypatch.delenv("MAILLAGE_SECRET_KEY", raising=False)
    first = secret_key(tmp_path)
    assert len(base64.urlsafe_b64decode(first + "==")) == 64
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
    assert secret_key(tmp_path) == first
    other = tmp_path / "other"
    other.mkdir()
    assert secret_key(other) != first


def test_a_key_given_by_the_environment_is_not_written(tmp_path, monkeypatch):
    monkeypatch.setenv("MAILLAGE_SECRET_KEY", "given")
    assert secret_key(tmp_path) == "given"
    assert list(tmp_path.iterdir()) == []


def test_an_open_key_is_told_by_the_check(tmp_path, settings):
    settings.HOME = tmp_path
    file = tmp_path / "secret_key"
    file.write_text("x", encoding="ascii")
    file.chmod(0o600)
    assert checks._folder() == ""
    file.chmod(0o640)
    assert "chmod 600" in checks._folder()
