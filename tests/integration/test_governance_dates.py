"""Looking for a date: what the rules leave out, who is expected, other meetings, several dates at once."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.programme.governance.enums import CommitteeKind, MeetingState, Presence, QuorumRule, SeatFunction
from maillage.programme.governance.models import Attendance
from maillage.programme.governance.selectors.dates import dates_for
from maillage.programme.governance.services.committees import add_seat
from maillage.programme.people.enums import Role
from tests.factories.cast import make_user
from tests.factories.governance_bodies import BY, TODAY, make_committee, make_governance, make_meeting, make_member

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
TEN = time(10)
MONDAY = date(2026, 12, 7)


def seated(governance, count=2, **charter):
    committee = make_committee(governance, CommitteeKind.COTECH, **charter)
    members = [make_member(governance) for _ in range(count)]
    for member in members:
        add_seat(committee=committee, member=member, function=SeatFunction.MEMBER, starts_on=date(2024, 7, 11), by=BY)
    return committee, members


def at(day, hour=TEN):
    return timezone.make_aware(datetime.combine(day, hour))


def came(committee, member, day, presence):
    meeting = make_meeting(committee, starts_at=at(day), state=MeetingState.HELD)
    Attendance.objects.create(meeting=meeting, member=member, college=member.college, full_name="F", presence=presence)


def search(committee, first, count=7, today=TODAY, hours=(TEN,)):
    return dates_for(committee, [first + timedelta(days=n) for n in range(count)], hours, today)


def test_weekends_holidays_and_short_notice_are_left_out_and_counted():
    committee, _ = seated(make_governance(), convening_days=5, clear_days=True)
    found = search(committee, date(2026, 12, 21), count=7, today=date(2026, 12, 15))
    assert found.left_out == {"fins de semaine": 2, "jours fériés": 1}
    assert {timezone.localdate(one.slot.starts_at).day for one in found.ranked} == {21, 22, 23, 24}


@pytest.mark.parametrize(("today", "possible"), [(date(2026, 12, 1), True), (date(2026, 12, 2), False)])
def test_the_delay_of_convening_holds_to_the_day(today, possible):
    committee, _ = seated(make_governance(), convening_days=5, clear_days=True)
    assert bool(search(committee, MONDAY, count=1, today=today).ranked) is possible


def test_the_weekday_when_people_come_is_proposed_first():
    governance = make_governance()
    committee, (one, _) = seated(governance)
    for week in range(4):
        came(committee, one, date(2026, 9, 7) + timedelta(weeks=week), Presence.ABSENT)
        came(committee, one, date(2026, 9, 8) + timedelta(weeks=week), Presence.PRESENT)
    found = search(committee, MONDAY, count=2)
    assert [timezone.localdate(each.slot.starts_at) for each in found.ranked] == [date(2026, 12, 8), MONDAY]


def test_another_meeting_of_the_same_members_is_avoided_and_told():
    governance = make_governance()
    committee, members = seated(governance)
    other = make_committee(governance, CommitteeKind.COPIL, name="COPIL fictif")
    add_seat(committee=other, member=members[0], function=SeatFunction.MEMBER, starts_on=date(2024, 7, 11), by=BY)
    make_meeting(other, starts_at=at(MONDAY), state=MeetingState.CONVENED)
    found = search(committee, MONDAY, count=2)
    assert timezone.localdate(found.ranked[0].slot.starts_at) == date(2026, 12, 8)
    assert found.ranked[1].slot.warnings == ("Même jour que COPIL fictif.",)


def test_the_quorum_of_the_instance_is_counted():
    committee, _ = seated(make_governance(), count=2, quorum_rule=QuorumRule.SHARE, quorum_value=100)
    assert search(committee, MONDAY, count=1).ranked[0].quorum_chance == pytest.approx(0.49)


def ask(client, committee, **more):
    typed = {"committee": committee.public_id, "first": "2027-01-04", "last": "2027-02-26", "hours": ["09:30"]}
    return client.get(reverse("governance:meeting_dates"), {**typed, "count": 1, "gap_days": 30, **more})


def test_the_page_proposes_and_leads_to_the_planning():
    committee, _ = seated(make_governance())
    client = Client()
    client.force_login(make_user(Role.CO_PILOT), backend=BACKEND)
    page = ask(client, committee).content.decode()
    assert "Dates proposées" in page
    assert "membres attendus sur 2" in page
    link = f"instance={committee.public_id}&amp;jour=2027-01-04&amp;debut=09%3A30"
    assert link in page
    form = client.get(reverse("governance:meeting_new"), {"jour": "2027-01-04", "debut": "09:30"}).content.decode()
    assert 'value="2027-01-04"' in form
    assert client.get(reverse("governance:meeting_new"), {"jour": "demain", "debut": "x"}).status_code == 200
    several = ask(client, committee, count=2, gap_days=30).content.decode()
    assert several.count("Prévoir la réunion") == 2
    assert "élargissez" in ask(client, committee, count=9, gap_days=30).content.decode()
    assert "échangez-les" in ask(client, committee, last="2026-01-01").content.decode()


def test_without_seats_the_page_says_so():
    committee = make_committee(make_governance(), CommitteeKind.COTECH)
    client = Client()
    client.force_login(make_user(Role.CO_PILOT), backend=BACKEND)
    assert "Personne ne siège encore" in ask(client, committee).content.decode()
