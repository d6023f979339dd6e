"""`make sbom`: what runs is listed, each package with its version and the hashes that its installation checks."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from tests.architecture.house import ROOT

LOCK = ROOT / "requirements.lock"
LINE = re.compile(r"^([a-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;]+)", re.MULTILINE)


def locked(text: str) -> dict[str, tuple[str, frozenset[str]]]:
    """The version and the hashes of each package of a lock."""
    blocks = re.split(r"(?m)^(?=[a-z0-9])", text)
    found = [(match, block) for block in blocks if (match := LINE.match(block))]
    return {m[1]: (m[2], frozenset(re.findall(r"--hash=sha256:(\w+)", block))) for m, block in found}


def listed(bill: dict) -> dict[str, tuple[str, frozenset[str]]]:
    """The same, as the bill of materials says it."""
    return {
        one["name"]: (
            one["version"],
            frozenset(h["content"] for place in one["externalReferences"] for h in place.get("hashes", ())),
        )
        for one in bill["components"]
    }


@pytest.fixture(scope="module")
def bill() -> dict:
    command = next(line for line in (ROOT / "Makefile").read_text("utf-8").splitlines() if "cyclonedx-py" in line)
    words = command.strip().replace("-o dist/sbom.cdx.json ", "").split()[1:]
    tool = [sys.executable, "-m", "cyclonedx_py", *words]
    done = subprocess.run(tool, capture_output=True, text=True, cwd=ROOT, check=True)
    return json.loads(done.stdout)


def test_each_locked_package_is_named_with_its_version_and_its_hashes(bill):
    assert bill["bomFormat"] == "CycloneDX"
    wanted = locked(LOCK.read_text(encoding="utf-8"))
    assert len(wanted) > 50
    assert all(hashes for _, hashes in wanted.values())
    assert listed(bill) == wanted


def test_teeth_another_version_and_a_lost_hash_are_seen(bill):
    text = LOCK.read_text(encoding="utf-8")
    assert listed(bill) != locked(text.replace("django==", "django==1", 1))
    assert listed(bill) != locked(re.sub(r"--hash=sha256:\w+", "", text, count=1))
