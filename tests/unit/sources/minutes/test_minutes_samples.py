"""Recall and precision on eight fictitious minutes: all that is there, nothing that is not."""

from __future__ import annotations

import pytest

from maillage.sources.minutes import read_text
from tests.unit.sources.minutes.corpus import SAMPLES


@pytest.fixture(params=SAMPLES)
def sample(request):
    return SAMPLES[request.param]


@pytest.fixture
def read(sample):
    return read_text(sample.text)


def test_the_front(sample, read):
    assert (read.meeting.start if read.meeting else None) == sample.meeting
    assert read.instance.value == sample.instance


def test_who_was_there(sample, read):
    assert {(person.name, person.presence) for person in read.people} == sample.people
    if sample.colleges:
        assert tuple((college.code, college.count) for college in read.colleges) == sample.colleges


def test_chapters(sample, read):
    assert tuple(chapter.title for chapter in read.chapters) == sample.chapters


def test_money_and_deadlines(sample, read):
    assert {amount.low for amount in read.amounts if amount.unit == "€"} == sample.amounts
    assert {found.end for found in read.deadlines} == sample.deadlines


def test_decisions(sample, read):
    assert tuple(decision.outcome for decision in read.decisions) == sample.outcomes


def test_follow_ups(sample, read):
    assert {(task.responsible, task.due.end if task.due else None) for task in read.follow_ups} == sample.follow_ups


def test_the_council_in_detail():
    read = read_text(SAMPLES["conseil municipal"].text)
    created, refused = read.decisions[1], read.decisions[2]
    assert (created.vote.in_favour, created.vote.against) == (6, 1)
    assert len(created.items) == 2
    assert (refused.vote.in_favour, refused.vote.against, refused.vote.abstentions) == (3, 4, 0)
    assert refused.chapter == "Subvention au club informatique"
    assert (read.starts.value, read.ends.value) == ("20:30", "22:15")
    assert read.author.value == "Mme Lise GABARIT"
    assert "mairie" in read.place.value
    assert read.signatory.value == "Le maire,"
    assert next(person for person in read.people if person.name == "MAQUETTE").represented_by == "M. Paul CANEVAS"


def test_the_committee_in_detail():
    read = read_text(SAMPLES["copil"].text)
    people = {person.name: person for person in read.people}
    assert (people["EXEMPLE"].first_name, people["EXEMPLE"].function) == ("Zéphyrine", "secrétaire générale")
    assert people["IMAGINAIRE"].body == "commune de Modèle-sur-Essai"
    assert people["IMAGINAIRE"].mentions, "« M. Imaginaire » is « M. IMAGINAIRE »"
    assert people["TÉMOIN"].body == "CAF de Haute-Fiction"
    assert [point.title for point in read.agenda] == [chapter.title for chapter in read.chapters]
    assert (read.starts.value, read.ends.value, read.place.value[:13]) == ("09:30", "11:45", "salle Horizon")
    assert (15, (12, 3)) in {(count.value, count.parts) for count in read.counts}
    assert [found.start.isoformat() for found in read.dates if found.kind == "next_meeting"] == ["2024-06-18"]
    assert read.decisions[0].vote.words == "à l’unanimité"


def test_the_table_in_detail():
    read = read_text(SAMPLES["cotech en tableau"].text)
    assert read.decisions[0].conditions == "sous réserve de l’ajout d’une carte"
    assert (read.amounts[0].low, read.amounts[0].high) == (12_000, 15_000)
    first = read.people[0]
    assert (first.first_name, first.name, first.body, first.function) == (
        "Zoé", "EXEMPLE", "Préfecture de Haute-Fiction", "Cheffe de bureau",
    )  # fmt: skip


def test_the_signature_is_not_the_meeting():
    read = read_text(SAMPLES["lignes coupées"].text)
    assert read.signature.start.isoformat() == "2025-01-20"
    assert read.signature.evidence.quotation == "20 janvier 2025"
    assert "sera prise en charge" in read.text, "wrapped lines are joined"


def test_without_list_those_who_speak_are_proposed_to_check():
    read = read_text(SAMPLES["prose"].text)
    assert {person.evidence.confidence for person in read.people} == {"to_check"}
    assert any("Aucune liste de présence" in warning for warning in read.warnings)
