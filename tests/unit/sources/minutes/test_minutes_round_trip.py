"""What the product writes, it reads back: people, presence, chapters, decisions, follow-ups, in three forms."""

from __future__ import annotations

from datetime import date

import pytest

from maillage.design.documents.minutes import minutes_docx, minutes_odt, minutes_pdf
from maillage.sources.minutes import read_minutes
from tests.unit.design.minutes.documents import MINUTES

WRITERS = {"minutes.pdf": minutes_pdf, "minutes.docx": minutes_docx, "minutes.odt": minutes_odt}


@pytest.fixture(params=WRITERS)
def read(request, tmp_path):
    path = tmp_path / request.param
    path.write_bytes(WRITERS[request.param](MINUTES))
    return read_minutes(path)


def test_people_come_back(read):
    written = {(p.name, p.presence) for college in MINUTES.colleges for p in college.participants}
    assert {(person.name, person.presence) for person in read.people} == written
    assert [(college.code, college.count) for college in read.colleges] == [("state", 2), ("operators", 1)]


def test_dates_and_chapters_come_back(read):
    assert read.meeting.start == MINUTES.meeting_on
    assert read.signature.start == date(2024, 8, 9)
    titles = [chapter.title for chapter in read.chapters]
    assert [chapter.title for chapter in MINUTES.chapters] == [title for title in titles if "étapes" not in title][:2]


def test_decisions_and_follow_ups_come_back(read):
    assert [(decision.wording, decision.outcome) for decision in read.decisions] == [
        ("La composition de la gouvernance est validée.", "adopted"),
        ("L’enveloppe est répartie.", "adopted_with_changes"),
    ]
    assert read.decisions[1].vote.in_favour == 12
    assert read.decisions[1].conditions == "après avis du comité"
    assert ("Monsieur FACTICE", date(2024, 10, 15)) in {
        (task.responsible, task.due.end) for task in read.follow_ups if task.due
    }
