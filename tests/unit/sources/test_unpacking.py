"""Archives: opened when they are safe, refused whole when they are not."""

from __future__ import annotations

import gzip
import io
import stat
import zipfile
from pathlib import Path

import pytest

from maillage.sources import unpacking
from maillage.sources.unpacking import Bounds, is_archive, unpack
from maillage.tables.errors import DataError


def archive(folder: Path, *members: tuple[str, bytes], name: str = "a.zip") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as content:
        for member, body in members:
            content.writestr(member, body)
    return path


def test_the_tables_of_a_zip_are_put_side_by_side(tmp_path):
    path = archive(tmp_path, ("dir/base.CSV", b"a;b\n"), ("notice.pdf", b"%PDF"), ("meta.csv", b"x\n"))
    out = tmp_path / "out"
    assert sorted(p.name for p in unpack(path, out)) == ["base.CSV", "meta.csv"]
    assert (out / "base.CSV").read_bytes() == b"a;b\n"
    assert sorted(p.name for p in out.iterdir()) == ["base.CSV", "meta.csv"]


@pytest.mark.parametrize("name", ["../evil.csv", "/evil.csv", "a/../../evil.csv", "..\\evil.csv", "C:evil.csv"])
def test_a_path_that_leaves_the_folder_is_refused(tmp_path, name):
    path = archive(tmp_path, ("good.csv", b"a\n"), (name, b"b\n"))
    out = tmp_path / "in" / "out"
    with pytest.raises(DataError, match="sortirait du dossier"):
        unpack(path, out)
    assert [p.name for p in tmp_path.rglob("*.csv")] == []


def test_teeth_without_the_check_the_archive_opens(tmp_path, monkeypatch):
    monkeypatch.setattr(unpacking, "_check_member", lambda *parts: None)
    assert unpack(archive(tmp_path, ("../evil.csv", b"b\n")), tmp_path / "in" / "out")


def test_a_link_is_refused(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as content:
        link = zipfile.ZipInfo("link.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        content.writestr(link, "/etc/passwd")
    with pytest.raises(DataError, match="un lien"):
        unpack(path, tmp_path / "out")


@pytest.mark.parametrize("bounds", [Bounds(total=1_000_000), Bounds(ratio=2)])
def test_a_bomb_is_refused_and_leaves_nothing(tmp_path, bounds):
    path = archive(tmp_path, ("small.csv", b"a\n"), ("big.csv", bytes(5_000_000)))
    with pytest.raises(DataError, match="taille permise"):
        unpack(path, tmp_path / "out", bounds)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path):
    path = archive(tmp_path, ("big.csv", bytes(5_000_000)))
    raw = path.read_bytes().replace((5_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(raw)
    with pytest.raises(DataError):
        unpack(path, tmp_path / "out", Bounds(total=1_000_000))
    assert list((tmp_path / "out").iterdir()) == []


def test_a_damaged_or_empty_archive_is_refused(tmp_path):
    path = archive(tmp_path, ("a.csv", b"abc" * 1000))
    raw = bytearray(path.read_bytes())
    raw[45] ^= 0xFF
    path.write_bytes(raw)
    for bad in (path, archive(tmp_path, ("notice.pdf", b"%PDF"), name="b.zip")):
        with pytest.raises(DataError, match="archive est refusée"):
            unpack(bad, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_two_members_of_one_name_are_refused(tmp_path):
    with pytest.raises(DataError, match="le même nom"):
        unpack(archive(tmp_path, ("a/x.csv", b"1"), ("b/X.csv", b"2")), tmp_path / "out")


def test_a_gzip_is_opened_and_a_cut_one_refused(tmp_path):
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"a;b\n1;2\n"))
    (found,) = unpack(path, tmp_path / "out")
    assert (found.name, found.read_bytes()) == ("a.csv", b"a;b\n1;2\n")
    path.write_bytes(gzip.compress(bytes(range(256)) * 50)[:-20])
    with pytest.raises(DataError, match="abîmée"):
        unpack(path, tmp_path / "other")


def test_a_spreadsheet_is_not_an_archive(tmp_path):
    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w") as content:
        content.writestr("xl/workbook.xml", "<x/>")
    for name, expected in (("a.xlsx", False), ("a.zip", True)):
        (tmp_path / name).write_bytes(sheet.getvalue())
        assert is_archive(tmp_path / name) is expected
