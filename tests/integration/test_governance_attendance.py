"""The attendance sheet: from the answers, by college, with arrivals, departures, proxies and the quorum as it is."""

from __future__ import annotations

import io
from datetime import timedelta

import pikepdf
import pytest
from django.utils import timezone

from maillage.programme.governance.enums import InvitationAnswer, Presence, QuorumRule, RepresentativeKind
from maillage.programme.governance.models import Attendance, Invitation
from maillage.programme.governance.selectors.attendance import quorum_for, sheet_of, there_during
from maillage.programme.governance.services import attendance, meetings
from maillage.programme.people.enums import Role
from tests.factories.cast import make_user
from tests.factories.governance_meetings import (
    BY,
    address,
    convened,
    make_committee,
    make_meeting,
    make_person,
    moment,
    opened,
)
from tests.factories.places import queries_of

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def pilot(client):
    client.force_login(make_user(Role.CO_PILOT), backend=BACKEND)
    return client


def line_page(meeting, line, **data):
    return address(meeting, f"presences/{line.pk}/"), data


def test_the_sheet_follows_the_answers_of_holders_and_of_deputies_who_come(pilot):
    meeting = convened(make_meeting(make_committee(2, deputies=True)))
    holders = Invitation.objects.filter(representative__kind=RepresentativeKind.HOLDER).order_by("pk")
    deputies = Invitation.objects.filter(representative__kind=RepresentativeKind.DEPUTY).order_by("pk")
    Invitation.objects.filter(pk=holders[0].pk).update(answer=InvitationAnswer.EXCUSED)
    Invitation.objects.filter(pk=deputies[0].pk).update(answer=InvitationAnswer.PRESENT)
    for _ in range(2):
        pilot.post(address(meeting, "presences/preparer/"))
    presences = sorted(Attendance.objects.values_list("representative__kind", "presence"))
    assert presences == [("deputy", "expected"), ("holder", "excused"), ("holder", "expected")]
    page = pilot.get(address(meeting, "presences/")).content.decode()
    assert "Services de l’État" in page
    assert "Collectivités territoriales" in page


def test_someone_who_was_not_invited_is_added_by_hand(pilot):
    meeting = opened()
    college = meeting.attendances.first().college
    data = {"full_name": "Sacha Tilleul", "function": "Journaliste", "college": college.pk, "presence": "present"}
    pilot.post(address(meeting, "presences/"), data)
    line = Attendance.objects.get(full_name="Sacha Tilleul")
    assert (line.presence, line.arrived_at is None, line.member) == (Presence.PRESENT, False, None)
    wrong = pilot.post(address(meeting, "presences/"), data | {"full_name": ""}).content.decode()
    assert "Il y a un problème" in wrong


def test_a_null_character_in_a_name_is_left_out(pilot):
    meeting = opened()
    line = meeting.attendances.first()
    where, data = line_page(meeting, line, presence="represented", nom="Sacha\x00 Tilleul")
    pilot.post(where, data)
    line.refresh_from_db()
    assert line.stands_for == "Sacha Tilleul"


def test_arrivals_and_departures_are_one_click_and_come_back_where_they_were_asked(pilot):
    meeting = opened(there=0)
    line = meeting.attendances.first()
    where, data = line_page(meeting, line, acte="arrivee", retour=address(meeting, "seance/"))
    assert pilot.post(where, data).url == address(meeting, "seance/")
    line.refresh_from_db()
    assert (line.presence, line.arrived_at is None) == (Presence.PRESENT, False)
    away = pilot.post(where, {"acte": "depart", "retour": "https://ailleurs.example/"})
    assert away.url == address(meeting, "presences/")
    line.refresh_from_db()
    assert line.left_at >= line.arrived_at
    pilot.post(where, {"acte": "arrivee"})
    line.refresh_from_db()
    assert line.left_at is None


def test_a_proxy_given_by_answer_finds_its_holder_on_the_sheet(pilot):
    meeting = convened()
    holder, giver, lost = Invitation.objects.order_by("pk")
    name = holder.representative.full_name
    for invitation, words in ((giver, f"Mme {name.upper()}, directrice"), (lost, "Quelqu’un d’autre")):
        Invitation.objects.filter(pk=invitation.pk).update(answer=InvitationAnswer.PROXY, stands_for=words)
    pilot.post(address(meeting, "presences/preparer/"))
    held = Attendance.objects.get(holder__isnull=False)
    assert (held.representative, held.holder.full_name) == (giver.representative, name)
    assert Attendance.objects.filter(presence=Presence.PROXY).count() == 2


