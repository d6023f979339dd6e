"""Obligations, the private calendar, the grouped mail, and the rights of every service by role."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4

import icalendar
import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from maillage.programme.governance.enums import (
    CommitteeKind,
    GovernanceRole,
    MeetingState,
    MemberCategory,
    MemberStatus,
    SeatFunction,
)
from maillage.programme.governance.letters import notice_letter
from maillage.programme.governance.models import FollowUp, NoticePreference, Obligation
from maillage.programme.governance.presenters.duties import notice_lines
from maillage.programme.governance.selectors.members import members_spoken_for
from maillage.programme.governance.services import committees, duties, governances, members, representatives
from maillage.programme.governance.services.notices import send_notices
from maillage.programme.governance.services.proposals import create_proposal
from maillage.programme.people.enums import Role
from maillage.programme.people.rights import NotAllowedError
from maillage.programme.people.services.accounts import deactivate_user
from tests.factories.cast import make_user
from tests.factories.governance_bodies import (
    BY,
    TODAY,
    VOTED,
    make_committee,
    make_governance,
    make_meeting,
    make_member,
    make_person,
    sit,
)
from tests.factories.places import queries_of

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
NOON = timezone.make_aware(datetime(2026, 11, 24, 12))


@pytest.fixture
def governance():
    return make_governance()


@pytest.fixture
def manager(client):
    client.force_login(make_user(Role.COORDINATOR), backend=BACKEND)
    return client


def owe(governance, days: int, **fields) -> Obligation:
    due_on = TODAY + timedelta(days=days)
    return duties.create_obligation(
        **({"governance": governance, "title": "Déposer le bilan", "due_on": due_on, "by": BY} | fields)
    )


def send(governance, at: datetime = NOON) -> list[str]:
    """Who received a notice."""
    before = len(mail.outbox)
    today = timezone.localdate(at)

    def letter(near):
        return notice_letter(near.user, notice_lines(near, today), base="https://maillage.example/")

    sent = send_notices(governance=governance, write_letter=letter, by=BY, now=at)
    assert sent == len(mail.outbox) - before
    return [one.to[0] for one in mail.outbox[before:]]


def test_an_obligation_is_written_done_and_taken_back(governance, manager):
    member = make_member(governance)
    sent = {"title": "Feuille de route", "due_on": "2020-10-31", "source": "Circulaire", "responsible": member.pk}
    assert manager.post("/gouvernance/echeances/nouvelle/", sent).status_code == 302
    made = Obligation.objects.get()
    page = manager.get("/gouvernance/echeances/").content.decode()
    assert "1 échéance est en retard." in page
    assert "En retard" in page
    assert member.display_name in page
    assert manager.post(f"/gouvernance/echeances/{made.pk}/faite/", {"done_on": "2020-10-30"}).status_code == 302
    assert (
        "déjà faite"
        in manager.post(f"/gouvernance/echeances/{made.pk}/faite/", {"done_on": "2020-10-30"}).content.decode()
    )
    assert "Aucune échéance n’attend." in manager.get("/gouvernance/echeances/").content.decode()
    manager.post(f"/gouvernance/echeances/{made.pk}/rouvrir/")
    manager.post(f"/gouvernance/echeances/{made.pk}/modifier/", sent | {"due_on": "2020-11-15"})
    made.refresh_from_db()
    assert (made.done_on, made.due_on) == (None, date(2020, 11, 15))


@pytest.mark.parametrize("wrong", [{"title": ""}, {"due_on": "demain"}, {"responsible": "0"}])
def test_an_obligation_that_makes_no_sense_is_explained(governance, manager, wrong):
    page = manager.post("/gouvernance/echeances/nouvelle/", {"title": "x", "due_on": "2026-12-31"} | wrong)
    assert "Il y a un problème" in page.content.decode()
    assert Obligation.objects.count() == 0


def test_what_is_done_is_not_done_tomorrow(governance):
    with pytest.raises(duties.DoneRefusedError, match="à venir"):
        duties.complete_obligation(obligation=owe(governance, 3), done_on=TODAY + timedelta(days=1), by=BY, today=TODAY)


def test_the_list_is_by_urgency_and_asks_as_much_for_ten(governance, manager):
    today = timezone.localdate() - TODAY
    owe(governance, today.days + 200, title="Lointaine", responsible=make_member(governance))
    first = queries_of(manager, "/gouvernance/echeances/")
    for days, title in ((3, "Urgente"), (-2, "Manquée"), (20, "Voisine")):
        owe(governance, today.days + days, title=title, responsible=make_member(governance))
    assert queries_of(manager, "/gouvernance/echeances/") == first
    page = manager.get("/gouvernance/echeances/").content.decode()
    table = page[page.index("<tbody>") :]
    places = [table.index(title) for title in ("Manquée", "Urgente", "Voisine", "Lointaine")]
    assert places == sorted(places)


def test_a_calendar_is_read_by_its_key_until_it_is_renewed(governance, client):
    user = make_user(Role.OBSERVER)
    client.force_login(user, backend=BACKEND)
    assert "pas encore d’adresse" in client.get("/compte/avis/").content.decode()
    client.post("/compte/avis/agenda/")
    key = NoticePreference.objects.get(user=user).feed_key
    assert f"/gouvernance/agenda/{key}.ics" in client.get("/compte/avis/").content.decode()
    client.logout()
    answer = client.get(f"/gouvernance/agenda/{key}.ics")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert "no-store" in answer.headers["Cache-Control"]
    client.force_login(user, backend=BACKEND)
    client.post("/compte/avis/agenda/")
    assert client.get(f"/gouvernance/agenda/{key}.ics").status_code == 404
    assert client.get(f"/gouvernance/agenda/{uuid4()}.ics").status_code == 404


def test_the_key_of_someone_who_may_see_no_more_answers_nothing(governance, client):
    for user in (make_user(Role.OBSERVER), make_user(Role.MEDIATOR)):
        key = duties.renew_feed_key(user=user, by=user).feed_key
        if Role.OBSERVER in user.roles:
            assert client.get(f"/gouvernance/agenda/{key}.ics").status_code == 200
            deactivate_user(user=user, by=None)
        assert client.get(f"/gouvernance/agenda/{key}.ics").status_code == 404


def test_the_calendar_holds_days_and_hours_of_paris(governance, client):
    group = make_committee(governance, CommitteeKind.WORKING_GROUP)
    start = (timezone.now() + timedelta(days=20)).replace(hour=12, minute=30, second=0, microsecond=0)
    meeting = make_meeting(group, MeetingState.CONVENED, starts_at=start)
    make_meeting(group, MeetingState.DRAFT, starts_at=start)
    own, other = make_member(governance), make_member(governance)
    for member, task in ((own, "La mienne"), (other, "Celle d’un autre")):
        FollowUp.objects.create(meeting=meeting, task=task, responsible_member=member, due_on=date(2026, 12, 1))
    owe(governance, 30)
    user = make_user(Role.MEMBER)
    make_person(own, user)
    key = duties.renew_feed_key(user=user, by=user).feed_key
    calendar = icalendar.Calendar.from_ical(client.get(f"/gouvernance/agenda/{key}.ics").content)
    events = {str(event["summary"]): event for event in calendar.walk("VEVENT")}
    assert set(events) == {"Échéance : Déposer le bilan", "Suite : La mienne", "Réunion fictive"}
    assert events["Échéance : Déposer le bilan"].decoded("dtstart") == TODAY + timedelta(days=30)
    assert events["Réunion fictive"]["dtstart"].params["TZID"] == "Europe/Paris"
    assert events["Réunion fictive"].decoded("dtstart") == start
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Paris"]


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (91, set()),
        (90, {"member"}),
        (30, {"member", "secretary"}),
        (7, {"member", "secretary", "pilot"}),
        (-3, {"member", "secretary", "pilot"}),
    ],
)
def test_the_escalation_writes_to_each_in_turn(governance, days, told):
    responsible, secretary, pilot = (
        make_member(governance, category) for category in ("association", "region", "prefecture")
    )
    sit_as_secretary = make_committee(governance)
    sit(sit_as_secretary, secretary, SeatFunction.SECRETARY)
    representatives.take_charge(member=pilot, role=GovernanceRole.CO_PILOT, starts_on=VOTED, by=BY)
    for name, member in (("member", responsible), ("secretary", secretary), ("pilot", pilot)):
        make_person(member, make_user(Role.MEMBER, f"{name}@cast.example"))
    make_user(Role.MEMBER, "outside@cast.example")
    owe(governance, days, responsible=responsible)
    assert {address.partition("@")[0] for address in send(governance)} == told


def test_one_mail_groups_everything_and_leaves_once_a_day(governance):
    user, member = make_user(Role.MEMBER), make_member(governance)
    make_person(member, user)
    committee = make_committee(governance)
    sit(committee, member)
    meeting = make_meeting(committee, MeetingState.CONVENED, starts_at=NOON + timedelta(days=3))
    FollowUp.objects.create(meeting=meeting, task="Écrire à la CAF", responsible_member=member, due_on=TODAY)
    owe(governance, 20, responsible=member)
    assert send(governance) == [user.email]
    text = mail.outbox[0].body
    for words in (
        "Déposer le bilan",
        "dans 20 jours",
        "Écrire à la CAF",
        "aujourd’hui",
        "Réunion fictive",
        "/compte/avis/",
    ):
        assert words in text
    assert send(governance) == []
    assert send(governance, NOON + timedelta(days=1)) == [user.email]  # the follow-up became late
    assert send(governance, NOON + timedelta(days=2)) == []


def test_notices_can_be_turned_off_one_by_one_and_all(governance, client):
    user, member = make_user(Role.MEMBER), make_member(governance)
    make_person(member, user)
    owe(governance, 20, responsible=member)
    client.force_login(user, backend=BACKEND)
    assert client.post("/compte/avis/", {"meetings": "on", "follow_ups": "on"}).status_code == 302
    assert send(governance) == []
    client.post("/compte/avis/", {"deadlines": "on"})
    assert send(governance) == [user.email]


def test_someone_who_stopped_speaking_or_lost_the_right_is_not_written_to(governance):
    member = make_member(governance)
    gone, mediator = make_user(Role.MEMBER), make_user(Role.MEDIATOR)
    person = make_person(member, gone)
    make_person(member, mediator)
    representatives.end_representative(representative=person, ends_on=TODAY, by=BY)
    owe(governance, 20, responsible=member)
    assert send(governance) == []


def test_someone_at_work_in_a_member_speaks_for_it(governance):
    member, gone = make_member(governance), make_member(governance)
    for one, name in ((member, "works"), (gone, "worked")):
        user = make_user(Role.MEMBER, f"{name}@cast.example")
        user.organisation = one.organisation
        user.save()
        owe(governance, 20, responsible=one)
    members.change_status(member=gone, to=MemberStatus.WITHDRAWN, on=TODAY, reason="Fin", by=BY, today=TODAY)
    assert send(governance) == ["works@cast.example"]
    author = members_spoken_for(user, TODAY)
    assert list(author) == []


def test_two_runs_at_once_claim_a_day_once(governance):
    user, member = make_user(Role.MEMBER), make_member(governance)
    make_person(member, user)
    owe(governance, 20, responsible=member)

    def first_another_run(near):
        assert send_notices(governance=governance, write_letter=lambda _: letter, by=BY, now=NOON) == 0
        return letter

    letter = notice_letter(user, ("x",), base="https://maillage.example")
    assert send_notices(governance=governance, write_letter=first_another_run, by=BY, now=NOON) == 1
    assert len(mail.outbox) == 1


def test_a_mail_that_the_server_refuses_keeps_no_other_from_leaving(governance, monkeypatch):
    member = make_member(governance)
    for name in ("first", "second"):
        make_person(member, make_user(Role.MEMBER, f"{name}@cast.example"))
    owe(governance, 20, responsible=member)
    sent: list[str] = []

    def picky(subject, text, sender, to):
        if to == ["first@cast.example"]:
            raise ConnectionRefusedError
        sent.extend(to)
        return 1

    monkeypatch.setattr("maillage.programme.governance.services.notices.send_mail", picky)
    count = send_notices(
        governance=governance, write_letter=lambda near: notice_letter(near.user, ("x",), base=""), by=BY, now=NOON
    )
    assert (count, sent) == (1, ["second@cast.example"])


def test_as_many_questions_for_one_person_as_for_ten(governance, django_assert_max_num_queries):
    member = make_member(governance)
    for number in range(10):
        make_person(member, make_user(Role.MEMBER, f"p{number}@cast.example"))
    with django_assert_max_num_queries(12):
        assert send(governance) == []


def test_the_command_sends_only_where_it_knows_its_address_and_says_what_it_did(governance, settings, capsys):
    user, member = make_user(Role.MEMBER), make_member(governance)
    make_person(member, user)
    owe(governance, (timezone.localdate() - TODAY).days + 20, responsible=member)
    call_command("send_notices")
    said = capsys.readouterr()
    assert "MAILLAGE_ADDRESS" in said.err
    assert "Avis envoyés : 0." in said.out
    settings.ADDRESS = "https://maillage.example"
    call_command("send_notices")
    assert "Avis envoyés : 1." in capsys.readouterr().out
    assert "https://maillage.example/compte/avis/" in mail.outbox[0].body


def test_one_changes_one_s_own_choices_only(governance):
    user, other = make_user(Role.MEMBER), make_user(Role.COORDINATOR)
    with pytest.raises(NotAllowedError):
        duties.save_preferences(user=user, deadlines=False, meetings=False, follow_ups=False, by=other)
    with pytest.raises(NotAllowedError):
        duties.renew_feed_key(user=user, by=other)


class Acts:
    """Every act of those who run the governance, ready to be tried by someone."""

    def __init__(self) -> None:
        self.governance = make_governance()
        self.member, self.committee = make_member(self.governance), make_committee(self.governance)
        self.person, self.obligation = make_person(self.member), owe(self.governance, 10)

    def all(self, by) -> dict[str, object]:
        body = members.Body("Autre", MemberCategory.ASSOCIATION)
        charter = committees.Charter(CommitteeKind.OTHER, "Autre")
        someone = representatives.Person("Personne Fictive")
        there = {"member": self.member, "by": by}
        return {
            "add_member": lambda: members.add_member(
                governance=self.governance, body=body, on=VOTED, by=by, today=TODAY
            ),
            "update_member": lambda: members.update_member(member=self.member, body=body, by=by),
            "change_status": lambda: members.change_status(
                **there, to=MemberStatus.SUSPENDED, on=TODAY, reason="x", today=TODAY
            ),
            "add_representative": lambda: representatives.add_representative(**there, person=someone, starts_on=VOTED),
            "end_representative": lambda: representatives.end_representative(
                representative=self.person, ends_on=TODAY, by=by
            ),
            "create_committee": lambda: committees.create_committee(governance=self.governance, charter=charter, by=by),
            "update_committee": lambda: committees.update_committee(committee=self.committee, charter=charter, by=by),
            "record_composition": lambda: governances.record_composition(
                governance=self.governance, voted_on=VOTED, local_count=1, private_count=1, by=by
            ),
            "create_obligation": lambda: owe(self.governance, 1, by=by),
            "complete_obligation": lambda: duties.complete_obligation(
                obligation=self.obligation, done_on=TODAY, by=by, today=TODAY
            ),
            "reopen_obligation": lambda: duties.reopen_obligation(obligation=self.obligation, by=by),
        }


MANAGERS = {Role.CO_PILOT, Role.COORDINATOR, Role.ADMINISTRATOR}
NAMES = (
    "add_member", "update_member", "change_status", "add_representative", "end_representative", "create_committee",
    "update_committee", "record_composition", "create_obligation", "complete_obligation", "reopen_obligation",
)  # fmt: skip


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", NAMES)
def test_each_act_is_done_by_those_who_run_the_governance_alone(role, name):
    act = Acts().all(make_user(role))[name]
    if role in MANAGERS:
        act()
    else:
        with pytest.raises(NotAllowedError):
            act()


@pytest.mark.parametrize("role", list(Role))
def test_who_may_propose(governance, role):
    user, author = make_user(role), make_member(governance)
    make_person(author, user)

    def propose():
        return create_proposal(governance=governance, title="x", text="x", author=author, by=user, today=TODAY)

    if role in {*MANAGERS, Role.MEMBER}:
        assert propose().author == author
    else:
        with pytest.raises(NotAllowedError):
            propose()
