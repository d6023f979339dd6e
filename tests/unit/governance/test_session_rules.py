"""Who is there, what may be read, which files are kept, when a reminder is due."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest

from maillage.programme.governance.enums import Confidentiality, InvitationAnswer, MeetingState, Presence
from maillage.programme.governance.rules.agenda import change_fault, length_words, removal_fault
from maillage.programme.governance.rules.attendance import (
    Stay,
    answer_fault,
    is_there,
    may_answer,
    members_there,
    was_there,
)
from maillage.programme.governance.rules.meetings import reminder_due
from maillage.programme.governance.rules.papers import MAX_BYTES, file_fault
from maillage.programme.governance.rules.reading import readable_levels, readable_states

P, A, M = Presence, InvitationAnswer, MeetingState


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2024, 7, 11, hour, minute)


def office(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("stay", "there"),
    [
        (Stay(P.PRESENT), True),
        (Stay(P.REMOTE, at(14)), True),
        (Stay(P.REPRESENTED), True),
        (Stay(P.PRESENT, at(14), at(15)), False),
        (Stay(P.PROXY), False),
        (Stay(P.EXPECTED), False),
        (Stay(P.EXCUSED), False),
    ],
)
def test_who_is_there_now(stay, there):
    assert is_there(stay) is there


@pytest.mark.parametrize(
    ("stay", "there"),
    [
        (Stay(P.PRESENT, at(14), at(15)), True),
        (Stay(P.PRESENT, at(14), at(14, 30)), False),
        (Stay(P.PRESENT, at(15), None), False),
        (Stay(P.PRESENT, at(14, 59), None), True),
        (Stay(P.EXCUSED), False),
    ],
)
def test_who_was_there_for_an_item_from_half_past_two_to_three(stay, there):
    assert was_there(stay, at(14, 30), at(15)) is there


def test_a_member_is_there_once_however_many_persons():
    stays = [(1, Stay(P.PRESENT)), (1, Stay(P.REMOTE)), (2, Stay(P.ABSENT)), (None, Stay(P.PRESENT))]
    assert members_there(stays) == {1}


@pytest.mark.parametrize("state", M)
def test_answers_are_open_between_the_convocation_and_the_opening(state):
    assert may_answer(state, at(16), at(15)) is (state in (M.CONVENED, M.FROZEN))
    assert may_answer(state, at(16), at(17)) is False


@pytest.mark.parametrize(
    ("answer", "name", "remote", "proxies", "refused"),
    [
        (A.PRESENT, "", False, 0, False),
        (A.EXCUSED, "", True, 1, False),
        (A.REMOTE, "", True, 1, False),
        (A.REMOTE, "", False, 1, True),
        (A.REPRESENTED, " ", True, 1, True),
        (A.REPRESENTED, "Mon adjointe", True, 0, False),
        (A.PROXY, "Mme X", True, 0, True),
        (A.PROXY, "", True, 1, True),
        (A.PROXY, "Mme X", True, 1, False),
    ],
)
def test_answers_that_are_refused_say_why(answer, name, remote, proxies, refused):
    assert bool(answer_fault(answer, name, remote_allowed=remote, proxies=proxies)) is refused


@pytest.mark.parametrize("state", M)
def test_when_an_agenda_changes(state):
    assert bool(change_fault(state)) is (state not in (M.DRAFT, M.CONVENED, M.FROZEN, M.OPEN))
    assert bool(removal_fault(state)) is (state not in (M.DRAFT, M.CONVENED))


def test_the_length_says_what_is_too_much():
    assert length_words(45, 120) == "45 minutes prévues pour 2 h de réunion."
    assert length_words(150, 90) == "2 h 30 prévues pour 1 h 30 de réunion : 1 h de trop."


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("a.pdf", b"%PDF-1.7", True),
        ("A.PDF", b"%PDF-1.7", True),
        ("a.png", b"\x89PNG\r\n\x1a\n", True),
        ("a.jpeg", b"\xff\xd8\xff\xe0", True),
        ("a.csv", "nom;âge".encode(), True),
        ("a.docx", office("word/document.xml"), True),
        ("a.xlsx", office("xl/workbook.xml"), True),
        ("a.odt", office("content.xml"), True),
        ("a.docx", office("content.xml"), False),
        ("a.pdf", b"<html>", False),
        ("a.html", b"<html>", False),
        ("a.csv", b"<html>", False),
        ("a.csv", b"MZ", False),
        ("a", b"%PDF-", False),
        ("a.pdf", b"%PDF-" + b"0" * MAX_BYTES, False),
    ],
)
def test_which_files_are_kept(name, content, kept):
    assert (file_fault(name, content) == "") is kept


def test_levels_and_states_that_are_read():
    assert readable_levels(manages=True) == set(Confidentiality)
    assert Confidentiality.INTERNAL not in readable_levels(manages=False)
    assert M.DRAFT in readable_states(manages=True)
    assert M.DRAFT not in readable_states(manages=False)


@pytest.mark.parametrize(
    ("today", "convened", "due"),
    [
        (date(2024, 6, 26), date(2024, 6, 1), 15),
        (date(2024, 6, 25), date(2024, 6, 1), None),
        (date(2024, 7, 6), date(2024, 6, 1), 5),
        (date(2024, 7, 10), date(2024, 6, 1), 1),
        (date(2024, 7, 11), date(2024, 6, 1), None),
        (date(2024, 7, 1), date(2024, 7, 1), None),
        (date(2024, 7, 6), date(2024, 7, 1), 5),
        (date(2024, 7, 6), date(2024, 7, 6), None),
    ],
)
def test_a_reminder_is_due_only_after_the_convocation(today, convened, due):
    assert reminder_due(today, date(2024, 7, 11), convened) == due
