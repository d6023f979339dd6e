"""The real minutes of a launch meeting, outside the repository: only figures and dates are written here."""

from __future__ import annotations

from datetime import date

import pytest

from maillage.sources.minutes import read_minutes


@pytest.fixture
def read(real_data):
    found = sorted((real_data.parent / "seed").glob("releve-de-conclusions-*.txt"))
    if not found:
        pytest.skip("pas de relevé de conclusions à côté des données réelles")
    return read_minutes(found[0])


@pytest.mark.real_data
def test_who_was_there(read):
    assert len(read.participants) == 34
    assert [(college.code, college.count) for college in read.colleges] == [
        ("state", 7), ("local_authorities", 13), ("operators", 6), ("partners", 8),
    ]  # fmt: skip
    assert all(person.name and person.function for person in read.participants)


@pytest.mark.real_data
def test_what_was_said(read):
    assert read.meeting.start == date(2024, 7, 11)
    assert read.signature.start == date(2024, 8, 9)
    assert [chapter.number for chapter in read.chapters] == ["I", "II", "III", "IV"]
    assert {59_700, 20_000, 50_000} <= {amount.low for amount in read.amounts if amount.unit == "€"}
    assert (30, 100) in {(amount.low, amount.high) for amount in read.amounts if amount.unit == "%"}
    assert {date(2024, 10, 31), date(2024, 10, 15)} <= {found.end for found in read.deadlines}
    assert (35, (13, 22)) in {(count.value, count.parts) for count in read.counts}


@pytest.mark.real_data
def test_what_was_decided(read):
    assert [decision.outcome for decision in read.decisions] == ["adopted"]
    assert len(read.decisions[0].items) == 3
    assert date(2024, 10, 31) in {task.due.end for task in read.follow_ups if task.due}


@pytest.mark.real_data
def test_every_speaker_is_a_participant(read):
    speeches = [speech for chapter in read.chapters for speech in chapter.speeches]
    assert len(speeches) > 15
    assert [speech.speaker for speech in speeches if speech.participant is None] == []
