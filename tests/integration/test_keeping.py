"""The drill: a back-up while entries are written, its return elsewhere, and the checks; on both engines."""

from __future__ import annotations

import io
import json
import os
import tarfile

import pytest

from maillage.config.keeping.archive import MANIFEST, unpack
from tests.factories.installations import ENTRIES, installations

# Whoever owns the database can lift the guard that refuses changes: only the chain tells.
TAMPER = {
    False: """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("DROP TRIGGER journal_no_update")
    cursor.execute("UPDATE journal_entry SET action = 'x' WHERE sequence = 3")
""",
    True: """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER journal_no_change")
    cursor.execute("UPDATE journal_entry SET action = 'x' WHERE sequence = 3")
""",
}


NEWER = {"migrations": ["journal.9999_from_tomorrow"]}
OTHER = {"engine": "oracle"}


def with_manifest(archive, out, change):
    """The same archive, its manifest saying something else."""
    with tarfile.open(archive) as there, tarfile.open(out, "w:gz") as here:
        for entry in there:
            content = there.extractfile(entry).read()
            if entry.name == MANIFEST:
                content = json.dumps(json.loads(content) | change).encode()
                entry.size = len(content)
            here.addfile(entry, io.BytesIO(content))


@pytest.fixture
def make(tmp_path):
    with installations(tmp_path) as made:
        yield made


def test_a_back_up_made_while_people_work_comes_back_whole_and_is_never_put_over_data_unasked(make, tmp_path):
    first, second, archive = make("un"), make("deux"), tmp_path / "sauvegarde.tar.gz"
    first.prepare(30)
    paper = first.home / "files" / "pieces" / "note.txt"
    paper.parent.mkdir(parents=True)
    paper.write_text("note fictive", encoding="utf-8")
    working = first.start(*first.python(ENTRIES.format(count=400)))
    code, output = first.run("backup", str(archive))
    assert code == 0, output
    working.communicate(timeout=120)
    assert working.returncode == 0

    (second.home / "secret_key").write_bytes((first.home / "secret_key").read_bytes())
    (second.home / "secret_key").chmod(0o600)
    code, output = second.run("restore", str(archive))
    assert code == 0, output
    assert "Attention" not in output
    assert (second.home / "files" / "pieces" / "note.txt").read_text(encoding="utf-8") == "note fictive"
    code, output = second.run("check")
    assert code == 0, output
    (tmp_path / "out").mkdir()
    kept = unpack(archive, tmp_path / "out").rows["journal_entry"]
    assert 30 <= kept <= 430

    code, output = second.run("restore", str(archive))
    assert code == 1
    assert "déjà des données" in output
    assert not list(second.home.glob("avant-restauration-*"))
    code, output = second.run("restore", str(archive), "--replace")
    assert code == 0, output
    aside = next(second.home.glob("avant-restauration-*"))
    assert (aside / "files" / "pieces" / "note.txt").is_file()


def test_a_damaged_or_foreign_back_up_changes_nothing_and_a_tampered_journal_is_not_backed_up(make, tmp_path):
    here, archive = make("un"), tmp_path / "sauvegarde.tar.gz"
    here.prepare(5)
    assert here.run("backup", str(archive))[0] == 0
    cut = tmp_path / "coupee.tar.gz"
    cut.write_bytes(archive.read_bytes()[:-2000])
    code, output = here.run("restore", str(cut), "--replace")
    assert code == 1
    assert "ne peut pas servir" in output
    for change, word in ((NEWER, "version plus récente"), (OTHER, "vient d’une base")):
        foreign = tmp_path / "ailleurs.tar.gz"
        with_manifest(archive, foreign, change)
        code, output = here.run("restore", str(foreign), "--replace")
        assert code == 1
        assert word in output
    assert not list(here.home.glob("avant-restauration-*"))

    tampered = TAMPER[bool(os.environ.get("MAILLAGE_DATABASE_URL"))]
    assert here.run(*here.python(tampered))[0] == 0
    code, output = here.run("backup", str(tmp_path / "autre.tar.gz"))
    assert code == 1
    assert "entrée 3 a été modifiée" in output
    assert not (tmp_path / "autre.tar.gz").exists()
    code, output = here.run("check", "--json")
    assert code == 1
    assert "entrée 3" in output
