"""Reports of the public: filed without account, followed by an address, answered once, contacts erased in time."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from maillage.programme.journal.models import Entry
from maillage.programme.people.enums import Role
from maillage.programme.places.enums import ReportKind
from maillage.programme.places.links import answer_letter
from maillage.programme.places.models import Place, Report
from maillage.programme.places.services.reports import (
    MOST_FOR_ONE_PLACE,
    AlreadyAnsweredError,
    answer_report,
    file_report,
    purge_contacts,
)
from tests.factories.cast import make_user
from tests.factories.places import bring, make_geography, make_place, queries_of, row

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
LETTER = partial(answer_letter, base="https://maillage.example")
SENT = {"kind": "hours", "message": "Fermé le lundi", "contact": "habitante@exemple.example"}


@pytest.fixture
def place() -> Place:
    make_geography()
    return make_place()


@pytest.fixture
def mediator(client):
    client.force_login(make_user(Role.MEDIATOR), backend=BACKEND)
    return client


def make_report(place: Place, **fields) -> Report:
    return file_report(**({"place": place, "kind": ReportKind.HOURS, "message": "Faux", "contact": ""} | fields))


def test_anyone_reports_and_follows(client, place):
    assert "/signaler/" in client.get(f"/lieux/{place.public_id}/").content.decode()
    page = client.get(f"/lieux/{place.public_id}/signaler/").content.decode()
    assert "effacé 30 jours" in page
    response = client.post(f"/lieux/{place.public_id}/signaler/", SENT)
    report = Report.objects.get()
    assert response.headers["Location"] == f"/lieux/signalements/{report.public_id}/"
    followed = client.get(response.headers["Location"])
    assert "Fermé le lundi" in followed.content.decode()
    assert "Pas encore de réponse" in followed.content.decode()
    assert "habitante@exemple.example" not in followed.content.decode()
    assert "no-store" in followed.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"kind": "nope"}, "Il y a un problème"),
        ({"kind": "other", "message": ""}, "Dites en quelques mots"),
        ({"message": "x" * 1001}, "Il y a un problème"),
        ({"contact": "abc"}, "Il y a un problème"),
        ({"site": "http://spam.example"}, "ressemble à celui d’une machine"),
    ],
)
def test_a_report_that_makes_no_sense_is_explained_and_not_kept(client, place, wrong, words):
    page = client.post(f"/lieux/{place.public_id}/signaler/", SENT | wrong).content.decode()
    assert words in page
    assert Report.objects.count() == 0


def test_a_flood_on_one_place_stops_and_others_stay_open(client, place):
    for _ in range(MOST_FOR_ONE_PLACE):
        make_report(place)
    assert "Recommencez dans une heure" in client.post(f"/lieux/{place.public_id}/signaler/", SENT).content.decode()
    other = Place.objects.get(pk=bring(row("9")).places[0])
    assert client.post(f"/lieux/{other.public_id}/signaler/", SENT).status_code == 302
    Report.objects.update(received_at=timezone.now() - timedelta(hours=2))
    assert client.post(f"/lieux/{place.public_id}/signaler/", SENT).status_code == 302


def test_no_address_of_a_visitor_reaches_the_journal(client, place):
    client.post(f"/lieux/{place.public_id}/signaler/", SENT)
    entry = Entry.objects.get(action="report.filed")
    assert "habitante" not in str(entry.details)
    assert "127.0.0.1" not in str(entry.details)


def test_an_agent_answers_once_and_one_mail_leaves(mediator, place, django_capture_on_commit_callbacks):
    report = make_report(place, contact="habitante@exemple.example")
    assert "1 personne attend une réponse" in mediator.get("/lieux/signalements/").content.decode()
    address = f"/lieux/signalements/{report.public_id}/repondre/"
    with django_capture_on_commit_callbacks(execute=True):
        assert mediator.post(address, {"answer": "C’est corrigé."}).status_code == 302
        assert "déjà répondu" in mediator.post(address, {"answer": "Encore."}).content.decode()
    assert [message.to for message in mail.outbox] == [["habitante@exemple.example"]]
    assert "C’est corrigé." in mail.outbox[0].body
    assert "Encore." not in mediator.get(f"/lieux/signalements/{report.public_id}/").content.decode()
    assert "C’est corrigé." in mediator.get("/lieux/signalements/?etat=repondus").content.decode()


def test_an_empty_answer_is_asked_again(mediator, place):
    report = make_report(place)
    mediator.post(f"/lieux/signalements/{report.public_id}/repondre/", {"answer": " "})
    report.refresh_from_db()
    assert report.answered_at is None


def test_nothing_leaves_without_an_address_nor_when_the_act_is_undone(place, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        silent = answer_report(report=make_report(place), answer="Oui", write_letter=LETTER, by="test")
        undone = make_report(place, contact="habitante@exemple.example")
        with transaction.atomic():
            answer_report(report=undone, answer="Oui", write_letter=LETTER, by="test")
            transaction.set_rollback(True)
    assert mail.outbox == []
    with pytest.raises(AlreadyAnsweredError):
        answer_report(report=silent, answer="Non", write_letter=LETTER, by="test")


def test_agents_only_see_the_queue(client, place):
    report = make_report(place)
    assert client.get("/lieux/signalements/").status_code == 302
    client.force_login(make_user(Role.MEMBER), backend=BACKEND)
    assert client.post(f"/lieux/signalements/{report.public_id}/repondre/", {"answer": "x"}).status_code == 403


def test_the_queue_asks_as_many_queries_for_ten_as_for_one(mediator, place):
    make_report(place)
    one = queries_of(mediator, "/lieux/signalements/")
    Report.objects.bulk_create([Report(place=place, kind="hours") for _ in range(9)])
    assert queries_of(mediator, "/lieux/signalements/") == one


@pytest.mark.parametrize(
    ("answered_days", "received_days", "kept"), [(29, 40, True), (31, 40, False), (None, 300, True), (None, 366, False)]
)
def test_a_contact_is_erased_in_time(place, answered_days, received_days, kept):
    report = make_report(place, contact="habitante@exemple.example")
    now = timezone.now()
    answered = now - timedelta(days=answered_days) if answered_days else None
    Report.objects.filter(pk=report.pk).update(answered_at=answered, received_at=now - timedelta(days=received_days))
    assert purge_contacts(by="test", today=timezone.localdate()) == (not kept)
    report.refresh_from_db()
    assert bool(report.contact) is kept
