"""Ballots: one voice a member, whoever casts it and however many at once; the result by the rule; secret ones."""

from __future__ import annotations

import threading
from collections import Counter

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from maillage.programme.governance.enums import DecisionRule, Outcome, Presence, QuorumRule, VoteChoice
from maillage.programme.governance.models import Decision, Vote
from maillage.programme.governance.selectors.attendance import voters_of
from maillage.programme.governance.services import attendance, ballots, meetings
from maillage.programme.journal.models import Entry
from maillage.programme.people.enums import Role
from tests.factories.cast import make_user
from tests.factories.databases import all_at_once, own_database
from tests.factories.governance_meetings import BY, address, make_committee, make_meeting, make_person, opened

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def pilot(client, db):
    client.force_login(make_user(Role.CO_PILOT), backend=BACKEND)
    return client


@pytest.fixture
def committed(django_db_setup, django_db_blocker, tmp_path):
    """A database where every thread sees what the others committed."""
    with django_db_blocker.unblock(), own_database(tmp_path):
        yield


def make_ballot(members: int = 3, secret: bool = False, there: int | None = None, **committee) -> Decision:
    meeting = opened(make_meeting(make_committee(members, **committee), in_days=0), there=there)
    return ballots.open_ballot(
        item=meeting.items.first(), wording="Adopter le budget", is_secret=secret, by=BY, now=timezone.now()
    )


def voting(decision: Decision) -> list[int]:
    return [voter.member for voter in voters_of(decision.item.meeting)]


def cast(decision: Decision, *choices: str, by=None) -> None:
    by = by or make_user(Role.COORDINATOR)
    for member, choice in zip(voting(decision), choices, strict=False):
        ballots.cast_vote(decision=decision, member_id=member, choice=VoteChoice(choice), by=by, now=timezone.now())


def page_of(decision: Decision) -> str:
    return f"/gouvernance/scrutins/{decision.pk}/"


def close(decision: Decision) -> Decision:
    return ballots.close_ballot(decision=decision, by=BY, now=timezone.now())


def test_the_secretary_opens_casts_and_closes(pilot):
    meeting = opened(make_meeting(make_committee(decision_rule=DecisionRule.SIMPLE), in_days=0))
    item = meeting.items.first()
    data = {"wording": "Adopter le budget", "method": "vote", "outcome": "adopted", "conditions": "Sous réserve"}
    pilot.post(address(meeting, f"seance/{item.pk}/decision/"), data)
    decision = Decision.objects.get()
    for member, choice in zip(voting(decision), ("for", "for", "against"), strict=True):
        pilot.post(page_of(decision), {"membre": member, "choix": choice})
    pilot.post(f"{page_of(decision)}etat/", {"acte": "fermer"})
    decision.refresh_from_db()
    assert (decision.outcome, decision.ballot_open, decision.conditions) == (Outcome.ADOPTED, False, "Sous réserve")
    page = pilot.get(page_of(decision)).content.decode()
    assert "2 pour, 1 contre, 0 abstention" in page
    assert "Aucun quorum demandé" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rule", "choices", "outcome"),
    [
        ({"decision_rule": DecisionRule.SIMPLE}, ("for", "for", "against"), Outcome.ADOPTED),
        ({"decision_rule": DecisionRule.SIMPLE}, ("for", "against", "abstain"), Outcome.REJECTED),
        ({"decision_rule": DecisionRule.CONSENSUS}, ("for", "for", "against"), Outcome.REJECTED),
        (
            {"decision_rule": DecisionRule.QUALIFIED, "majority_percent": 67},
            ("for", "for", "against"),
            Outcome.REJECTED,
        ),
        ({"decision_rule": DecisionRule.QUALIFIED, "majority_percent": 66}, ("for", "for", "against"), Outcome.ADOPTED),
    ],
)
def test_the_result_follows_the_rule_of_the_instance(rule, choices, outcome):
    decision = make_ballot(**rule)
    cast(decision, *choices)
    assert close(decision).outcome == outcome


