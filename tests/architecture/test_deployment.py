"""The files of a deployment agree with the commands, the variables and the guide."""

from __future__ import annotations

import re
from pathlib import Path

from maillage.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
GUIDE = (ROOT / "docs" / "guide" / "deploiement.md").read_text(encoding="utf-8")


def strangers(texts: list[str]) -> list[str]:
    """Commands of Maillage that these texts call and that do not exist."""
    called = [name for text in texts for name in re.findall(r"(?:bin/|`)maillage ([a-z]+)", text)]
    return [name for name in called if name not in COMMANDS]


def test_the_units_and_the_guide_call_commands_that_exist():
    texts = [GUIDE, *(file.read_text(encoding="utf-8") for file in DEPLOY.iterdir())]
    assert strangers(texts) == []
    assert strangers(["`maillage dance`"]) == ["dance"]


def test_each_variable_of_the_example_is_documented():
    documented = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    names = re.findall(r"^(MAILLAGE_\w+)=", (DEPLOY / "maillage.env").read_text(encoding="utf-8"), re.MULTILINE)
    assert names
    assert [name for name in names if f"`{name}`" not in documented] == []


def test_each_unit_writes_in_the_data_folder_only():
    units = list(DEPLOY.glob("*.service"))
    assert len(units) == 4
    for unit in units:
        text = unit.read_text(encoding="utf-8")
        assert "ProtectSystem=strict" in text
        assert re.findall(r"^ReadWritePaths=(.*)$", text, re.MULTILINE) == ["/var/lib/maillage"]
        assert re.findall(r"^User=(.*)$", text, re.MULTILINE) == ["maillage"]


def test_a_night_that_fails_does_not_keep_the_back_up_from_being_made():
    # systemd stops at the first ExecStart that fails.
    assert "maillage backup" not in (DEPLOY / "maillage-nightly.service").read_text(encoding="utf-8")
    started = re.findall(r"^ExecStart=(.*)$", (DEPLOY / "maillage-backup.service").read_text(encoding="utf-8"), re.M)
    assert "maillage backup" in started[0]


def test_each_timer_has_its_unit_and_the_guide_starts_it():
    timers = list(DEPLOY.glob("*.timer"))
    assert len(timers) == 2
    assert [
        timer.name for timer in timers if not timer.with_suffix(".service").exists() or timer.name not in GUIDE
    ] == []


def test_the_guide_names_each_file():
    stems = {file.name for file in DEPLOY.iterdir() if file.suffix in {".conf", ".env"}}
    assert [name for name in stems if name not in GUIDE] == []