def test_who_represents_someone_is_named(pilot):
    meeting = opened(there=0)
    line = meeting.attendances.first()
    pilot.post(*line_page(meeting, line, presence="represented", nom="Mme Sureau"))
    line.refresh_from_db()
    assert (line.presence, line.stands_for) == (Presence.REPRESENTED, "Mme Sureau")
    assert "Représenté\u00a0: Mme Sureau" in pilot.get(address(meeting, "presences/")).content.decode().replace(
        " : ", "\u00a0: "
    )


def test_nobody_leaves_before_arriving():
    line = opened(there=0).attendances.first()
    with pytest.raises(attendance.DepartureError):
        attendance.mark_departure(attendance=line, by=BY, at=timezone.now())


def test_those_there_arrive_when_the_meeting_opens():
    meeting = opened(there=2)
    arrived = meeting.attendances.filter(arrived_at__isnull=False).count()
    assert (arrived, meeting.attendances.count()) == (2, 3)


def test_the_quorum_counts_members_and_not_persons():
    committee = make_committee(4, quorum_rule=QuorumRule.SHARE, quorum_value=50)
    make_person(committee.seats.first().member)
    meeting = opened(make_meeting(committee, in_days=0), there=0)
    first = committee.seats.first().member
    for line in meeting.attendances.filter(member=first):
        attendance.change_presence(attendance=line, presence=Presence.PRESENT, by=BY, now=timezone.now())
    assert (quorum_for(meeting).there, quorum_for(meeting).met) == (1, False)
    other = meeting.attendances.exclude(member=first).first()
    attendance.change_presence(attendance=other, presence=Presence.REPRESENTED, by=BY, now=timezone.now())
    assert quorum_for(meeting).words == "Quorum atteint : 2 membres présents, 2 demandés."
    attendance.mark_departure(attendance=other, by=BY, at=timezone.now())
    assert quorum_for(meeting).met is False


def test_without_seat_the_members_of_the_sheet_make_the_quorum():
    meeting = opened()
    meeting.committee.seats.all().delete()
    assert quorum_for(meeting).words == "Aucun quorum demandé ; 3 membres présents sur 3."


def test_a_proxy_goes_to_one_person_who_gave_none(pilot):
    meeting = opened()
    holder, giver, third = meeting.attendances.all()
    pilot.post(*line_page(meeting, giver, acte="pouvoir", porteur=holder.pk))
    giver.refresh_from_db()
    assert (giver.presence, giver.holder, giver.arrived_at) == (Presence.PROXY, holder, None)
    page = pilot.post(*line_page(meeting, third, acte="pouvoir", porteur=holder.pk), follow=True).content.decode()
    assert "porte déjà 1 pouvoir" in page
    page = pilot.post(*line_page(meeting, holder, acte="pouvoir", porteur=third.pk), follow=True).content.decode()
    assert "ne peut pas donner le sien" in page
    with pytest.raises(attendance.ProxyRefusedError):
        attendance.give_proxy(giver=third, holder=third, by=BY)
    pilot.post(*line_page(meeting, giver, presence="present"))
    giver.refresh_from_db()
    assert giver.holder is None


def test_presence_at_each_item_comes_from_the_times():
    meeting = opened(there=0)
    first, second = meeting.items.all()
    first.started_at, second.started_at = moment(14, 30), moment(15)
    whole, early, late = sheet_of(meeting)
    for line, arrived, left in ((whole, (14, 30), None), (early, (14, 30), (14, 50)), (late, (15, 10), None)):
        line.presence, line.arrived_at = Presence.PRESENT, moment(*arrived)
        line.left_at = moment(*left) if left else None
    there = there_during([whole, early, late], [first, second], moment(16))
    assert there == {first.pk: 2, second.pk: 2}


def test_the_sheet_of_a_filed_meeting_does_not_change(pilot):
    meeting = opened()
    meetings.close_meeting(meeting=meeting, by=BY, now=timezone.now() + timedelta(minutes=1))
    meetings.conclude_meeting(meeting=meeting, by=BY)
    line = meeting.attendances.first()
    refused = pilot.post(*line_page(meeting, line, presence="absent"), follow=True).content.decode()
    assert "sa feuille de présence ne change pas" in refused
    line.refresh_from_db()
    assert line.presence == Presence.PRESENT


def test_the_blank_sheet_is_a_tagged_document_with_a_column_to_sign(pilot):
    answer = pilot.get(address(opened(), "presences/feuille.pdf"))
    document = pikepdf.open(io.BytesIO(answer.content))
    assert bool(document.Root.MarkInfo.Marked)
    assert str(document.docinfo.Title).startswith("Feuille de présence")


def test_the_sheet_asks_as_many_queries_for_one_as_for_ten(pilot):
    few = opened(make_meeting(make_committee(1), in_days=0))
    many = opened(make_meeting(make_committee(10), in_days=0))
    assert queries_of(pilot, address(few, "presences/")) == queries_of(pilot, address(many, "presences/"))