@pytest.mark.django_db
def test_without_quorum_nothing_is_adopted():
    decision = make_ballot(4, there=1, quorum_rule=QuorumRule.SHARE, quorum_value=50)
    cast(decision, "for")
    closed = close(decision)
    assert closed.outcome == Outcome.ADJOURNED
    assert closed.quorum_words == "Quorum non atteint : 1 membre présent, 2 demandés."


@pytest.mark.django_db
def test_one_voice_a_member_and_none_after_the_closing(pilot):
    decision = make_ballot()
    first = voting(decision)[0]
    pilot.post(page_of(decision), {"membre": first, "choix": "for"})
    again = pilot.post(page_of(decision), {"membre": first, "choix": "against"}, follow=True).content.decode()
    assert "une seule voix par membre" in again
    assert Vote.objects.get().choice == VoteChoice.FOR
    close(decision)
    late = pilot.post(page_of(decision), {"membre": voting(decision)[1], "choix": "for"}, follow=True)
    assert "Ce scrutin est fermé" in late.content.decode()
    assert Vote.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data", [{}, {"membre": "x", "choix": "for"}, {"choix": "maybe"}, {"membre": "999999", "choix": "for"}]
)
def test_a_vote_that_makes_no_sense_is_not_counted(pilot, data):
    decision = make_ballot()
    assert pilot.post(page_of(decision), data, follow=True).status_code == 200
    assert Vote.objects.count() == 0


@pytest.mark.django_db
def test_a_member_votes_with_its_own_account_only(client):
    decision = make_ballot()
    line = decision.item.meeting.attendances.first()
    user = make_user(Role.MEMBER)
    line.representative.user = user
    line.representative.save()
    client.force_login(user, backend=BACKEND)
    page = client.get(page_of(decision)).content.decode()
    assert page.count('name="membre"') == 1
    client.post(page_of(decision), {"membre": line.member_id, "choix": "abstain"})
    other = next(member for member in voting(decision) if member != line.member_id)
    refused = client.post(page_of(decision), {"membre": other, "choix": "for"}, follow=True).content.decode()
    assert "Vous ne portez pas la voix" in refused
    assert [vote.member_id for vote in Vote.objects.all()] == [line.member_id]
    assert client.post(f"{page_of(decision)}etat/", {"acte": "fermer"}).status_code == 403


@pytest.mark.django_db
def test_a_proxy_is_cast_by_its_holder_while_she_is_there(client):
    decision = make_ballot()
    meeting = decision.item.meeting
    holder, giver = meeting.attendances.all()[:2]
    attendance.give_proxy(giver=giver, holder=holder, by=BY)
    user = make_user(Role.MEMBER)
    holder.representative.user = user
    holder.representative.save()
    client.force_login(user, backend=BACKEND)
    client.post(page_of(decision), {"membre": giver.member_id, "choix": "for"})
    assert Vote.objects.get().cast_by.endswith("par pouvoir")
    holder.refresh_from_db()
    attendance.mark_departure(attendance=holder, by=BY, at=timezone.now())
    assert voting(decision) == [meeting.attendances.last().member_id]


@pytest.mark.django_db
def test_two_persons_of_one_member_have_one_voice():
    committee = make_committee(2)
    make_person(committee.seats.first().member)
    meeting = opened(make_meeting(committee, in_days=0))
    assert meeting.attendances.filter(presence=Presence.PRESENT).count() == 3
    assert len(voters_of(meeting)) == 2


@pytest.mark.django_db
def test_a_guest_without_seat_has_no_voice():
    decision = make_ballot(2)
    guest = make_committee(1).seats.first().member
    meeting = decision.item.meeting
    attendance.add_attendee(
        meeting=meeting, college=guest.college, member=guest, full_name="Invitée", by=BY, now=timezone.now()
    )
    with pytest.raises(ballots.NotAVoterError):
        cast_one(decision, guest.pk)


def cast_one(decision, member):
    user = make_user(Role.COORDINATOR)
    return ballots.cast_vote(decision=decision, member_id=member, choice=VoteChoice.FOR, by=user, now=timezone.now())


