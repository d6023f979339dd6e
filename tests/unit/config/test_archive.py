"""The archive of a back-up: what was put in comes out, and nothing that was altered ever does."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.config.keeping.archive import MANIFEST, Manifest, unpack, write_archive
from maillage.tables.errors import DataError

EMPTY = Manifest("1.0", "sqlite", "2026-11-27T00:00:00+00:00", ("journal.0001_initial",), {"journal_entry": 3}, {})


@pytest.fixture
def archive(tmp_path):
    return made(tmp_path)


def made(folder):
    database, paper = folder / "base", folder / "piece"
    database.write_bytes(bytes(range(256)) * 40)
    paper.write_bytes(b"une convocation fictive")
    write_archive(folder / "s.tar.gz", [("database", database), ("files/pieces/a.pdf", paper)], EMPTY)
    return folder / "s.tar.gz"


def members(archive):
    with tarfile.open(archive) as tar:
        return {entry.name: tar.extractfile(entry).read() for entry in tar}


def rewritten(archive, contents, extra=None):
    """The archive with other contents, its own checks (tar, gzip) being right."""
    with tarfile.open(archive, "w:gz") as tar:
        for name, content in contents.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
        if extra is not None:
            tar.addfile(extra, io.BytesIO(b""))


def test_what_was_put_in_comes_out(archive, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    manifest = unpack(archive, out)
    assert (manifest.rows, manifest.migrations) == ({"journal_entry": 3}, ("journal.0001_initial",))
    assert (out / "files/pieces/a.pdf").read_bytes() == b"une convocation fictive"
    assert archive.stat().st_mode & 0o077 == 0


@settings(max_examples=150, deadline=None)
@given(share=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255), is_cut=st.booleans())
def test_an_altered_byte_or_a_cut_end_is_refused_or_changes_nothing(tmp_path_factory, share, flip, is_cut):
    folder = tmp_path_factory.mktemp("altered")
    archive = made(folder)
    content = bytearray(archive.read_bytes())
    place = int(share * len(content))
    if is_cut:
        del content[place:]
    else:
        content[place] ^= flip
    archive.write_bytes(bytes(content))
    out = folder / "out"
    out.mkdir()
    with suppress(DataError):
        unpack(archive, out)
        # What nothing reads: the time in the header of gzip, the padding of the end.
        assert (out / "database").read_bytes() == (folder / "base").read_bytes()
        assert (out / "files/pieces/a.pdf").read_bytes() == (folder / "piece").read_bytes()


def test_teeth_a_member_altered_with_its_checksums_is_seen_by_its_digest_alone(archive, tmp_path):
    contents = members(archive)
    contents["database"] = contents["database"].replace(b"\x01", b"\x02")
    rewritten(archive, contents)
    (tmp_path / "out").mkdir()
    with pytest.raises(DataError, match="« database »"):
        unpack(archive, tmp_path / "out")
    import hashlib

    told = json.loads(contents[MANIFEST])
    told["members"]["database"] = hashlib.sha256(contents["database"]).hexdigest()
    rewritten(archive, contents | {MANIFEST: json.dumps(told).encode()})
    assert unpack(archive, tmp_path / "out").members == told["members"]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda found: found | {"../evil": b"x"}, "rien à faire"),
        (lambda found: found | {"files/../../evil": b"x"}, "rien à faire"),
        (lambda found: found | {"etc": b"x"}, "rien à faire"),
        (lambda found: found | {"files/more.txt": b"x"}, "files/more.txt"),
        (lambda found: {name: content for name, content in found.items() if name != "database"}, "database"),
        (lambda found: {name: content for name, content in found.items() if name != MANIFEST}, "manifeste manque"),
        (lambda found: found | {MANIFEST: b"{}"}, "manifeste est illisible"),
    ],
)
def test_what_is_no_back_up_is_refused(archive, tmp_path, change, word):
    rewritten(archive, change(members(archive)))
    (tmp_path / "out").mkdir()
    with pytest.raises(DataError) as refused:
        unpack(archive, tmp_path / "out")
    assert word in str(refused.value)
    assert not (tmp_path / "evil").exists()


def test_a_link_is_refused(archive, tmp_path):
    link = tarfile.TarInfo("files/link")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    rewritten(archive, members(archive), link)
    (tmp_path / "out").mkdir()
    with pytest.raises(DataError, match="rien à faire"):
        unpack(archive, tmp_path / "out")


def test_what_is_not_a_tar_is_refused(tmp_path):
    path = tmp_path / "s.tar.gz"
    path.write_bytes(gzip.compress(b"pas un tar"))
    with pytest.raises(DataError, match="coupée ou illisible"):
        unpack(path, tmp_path)


def test_a_folder_that_takes_nothing_leaves_no_half_archive(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("maillage.config.keeping.archive.digest_of", full)
    with pytest.raises(DataError, match="n’a pas pu être écrite"):
        made(tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith((".", "s."))] == []
