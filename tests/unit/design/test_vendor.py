"""What was vendored is what its makers published: each file's sha256, and nothing more than what the page needs."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import maillage.design

VENDOR = Path(maillage.design.__file__).parent / "static" / "vendor"
MAPLIBRE = {
    "maplibre-gl.mjs": "e02cb08c572fd0950a75343cd558099c2a1dbbaf67f26b0c96f115431962d1ae",
    "maplibre-gl-shared.mjs": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "maplibre-gl-worker.mjs": "73d7a024a4efe1a46e49db193e18cfe33271e3ecc652ec7542c281a4ef5f0f04",
    "maplibre-gl.css": "a90798a1953017790e590f7e1bd35ff103a8a4263972cb47290b78adf86f8c20",
    "LICENSE.txt": "ee5fc05a0677eaf69601d2c7db0d9ecd6cc27c3abc1d0733bc9ed34707cf8ef2",
}


def faults(folder: Path) -> list[str]:
    """What differs from the published files, or from the folder's own list of checksums."""
    found = [f"{name}: changed" for name, expected in MAPLIBRE.items() if digest(folder / name) != expected]
    listed = dict(line.split()[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines())
    found += [] if listed == MAPLIBRE else ["SHA256SUMS: another list"]
    strangers = {path.name for path in folder.iterdir()} - {*MAPLIBRE, "VERSION", "SHA256SUMS"}
    return found + [f"{name}: not expected" for name in sorted(strangers)]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "absent"


def test_maplibre_is_the_published_one():
    assert faults(VENDOR / "maplibre") == []
    assert (VENDOR / "maplibre" / "VERSION").read_text().strip() == "6.17.0"
    assert "v6.17.0" in (VENDOR / "maplibre" / "maplibre-gl.mjs").read_text()[:300]


def test_teeth_one_byte_a_lost_file_and_a_stranger_are_seen(tmp_path):
    copy = shutil.copytree(VENDOR / "maplibre", tmp_path / "maplibre")
    with (copy / "maplibre-gl.css").open("a") as file:
        file.write(" ")
    (copy / "maplibre-gl-worker.mjs").unlink()
    (copy / "maplibre-gl.mjs.map").touch()
    assert faults(copy) == [
        "maplibre-gl-worker.mjs: changed",
        "maplibre-gl.css: changed",
        "maplibre-gl.mjs.map: not expected",
    ]