def test_a_secret_ballot_says_who_voted_never_what(pilot):
    decision = make_ballot(secret=True)
    for member, choice in zip(voting(decision), ("for", "against", "abstain"), strict=True):
        pilot.post(page_of(decision), {"membre": member, "choix": choice})
    page = pilot.get(page_of(decision)).content.decode()
    assert page.count(">a voté<") == 3
    close(decision)
    rows = pilot.get(page_of(decision)).content.decode().split("<tbody>")[1]
    assert not {label for label in VoteChoice.labels if f">{label}<" in rows}
    assert not [entry for entry in Entry.objects.filter(action="ballot.vote_cast") if "choice" in entry.details]


@pytest.mark.django_db
def test_a_ballot_without_voice_and_a_meeting_with_a_ballot_do_not_close():
    decision = make_ballot()
    with pytest.raises(ballots.NoVoiceError):
        close(decision)
    with pytest.raises(meetings.BallotStillOpenError):
        meetings.close_meeting(meeting=decision.item.meeting, by=BY, now=timezone.now())
    ballots.withdraw_ballot(decision=decision, by=BY)
    assert meetings.close_meeting(meeting=decision.item.meeting, by=BY, now=timezone.now()).closed_at


def vote_at_once(decision: Decision, user) -> list[object]:
    """Two voices for each member, all let go together, through the pages."""

    def task(member: int, choice: str):
        def post() -> int:
            client = Client(raise_request_exception=False)
            client.force_login(user, backend=BACKEND)
            return client.post(page_of(decision), {"membre": member, "choix": choice}).status_code

        return post

    return all_at_once([task(member, choice) for member in voting(decision) for choice in ("for", "against")])


def test_twenty_four_votes_at_once_give_one_a_member(committed):
    decision, user = make_ballot(12), make_user(Role.CO_PILOT)
    answers = vote_at_once(decision, user)
    assert len(answers) == 24
    assert set(answers) == {302}
    assert Counter(Vote.objects.values_list("member", flat=True)) == dict.fromkeys(voting(decision), 1)
    assert Entry.objects.filter(action="ballot.vote_cast").count() == 12


def test_teeth_without_lock_and_constraint_the_double_vote_shows(committed, monkeypatch):
    decision, user = make_ballot(1), make_user(Role.CO_PILOT)
    constraint = next(one for one in Vote._meta.constraints if one.name == "one_vote_per_member_and_decision")
    monkeypatch.setattr(Vote._meta, "constraints", [])
    with connection.schema_editor() as editor:
        editor.remove_constraint(Vote, constraint)
    both_looked = threading.Barrier(2, timeout=20)

    class Looked:
        """Answers that nobody voted, once both have looked."""

        @staticmethod
        def filter(**_):
            return Looked

        @staticmethod
        def exists():
            both_looked.wait()
            return False

        create = Vote.objects.create

    monkeypatch.setattr(
        ballots, "_locked", lambda one: Decision.objects.select_related("item__meeting__committee").get()
    )
    monkeypatch.setattr(ballots, "Vote", type("Unguarded", (), {"objects": Looked}))
    member = voting(decision)[0]

    def vote():
        return ballots.cast_vote.__wrapped__(
            decision=decision, member_id=member, choice=VoteChoice.FOR, by=user, now=timezone.now()
        )

    answers = all_at_once([vote, vote])
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert Vote.objects.filter(member=member).count() == 2


def test_the_constraint_alone_refuses_the_second_voice(committed, monkeypatch):
    decision, user = make_ballot(1), make_user(Role.CO_PILOT)
    member = voting(decision)[0]
    Vote.objects.create(decision=decision, member_id=member, choice=VoteChoice.FOR, cast_by="essai")
    empty = type("Blind", (), {"filter": staticmethod(lambda **_: Vote.objects.none()), "create": Vote.objects.create})
    monkeypatch.setattr(ballots, "Vote", type("Unlooked", (), {"objects": empty}))
    with pytest.raises(ballots.AlreadyVotedError):
        ballots.cast_vote(decision=decision, member_id=member, choice=VoteChoice.FOR, by=user, now=timezone.now())
    assert Vote.objects.count() == 1
