"""The hash chain as plain Python: each fault is told in words, at the entry where it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from maillage.programme.journal.rules import START, Head, Line, digest, sign, verify_chain

KEY = "clé d’essai"


def chain(count: int) -> list[Line]:
    lines: list[Line] = []
    for number in range(1, count + 1):
        previous = lines[-1].hash if lines else START
        line = Line(number, f"2026-11-{number:02}", "Élue", "7", "essai", "lieu", "9", previous, {"b": 1, "a": "é"})
        lines.append(replace(line, hash=digest(line)))
    return lines


def told(lines: list[Line], head: Head | None) -> str:
    return verify_chain(lines, head, KEY)


LINES = chain(5)
HEAD = sign(5, LINES[-1].hash, KEY)


def test_a_digest_is_that_of_the_canonical_text():
    line = Line(1, "2026-11-27T10:00:00Z", "Élue", "7", "essai", "lieu", "9", START, {"b": 1, "a": "é"})
    assert digest(line) == "d7b5b758b579b8b0c852ef8ab47a931d4317c323028e2c62f6517130fff825da"
    assert digest(replace(line, hash="autre")) == digest(line)


def test_a_signature_is_that_of_the_number_and_of_the_last_digest():
    assert sign(5, "abc", "clé") == Head(5, "abc", "e86788c5e3b59d8145e63f094b50dae0318ac405c47d4c8b459379fac5b71627")


@pytest.mark.parametrize("count", [0, 1, 5])
def test_a_whole_chain_says_nothing(count):
    lines = chain(count)
    assert told(lines, None) == ""
    assert told(lines, sign(count, lines[-1].hash if lines else START, KEY)) == ""


@pytest.mark.parametrize("field", ["at", "actor_label", "actor_id", "action", "object_type", "object_id"])
def test_each_field_that_changes_is_seen(field):
    changed = [*LINES[:2], replace(LINES[2], **{field: "autre"}), *LINES[3:]]
    assert told(changed, HEAD) == "L’entrée 3 a été modifiée."


def test_details_that_change_are_seen():
    changed = [replace(LINES[0], details={"b": 2, "a": "é"}), *LINES[1:]]
    assert told(changed, HEAD) == "L’entrée 1 a été modifiée."


def test_an_entry_made_again_breaks_the_next_one():
    forged = replace(LINES[2], action="autre")
    forged = replace(forged, hash=digest(forged))
    assert told([*LINES[:2], forged, *LINES[3:]], HEAD) == "L’entrée 4 a été modifiée."


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (LINES[1:], "L’entrée 1 manque ou a été déplacée (trouvée : 2)."),
        ([*LINES[:2], *LINES[3:]], "L’entrée 3 manque ou a été déplacée (trouvée : 4)."),
        ([LINES[0], LINES[2], LINES[1], *LINES[3:]], "L’entrée 2 manque ou a été déplacée (trouvée : 3)."),
        ([LINES[0], LINES[0], *LINES[1:]], "L’entrée 2 manque ou a été déplacée (trouvée : 1)."),
        (LINES[:4], "La fin du journal manque : 4 entrées, 5 attendues."),
        ([], "La fin du journal manque : 0 entrées, 5 attendues."),
        (chain(6), "Des entrées ont été ajoutées hors de l’application après la 5e."),
    ],
)
def test_what_is_missing_moved_or_added_is_told(lines, words):
    assert told(lines, HEAD) == words


def test_a_whole_chain_that_is_not_the_signed_one_is_told():
    other = sign(5, "0" * 64, KEY)
    assert told(LINES, other) == "La dernière entrée ne correspond pas à la tête signée."


@pytest.mark.parametrize(
    "head", [replace(HEAD, signature="0" * 64), replace(HEAD, sequence=4), sign(5, HEAD.hash, "x")]
)
def test_a_head_signed_elsewhere_is_told(head):
    assert told(LINES, head) == "La tête du journal n’est pas signée par cette installation."
