"""G11: the journal only grows, and any tampering is found; without its signed head a cut tail would be missed."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest
from django.conf import settings as live
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.utils import DatabaseError

from maillage.programme.journal import selectors
from maillage.programme.journal.models import Entry
from maillage.programme.journal.rules import START, Head, Line, digest, sign, verify_chain
from maillage.programme.journal.services import _Head, record
from maillage.programme.people.enums import Role
from maillage.programme.people.models import User

KEY = "clé de test"


def chain(count: int) -> tuple[list[Line], Head]:
    lines: list[Line] = []
    previous = START
    for number in range(1, count + 1):
        bare = Line(
            number, f"2026-01-01T00:00:{number:02d}", "A", "", "act", "thing", str(number), previous, {"n": number}
        )
        line = replace(bare, hash=digest(bare))
        lines.append(line)
        previous = line.hash
    return lines, sign(count, previous, KEY)


def tampered(lines: list[Line], rng: random.Random) -> list[Line]:
    made = list(lines)
    place = rng.randrange(len(made))
    kind = rng.choice(("modify", "rehash", "delete", "insert", "swap", "cut"))
    if kind == "modify":
        made[place] = replace(made[place], details={"n": -1})
    elif kind == "rehash":
        changed = replace(made[place], actor_label="B")
        made[place] = replace(changed, hash=digest(changed))
    elif kind == "delete":
        del made[place]
    elif kind == "insert":
        made.insert(place, made[place])
    elif kind == "swap":
        other = (place + 1) % len(made)
        made[place], made[other] = made[other], made[place]
    else:
        made = made[: rng.randrange(len(made))]
    return made


def test_an_untouched_chain_is_whole():
    lines, head = chain(30)
    assert verify_chain(lines, head, KEY) == ""


def test_a_thousand_random_tamperings_are_all_found():
    lines, head = chain(30)
    rng = random.Random(11)
    missed = [i for i in range(1000) if not verify_chain(tampered(lines, rng), head, KEY)]
    assert missed == []


def test_teeth_without_the_head_a_cut_tail_is_missed():
    lines, head = chain(30)
    assert verify_chain(lines[:20], None, KEY) == ""
    assert verify_chain(lines[:20], head, KEY) != ""


def test_a_head_signed_with_another_key_is_refused():
    lines, head = chain(5)
    assert "signée" in verify_chain(lines, replace(head, signature="0" * 64), KEY)


def add(count: int = 3) -> None:
    for number in range(count):
        record(actor=None, action="test", object_type="thing", object_id=str(number), details={"n": number})


@pytest.fixture
def clean_head(db):
    (live.HOME / "journal.head").unlink(missing_ok=True)
    yield
    (live.HOME / "journal.head").unlink(missing_ok=True)


@pytest.fixture
def three_entries(clean_head, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        add()


@pytest.mark.usefixtures("three_entries")
def test_the_database_refuses_to_change_or_delete_an_entry():
    for attempt in (lambda: Entry.objects.update(action="x"), lambda: Entry.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    assert Entry.objects.count() == 3
    call_command("verify_journal", verbosity=0)


@pytest.mark.usefixtures("three_entries")
def test_a_tail_cut_in_the_database_is_found():
    assert json.loads((live.HOME / "journal.head").read_text())["sequence"] == 3
    assert selectors.verify() == ""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER journal_no_delete")
        else:
            cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER journal_no_change")
        cursor.execute("DELETE FROM journal_entry WHERE sequence = 3")
    with pytest.raises(CommandError, match="La fin du journal manque"):
        call_command("verify_journal", verbosity=0)


def fail_after_recording() -> None:
    with transaction.atomic():
        add(1)
        raise RuntimeError


@pytest.mark.usefixtures("clean_head")
def test_an_act_that_is_rolled_back_leaves_no_entry_and_no_head(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError):
        fail_after_recording()
    assert Entry.objects.count() == 0
    assert not (live.HOME / "journal.head").exists()


def test_a_head_that_was_overtaken_never_takes_the_place_of_a_newer_one(three_entries):
    first = Entry.objects.get(sequence=1)
    _Head(first.sequence, first.hash).put()
    assert json.loads((live.HOME / "journal.head").read_text())["sequence"] == 3
    assert selectors.verify() == ""


def test_an_entry_whose_head_is_about_to_be_written_is_waited_for(three_entries, monkeypatch):
    last = Entry.objects.get(sequence=3)
    (live.HOME / "journal.head").unlink()
    second = Entry.objects.get(sequence=2)
    _Head(second.sequence, second.hash).put()
    # The other process writes while we sleep.
    monkeypatch.setattr(selectors.time, "sleep", lambda pause: _Head(last.sequence, last.hash).put())
    assert selectors.verify() == ""


def test_teeth_a_head_that_never_catches_up_is_a_fault(three_entries, monkeypatch):
    monkeypatch.setattr(selectors, "CATCHING_UP", 0.0)
    (live.HOME / "journal.head").unlink()
    second = Entry.objects.get(sequence=2)
    _Head(second.sequence, second.hash).put()
    assert "hors de l’application après la 2e" in selectors.verify()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"hash": "x"}'])
def test_a_head_that_cannot_be_read_keeps_no_act_from_being_recorded(three_entries, content):
    (live.HOME / "journal.head").write_text(content)
    last = Entry.objects.get(sequence=3)
    _Head(last.sequence, last.hash).put()
    assert selectors.verify() == ""


@pytest.mark.django_db
def test_the_journal_names_nobody_and_its_page_finds_the_name(client):
    person = User.objects.create_user("ines@demo.example", "Inès Fictive")
    person.role_assignments.create(role=Role.ADMINISTRATOR)
    record(actor=person, action="thing.done", object_type="thing", object_id="1", details={})
    entry = Entry.objects.get()
    assert (entry.actor_label, entry.actor_id) == ("", str(person.public_id))
    client.force_login(person)
    assert "Inès Fictive" in client.get("/journal/?auteur=inès f").content.decode()
    assert "thing.done</td>" not in client.get("/journal/?auteur=autre").content.decode()
