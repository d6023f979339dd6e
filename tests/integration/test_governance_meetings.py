"""Meetings and agendas: planned, changed, frozen, postponed, cancelled; papers; who reads what."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from maillage.programme.governance.enums import (
    CommitteeKind,
    Confidentiality,
    ItemOrigin,
    MeetingState,
    ProposalState,
)
from maillage.programme.governance.models import AgendaItem, FollowUp, Meeting, Obligation, Paper, PrivateNote, Proposal
from maillage.programme.governance.services import agenda, meetings
from maillage.programme.journal.models import Entry
from maillage.programme.people.enums import Role
from tests.factories.cast import make_user
from tests.factories.governance_meetings import (
    BY,
    address,
    convened,
    make_committee,
    make_item,
    make_meeting,
    opened,
)
from tests.factories.places import queries_of

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
PDF = b"%PDF-1.7 essai"
READERS = (Role.MEMBER, Role.OBSERVER, Role.FUNDER)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def pilot(client):
    client.force_login(make_user(Role.CO_PILOT), backend=BACKEND)
    return client


def sign_in(client, role):
    client.force_login(make_user(role), backend=BACKEND)
    return client


def form_data(instance, **changes):
    day = (timezone.localdate() + timedelta(days=30)).isoformat()
    return {"committee": instance.pk, "title": "COPIL", "day": day, "starts": "14:30", "ends": "16:30"} | changes


def test_a_meeting_is_planned_and_told_in_french(pilot):
    committee = make_committee(name="Comité d’essai")
    answer = pilot.post("/gouvernance/reunions/nouvelle/", form_data(committee, day="2027-07-11"))
    meeting = Meeting.objects.get()
    assert answer.url == address(meeting, "ordre-du-jour/")
    assert (meeting.state, timezone.localtime(meeting.starts_at).hour) == (MeetingState.DRAFT, 14)
    page = pilot.get(address(meeting)).content.decode()
    assert "Dimanche 11\u00a0juillet 2027 à 14\u00a0h\u00a030" in page
    assert "Préparer l’ordre du jour" in page
    assert Entry.objects.filter(action="meeting.created", object_id=str(meeting.public_id)).count() == 1


@pytest.mark.parametrize("wrong", [{"title": ""}, {"ends": "13:00"}, {"committee": ""}, {"day": "31/02"}])
def test_a_meeting_that_makes_no_sense_is_refused(pilot, wrong):
    page = pilot.post("/gouvernance/reunions/nouvelle/", form_data(make_committee(), **wrong)).content.decode()
    assert "Il y a un problème" in page
    assert Meeting.objects.count() == 0


@pytest.mark.parametrize("role", READERS)
def test_a_draft_is_seen_only_by_those_who_prepare_it(client, role):
    draft, sent = make_meeting(title="Brouillon secret"), convened(make_meeting(title="Réunion dite"))
    sign_in(client, role)
    page = client.get("/gouvernance/reunions/").content.decode()
    assert ("Réunion dite" in page, "Brouillon secret" in page) == (True, False)
    assert [client.get(address(one)).status_code for one in (draft, sent)] == [404, 200]


@pytest.mark.parametrize("role", READERS)
def test_an_internal_item_and_its_paper_are_hidden(client, role):
    meeting = make_meeting(items=1)
    secret = make_item(meeting, title="Point caché", confidentiality=Confidentiality.INTERNAL)
    paper = agenda.add_paper(item=secret, title="Note cachée", name="note.pdf", content=PDF, by=BY)
    convened(meeting)
    sign_in(client, role)
    for tail in ("", "projection/"):
        page = client.get(address(meeting, tail)).content.decode()
        assert ("Point 1" in page, "caché" in page) == (True, False)
    assert client.get(f"/gouvernance/pieces/{paper.pk}/").status_code == 404
    client.force_login(make_user(Role.COORDINATOR), backend=BACKEND)
    assert "Point caché" in client.get(address(meeting)).content.decode()
    assert client.get(f"/gouvernance/pieces/{paper.pk}/").status_code == 200


def test_the_projected_screen_hides_an_internal_item_even_from_a_co_pilot(pilot):
    meeting = make_meeting(items=0)
    make_item(meeting, title="Point caché", confidentiality=Confidentiality.INTERNAL)
    page = pilot.get(address(meeting, "projection/")).content.decode()
    assert ("réservé aux co-pilotes" in page, "Point caché" in page) == (True, False)


def test_steps_follow_the_table(pilot):
    meeting = convened(make_meeting(in_days=0))
    for step, state in (("figer", "frozen"), ("degeler", "convened"), ("ouvrir", "open"), ("lever", "held")):
        pilot.post(address(meeting, "etape/"), {"step": step})
        meeting.refresh_from_db()
        assert meeting.state == state
    refused = pilot.post(address(meeting, "etape/"), {"step": "figer"}, follow=True).content.decode()
    assert "elle ne peut pas devenir" in refused
    for step, state in (("rouvrir", "open"), ("lever", "held"), ("classer", "closed")):
        pilot.post(address(meeting, "etape/"), {"step": step})
        meeting.refresh_from_db()
        assert meeting.state == state


def test_an_empty_agenda_and_another_day_refuse_the_opening():
    with pytest.raises(meetings.EmptyAgendaError):
        meetings.freeze_agenda(meeting=make_meeting(items=0), by=BY, now=timezone.now())
    with pytest.raises(meetings.MeetingTimeError):
        meetings.open_meeting(meeting=convened(), by=BY, now=timezone.now())


def test_a_convened_meeting_changes_its_room_not_its_day():
    meeting = convened()
    changed = meetings.update_meeting(meeting=meeting, values={"place": "Salle B"}, by=BY)
    assert (changed.place, changed.revision) == ("Salle B", 1)
    later = {"starts_at": meeting.starts_at + timedelta(days=1), "ends_at": meeting.ends_at + timedelta(days=1)}
    with pytest.raises(meetings.MeetingTimeError, match="reportez-la"):
        meetings.update_meeting(meeting=meeting, values=later, by=BY)


def test_postponing_makes_a_linked_draft_with_the_same_agenda(pilot):
    meeting = make_meeting()
    agenda.add_paper(item=meeting.items.first(), title="Note", name="note.pdf", content=PDF, by=BY)
    convened(meeting)
    day = (timezone.localdate() + timedelta(days=60)).isoformat()
    data = {"day": day, "starts": "10:00", "ends": "12:00", "reason": ""}
    assert "Il y a un problème" in pilot.post(address(meeting, "reporter/"), data).content.decode()
    pilot.post(address(meeting, "reporter/"), data | {"reason": "Salle indisponible"})
    meeting.refresh_from_db()
    later = meeting.postponed_to
    assert (meeting.state, later.state) == (MeetingState.POSTPONED, MeetingState.DRAFT)
    assert [item.title for item in later.items.all()] == ["Point 1", "Point 2"]
    assert Paper.objects.filter(item__meeting=later).count() == 1
    assert "Salle indisponible" in pilot.get(address(meeting)).content.decode()


def test_cancelling_says_why(pilot):
    meeting = convened()
    assert "Il y a un problème" in pilot.post(address(meeting, "annuler/"), {"reason": " "}).content.decode()
    pilot.post(address(meeting, "annuler/"), {"reason": "Neige"})
    meeting.refresh_from_db()
    assert (meeting.state, meeting.change_reason) == (MeetingState.CANCELLED, "Neige")


def test_items_are_added_moved_changed_and_removed(pilot):
    meeting = make_meeting()
    item = {"title": "Budget", "kind": "decision", "minutes_planned": 30, "confidentiality": "partners"}
    pilot.post(address(meeting, "ordre-du-jour/"), item)
    budget = meeting.items.get(title="Budget")
    pilot.post(address(meeting, f"ordre-du-jour/{budget.pk}/deplacer/"), {"sens": "haut"})
    assert [one.title for one in meeting.items.all()] == ["Point 1", "Budget", "Point 2"]
    pilot.post(address(meeting, f"ordre-du-jour/{budget.pk}/"), item | {"title": "Budget 2027"})
    pilot.post(address(meeting, f"ordre-du-jour/{meeting.items.first().pk}/retirer/"))
    assert [one.title for one in meeting.items.all()] == ["Budget 2027", "Point 2"]
    page = pilot.get(address(meeting, "ordre-du-jour/")).content.decode()
    assert "45 minutes prévues pour 2 h de réunion" in page


def test_after_the_freezing_an_item_is_late_and_cannot_leave(pilot):
    meeting = convened()
    meetings.freeze_agenda(meeting=meeting, by=BY, now=timezone.now())
    late = make_item(meeting, title="Tard venu")
    meeting.refresh_from_db()
    assert (late.is_late, meeting.revision) == (True, 1)
    refused = pilot.post(address(meeting, f"ordre-du-jour/{late.pk}/retirer/"), follow=True).content.decode()
    assert "L’ordre du jour est figé" in refused
    assert "Liste complémentaire" in pilot.get(address(meeting)).content.decode()


def test_the_proposed_agenda_puts_open_follow_ups_first_and_says_why(pilot):
    committee = make_committee(kind=CommitteeKind.COTECH)
    before = make_meeting(committee, items=0)
    FollowUp.objects.create(meeting=before, task="Réunir les financeurs")
    meeting = make_meeting(committee, items=1)
    common = {"governance": committee.governance}
    Proposal.objects.create(title="Bus numérique", state=ProposalState.FORWARDED, **common)
    Proposal.objects.create(title="Déjà au COPIL", state=ProposalState.SCHEDULED, **common)
    today = timezone.localdate()
    Obligation.objects.create(title="Feuille de route", due_on=today + timedelta(days=59), **common)
    Obligation.objects.create(title="Rapport lointain", due_on=today + timedelta(days=61), **common)
    page = pilot.get(address(meeting, "ordre-du-jour/proposer/")).content.decode()
    assert "1 suite en cours" in page
    assert "échéance dans 59 jours" in page
    assert "Déjà au COPIL" not in page
    assert "Rapport lointain" not in page
    proposal = Proposal.objects.get(title="Bus numérique")
    keys = [f"proposition-{proposal.pk}", "suites", "inconnu"]
    pilot.post(address(meeting, "ordre-du-jour/proposer/"), {"points": keys})
    kept = [(item.title, item.origin, item.proposal_id) for item in meeting.items.all()]
    assert kept == [
        ("Suites de la réunion précédente", ItemOrigin.FOLLOW_UP, None),
        ("Point 1", ItemOrigin.TYPED, None),
        ("Bus numérique", ItemOrigin.PROPOSAL, proposal.pk),
    ]
    again = pilot.get(address(meeting, "ordre-du-jour/proposer/")).content.decode()
    assert "Bus numérique" not in again


def test_a_paper_is_kept_under_another_name_and_only_downloaded(pilot, tmp_path):
    meeting = make_meeting(items=1)
    item = meeting.items.get()
    file = SimpleUploadedFile("../../Note du préfet.pdf", PDF)
    pilot.post(address(meeting, f"ordre-du-jour/{item.pk}/pieces/"), {"title": "Note", "file": file})
    paper = Paper.objects.get()
    assert [path.parent for path in tmp_path.rglob("*.pdf")] == [tmp_path / "pieces"]
    assert "Note" not in paper.file.name
    answer = pilot.get(f"/gouvernance/pieces/{paper.pk}/")
    assert answer.content == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="note.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("note.exe", b"MZ"),
        ("note.pdf", b"<html>"),
        ("note.docx", b"PK\x03\x04rien"),
        ("vide.pdf", b""),
        ("n.csv", b"\0a"),
    ],
)
def test_a_false_file_is_refused(pilot, name, content):
    meeting = make_meeting(items=1)
    data = {"title": "Note", "file": SimpleUploadedFile(name, content)}
    page = pilot.post(address(meeting, f"ordre-du-jour/{meeting.items.get().pk}/pieces/"), data).content.decode()
    assert Paper.objects.count() == 0
    assert ("Erreur" in page) or ("Il y a un problème" in page)


def test_a_heavy_file_is_refused_before_it_is_kept(tmp_path):
    item = make_meeting(items=1).items.get()
    with pytest.raises(agenda.FileRefusedError, match="25 Mo"):
        agenda.add_paper(item=item, title="Lourd", name="a.pdf", content=b"%PDF-" + b"0" * 25 * 1024 * 1024, by=BY)
    assert list(tmp_path.rglob("*")) == []


def test_a_removed_paper_goes_with_its_file(pilot, tmp_path, django_capture_on_commit_callbacks):
    item = make_meeting(items=1).items.get()
    paper = agenda.add_paper(item=item, title="Note", name="note.pdf", content=PDF, by=BY)
    with django_capture_on_commit_callbacks(execute=True):
        pilot.post(f"/gouvernance/pieces/{paper.pk}/retirer/")
    assert list(tmp_path.rglob("*.pdf")) == []


def test_a_private_note_is_read_by_its_author_alone(client):
    meeting = convened()
    author = sign_in(client, Role.MEMBER)
    author.post(address(meeting, "note/"), {"text": "Demander le budget"})
    assert "Demander le budget" in author.get(address(meeting)).content.decode()
    client.force_login(make_user(Role.CO_PILOT), backend=BACKEND)
    assert "Demander le budget" not in client.get(address(meeting)).content.decode()
    assert not [entry for entry in Entry.objects.all() if "Demander" in str(entry.details)]
    client.post(address(meeting, "note/"), {"text": ""})
    assert PrivateNote.objects.count() == 1


def test_lists_ask_as_many_queries_for_one_as_for_ten(pilot):
    committee = make_committee()
    convened(make_meeting(committee))
    one = queries_of(pilot, "/gouvernance/reunions/")
    for _ in range(9):
        make_meeting(committee)
    assert queries_of(pilot, "/gouvernance/reunions/") == one
    meeting = make_meeting(committee, items=1)
    few = {tail: queries_of(pilot, address(meeting, tail)) for tail in ("", "ordre-du-jour/")}
    for _ in range(9):
        make_item(meeting)
    assert {tail: queries_of(pilot, address(meeting, tail)) for tail in few} == few


def test_past_meetings_have_their_list(pilot):
    held = opened(make_meeting(in_days=0, title="Réunion tenue"))
    meetings.close_meeting(meeting=held, by=BY, now=timezone.now())
    coming = pilot.get("/gouvernance/reunions/").content.decode()
    past = pilot.get(f"/gouvernance/reunions/?quand=passees&instance={held.committee.public_id}").content.decode()
    assert ("Réunion tenue" in coming, "Réunion tenue" in past) == (False, True)


ACTIONS = (
    ("post", "etape/", "MANAGE"),
    ("post", "annuler/", "MANAGE"),
    ("post", "ordre-du-jour/", "MANAGE"),
    ("post", "ordre-du-jour/proposer/", "MANAGE"),
    ("get", "convocation/", "MANAGE"),
    ("post", "convocation/envoyer/", "MANAGE"),
    ("get", "presences/", "MANAGE"),
    ("get", "seance/", "MANAGE"),
    ("get", "", "SEE"),
    ("get", "reunion.ics", "SEE"),
    ("get", "projection/", "SEE"),
    ("post", "note/", "SEE"),
)
MANAGERS = (Role.CO_PILOT, Role.COORDINATOR, Role.ADMINISTRATOR)


@pytest.mark.parametrize("role", Role)
def test_each_role_and_each_action(client, role):
    meeting = convened()
    sign_in(client, role)
    allowed = {"MANAGE": role in MANAGERS, "SEE": role in (*MANAGERS, *READERS)}
    for method, tail, right in ACTIONS:
        status = getattr(client, method)(address(meeting, tail)).status_code
        assert (status != 403) == allowed[right], (role, tail, status)
    meeting.refresh_from_db()
    assert AgendaItem.objects.filter(meeting=meeting).count() == 2
    assert meeting.state == MeetingState.CONVENED
