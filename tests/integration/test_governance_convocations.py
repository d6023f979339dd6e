"""Convocations: the delay, mails over real SMTP that leave once, answers without account, reminders, letters."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from datetime import timedelta
from functools import partial

import pikepdf
import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from icalendar import Calendar

from maillage.programme.governance.calendars import meeting_ics
from maillage.programme.governance.enums import (
    Confidentiality,
    DeliveryStatus,
    InvitationAnswer,
    MeetingState,
    RepresentativeKind,
)
from maillage.programme.governance.models import Convocation, Delivery, Invitation, Meeting
from maillage.programme.governance.selectors.convocations import UNCERTAIN_AFTER, current_purpose, persons_to_invite
from maillage.programme.governance.services import convocations, meetings
from maillage.programme.people.enums import Role
from tests.factories.cast import make_user
from tests.factories.databases import own_database
from tests.factories.governance_meetings import (
    BASE,
    BY,
    address,
    answer_link,
    convened,
    invitation_of,
    letter_of,
    make_committee,
    make_item,
    make_meeting,
    make_person,
)
from tests.factories.places import queries_of
from tests.factories.smtp import smtp_server

BACKEND = "django.contrib.auth.backends.ModelBackend"
LETTER = partial(letter_of, purpose="convocation")


@pytest.fixture
def pilot(client, db):
    client.force_login(make_user(Role.CO_PILOT), backend=BACKEND)
    return client


@pytest.fixture
def smtp(settings):
    with smtp_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield server


def send(meeting, purpose="convocation", **options):
    write = partial(letter_of, purpose=purpose)
    return convocations.send_mails(meeting=meeting, purpose=purpose, write_letter=write, by=BY, **options)


def statuses():
    return sorted(Delivery.objects.values_list("status", flat=True))


def form_data(meeting, **changes):
    persons = [person.pk for person in persons_to_invite(meeting)]
    data = {"signatories": "La préfète fictive\r\nLa présidente fictive", "persons": persons, "message": "Bienvenue"}
    return data | {"acte": "convoquer"} | changes


@pytest.mark.django_db
def test_the_mail_is_seen_before_anything_is_kept(pilot):
    meeting = make_meeting()
    page = pilot.post(address(meeting, "convocation/"), form_data(meeting, acte="apercu")).content.decode()
    assert "Convocation\u00a0: Réunion d’essai" in page
    assert "La présidente fictive" in page
    assert (Convocation.objects.count(), len(mail.outbox)) == (0, 0)


@pytest.mark.django_db
def test_convening_writes_to_holders_and_deputies_each_with_an_own_link(pilot):
    meeting = make_meeting(make_committee(2, deputies=True))
    make_item(meeting, title="Point caché", confidentiality=Confidentiality.INTERNAL)
    pilot.post(address(meeting, "convocation/"), form_data(meeting))
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CONVENED
    assert len({message.to[0] for message in mail.outbox}) == 4
    links = {line for message in mail.outbox for line in message.body.splitlines() if "/invitation/" in line}
    assert len(links) == 4
    copies = [message for message in mail.outbox if "en tant que suppléant·e" in message.body]
    assert len(copies) == Invitation.objects.filter(representative__kind=RepresentativeKind.DEPUTY).count() == 2
    assert not [message for message in mail.outbox if "caché" in message.body]
    assert "1. Point 1 (débat, 15 min)" in mail.outbox[0].body


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"signatories": " "}, "Il y a un problème"),
        ({"persons": []}, "Il y a un problème"),
        ({"persons": ["999999"]}, "Il y a un problème"),
    ],
)
def test_a_convocation_without_signatory_or_person_is_refused(pilot, changes, words):
    meeting = make_meeting()
    page = pilot.post(address(meeting, "convocation/"), form_data(meeting, **changes)).content.decode()
    assert words in page
    assert Convocation.objects.count() == 0


@pytest.mark.django_db
def test_a_late_convocation_needs_a_reason_that_is_kept(pilot):
    meeting = make_meeting(make_committee(convening_days=15, clear_days=True), in_days=10)
    page = pilot.post(address(meeting, "convocation/"), form_data(meeting)).content.decode()
    assert "Il faut convoquer 15 jours francs avant" in page
    assert Meeting.objects.get().state == MeetingState.DRAFT
    pilot.post(address(meeting, "convocation/"), form_data(meeting, urgent_reason="Date limite de l’ANCT"))
    meeting.refresh_from_db()
    assert (meeting.state, meeting.urgent_reason) == (MeetingState.CONVENED, "Date limite de l’ANCT")
    assert "Convocation urgente : Date limite de l’ANCT" in mail.outbox[0].body


@pytest.mark.django_db
def test_a_reason_of_urgency_is_not_kept_when_nothing_is_urgent():
    assert convened(urgent_reason="inutile").urgent_reason == ""


@pytest.mark.django_db
def test_an_empty_agenda_and_a_past_day_refuse_the_convocation():
    for meeting in (make_meeting(items=0), make_meeting(in_days=-3)):
        with pytest.raises(convocations.ConveningRefusedError):
            convened(meeting)


@pytest.mark.django_db
def test_mails_travel_over_smtp_with_their_calendar(smtp):
    meeting = convened()
    assert send(meeting) == {"sent": 3}
    recipient, message = smtp.received[0]
    leaves = [part for part in message.walk() if not part.is_multipart()]
    parts = {part.get_content_type(): part.get_payload(decode=True).decode() for part in leaves}
    event = Calendar.from_ical(parts["text/calendar"]).walk("VEVENT")[0]
    assert recipient == invitation_of(meeting).email
    assert BASE + answer_link(invitation_of(meeting)) in parts["text/plain"]
    assert event["uid"] == f"{meeting.public_id}@maillage"
    assert event["dtstart"].params["TZID"] == "Europe/Paris"
    assert timezone.localtime(event.decoded("dtstart")).hour == 14


@pytest.mark.django_db
def test_a_second_sending_writes_to_nobody(smtp):
    meeting = convened()
    send(meeting)
    assert send(meeting) == {}
    assert len(smtp.recipients) == len(set(smtp.recipients)) == 3


class Killed(BaseException):
    """What stops a process and that no handler of errors stops."""


@pytest.mark.django_db
def test_a_sending_killed_half_way_is_completed_without_a_second_mail(smtp):
    meeting, written = convened(make_meeting(make_committee(6))), []

    def killed_at_third(invitation):
        written.append(invitation)
        if len(written) == 3:
            raise Killed
        return letter_of(invitation)

    with pytest.raises(Killed):
        convocations.send_mails(meeting=meeting, purpose="convocation", write_letter=killed_at_third, by=BY)
    assert statuses() == ["claimed", "sent", "sent"]
    assert send(meeting) == {"sent": 3}
    assert statuses() == ["claimed", *["sent"] * 5]
    assert len(smtp.recipients) == len(set(smtp.recipients)) == 5


@pytest.mark.django_db
def test_killed_after_the_server_took_the_mail_it_is_in_doubt_and_waits_for_a_person(smtp, client, monkeypatch):
    meeting = convened()
    marked = convocations.EmailMultiAlternatives.send

    def killed(self, *args, **options):
        marked(self, *args, **options)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(convocations.EmailMultiAlternatives, "send", killed)
        with pytest.raises(Killed):
            send(meeting)
    assert (statuses(), len(smtp.recipients)) == (["claimed"], 1)
    send(meeting)
    assert (len(smtp.recipients), len(set(smtp.recipients))) == (3, 3)
    client.force_login(make_user(Role.CO_PILOT), backend=BACKEND)
    assert "envoi incertain" not in client.get(address(meeting, "convocation/")).content.decode()
    Delivery.objects.filter(status="claimed").update(claimed_at=timezone.now() - UNCERTAIN_AFTER)
    assert "envoi incertain" in client.get(address(meeting, "convocation/")).content.decode()
    doubt = Delivery.objects.get(status="claimed")
    client.post(address(meeting, "convocation/renvoyer/"), {"envoi": doubt.pk, "acte": "renvoyer"})
    again = client.post(address(meeting, "convocation/renvoyer/"), {"envoi": doubt.pk}, follow=True)
    assert "plus incertain" in again.content.decode()
    assert (statuses(), len(smtp.recipients)) == (["sent"] * 3, 4)


def test_a_process_killed_half_way_is_completed_without_a_second_mail(
    smtp, django_db_setup, django_db_blocker, tmp_path
):
    with django_db_blocker.unblock(), own_database(tmp_path) as database:
        convened(make_meeting(make_committee(8), in_days=5))
        Meeting.objects.update(convened_at=timezone.now() - timedelta(days=20))
        host, port = smtp.server_address
        settings = {"MAILLAGE_ADDRESS": BASE, "MAILLAGE_EMAIL_URL": f"smtp+plain://{host}:{port}"}
        environment = os.environ | settings | {"MAILLAGE_DATABASE_URL": database}
        command = [sys.executable, "-m", "maillage", "manage", "send_reminders"]
        process = subprocess.Popen(command, env=environment)
        smtp.after = lambda count: process.kill() if count == 3 else None
        assert process.wait() == -signal.SIGKILL
        killed = statuses()
        assert killed in (["claimed", "sent", "sent"], ["sent"] * 3, ["claimed", *["sent"] * 3])
        smtp.after = lambda count: None
        subprocess.run(command, env=environment, check=True, capture_output=True)
        assert statuses() == [*["claimed"] * killed.count("claimed"), *["sent"] * (8 - killed.count("claimed"))]
        assert len(smtp.recipients) == len(set(smtp.recipients))
        assert {8, 7} >= {len(smtp.recipients)}


@pytest.mark.django_db
def test_a_server_that_hangs_up_leaves_a_doubt_and_the_rest_waits(smtp):
    meeting, smtp.hang_up_at = convened(make_meeting(make_committee(4))), 2
    assert send(meeting) == {"sent": 1, "claimed": 1}
    smtp.hang_up_at = 0
    assert send(meeting) == {"sent": 2}
    assert len(smtp.recipients) == len(set(smtp.recipients)) == 4


@pytest.mark.django_db
def test_a_refused_address_is_marked_and_can_be_tried_again(smtp):
    meeting = convened()
    smtp.refused = {invitation_of(meeting, 1).email}
    assert send(meeting) == {"sent": 2, "failed": 1}
    smtp.refused = set()
    assert send(meeting) == {"sent": 1}
    assert (statuses(), len(set(smtp.recipients))) == (["sent"] * 3, 3)


@pytest.mark.django_db
def test_without_server_nothing_is_claimed_and_the_page_says_it(settings, client):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with smtp_server() as gone:
        settings.EMAIL_HOST, settings.EMAIL_PORT = gone.server_address
    meeting = convened()
    client.force_login(make_user(Role.CO_PILOT), backend=BACKEND)
    page = client.post(address(meeting, "convocation/envoyer/"), follow=True).content.decode()
    assert "Le serveur de courriel ne répond pas" in page
    assert Delivery.objects.count() == 0


@pytest.mark.django_db
def test_teeth_without_the_claim_a_second_sending_writes_again(smtp, monkeypatch):
    meeting = convened()
    send(meeting)

    def unclaimed(invitation, purpose):
        return Delivery.objects.filter(invitation=invitation, purpose=purpose).first()

    monkeypatch.setattr(convocations, "_claim", unclaimed)
    send(meeting)
    assert len(smtp.recipients) > len(set(smtp.recipients))


@pytest.mark.django_db
def test_a_mail_that_arrived_is_settled_by_a_person(pilot):
    meeting = convened()
    delivery = Delivery.objects.create(invitation=invitation_of(meeting), purpose="convocation")
    pilot.post(address(meeting, "convocation/renvoyer/"), {"envoi": delivery.pk, "acte": "recu"})
    delivery.refresh_from_db()
    assert (delivery.status, len(mail.outbox)) == (DeliveryStatus.SENT, 0)
    assert pilot.post(address(meeting, "convocation/renvoyer/"), {"envoi": "999999"}).status_code == 404


@pytest.mark.django_db
def test_a_change_after_convening_is_told_once_with_a_higher_sequence(pilot):
    meeting = convened()
    send(meeting)
    first = Calendar.from_ical(meeting_ics(meeting, base=BASE)).walk("VEVENT")[0]
    make_item(meeting, title="Ajout")
    meeting.refresh_from_db()
    assert current_purpose(meeting) == "notice-1"
    assert "prévenez les personnes invitées" in pilot.get(address(meeting)).content.decode()
    pilot.post(address(meeting, "convocation/envoyer/"))
    pilot.post(address(meeting, "convocation/envoyer/"))
    notices = [message for message in mail.outbox if message.subject.startswith("Changement")]
    assert len(notices) == 3
    second = Calendar.from_ical(meeting_ics(meeting, base=BASE)).walk("VEVENT")[0]
    assert (first["uid"], int(first["sequence"]) + 1) == (second["uid"], int(second["sequence"]))


@pytest.mark.django_db
def test_a_cancelled_meeting_is_told_with_its_reason(pilot):
    meeting = convened()
    meetings.cancel_meeting(meeting=meeting, reason="Neige", by=BY)
    pilot.post(address(meeting, "convocation/envoyer/"))
    assert [message.subject.split(" ")[0] for message in mail.outbox] == ["Annulée"] * 3
    assert "Raison : Neige" in mail.outbox[0].body
    assert "METHOD:CANCEL" in mail.outbox[0].attachments[0].content


@pytest.mark.django_db
def test_opening_a_link_answers_nothing(client):
    invitation = invitation_of(convened())
    for _ in range(2):
        assert client.get(answer_link(invitation)).status_code == 200
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.opened_at is None) == (InvitationAnswer.NONE, False)


@pytest.mark.django_db
@pytest.mark.parametrize("answer", [answer for answer in InvitationAnswer if answer != "none"])
def test_each_answer_is_kept_and_can_change(client, answer):
    invitation = invitation_of(convened())
    client.post(answer_link(invitation), {"answer": answer, "stands_for": "Mme Sureau, adjointe"})
    invitation.refresh_from_db()
    named = answer in (InvitationAnswer.REPRESENTED, InvitationAnswer.PROXY)
    assert (invitation.answer, invitation.stands_for) == (answer, "Mme Sureau, adjointe" if named else "")
    client.post(answer_link(invitation), {"answer": "excused"})
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.stands_for) == (InvitationAnswer.EXCUSED, "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("committee", "data"),
    [
        ({}, {}),
        ({}, {"answer": "perhaps"}),
        ({}, {"answer": "represented"}),
        ({"remote_allowed": False}, {"answer": "remote"}),
        ({"proxies_per_person": 0}, {"answer": "proxy", "stands_for": "M. X"}),
    ],
)
def test_an_answer_that_makes_no_sense_is_refused(client, committee, data):
    invitation = invitation_of(convened(make_meeting(make_committee(**committee))))
    page = client.post(answer_link(invitation), data).content.decode()
    assert "Il y a un problème" in page or "Dites qui viendra" in page
    invitation.refresh_from_db()
    assert invitation.answer == InvitationAnswer.NONE


@pytest.mark.django_db
def test_a_person_carries_no_more_proxies_than_the_instance_allows(client):
    meeting = convened()
    data = {"answer": "proxy", "stands_for": "Mme Houx"}
    client.post(answer_link(invitation_of(meeting, 0)), data)
    page = client.post(answer_link(invitation_of(meeting, 1)), data | {"stands_for": "mme houx"}).content.decode()
    assert "porte déjà 1 pouvoir" in page
    assert Invitation.objects.filter(answer=InvitationAnswer.PROXY).count() == 1


@pytest.mark.django_db
def test_forged_and_expired_links_say_so(client):
    meeting = convened(make_meeting(in_days=0))
    link = answer_link(invitation_of(meeting))
    forged = client.get("/gouvernance/invitation/nimporte:quoi/")
    assert (forged.status_code, "Ce lien ne fonctionne pas" in forged.content.decode()) == (404, True)
    meetings.open_meeting(meeting=meeting, by=BY, now=timezone.now())
    late = client.post(link, {"answer": "present"})
    assert (late.status_code, "Il n’est plus possible de répondre" in late.content.decode()) == (410, True)
    assert invitation_of(meeting).answer == InvitationAnswer.NONE
    assert client.get(f"{link}reunion.ics").content.startswith(b"BEGIN:VCALENDAR")


@pytest.mark.django_db
def test_reminders_go_once_to_those_who_have_not_answered(settings):
    settings.ADDRESS = BASE
    meeting = convened(make_meeting(in_days=5))
    Meeting.objects.update(convened_at=timezone.now() - timedelta(days=20))
    Invitation.objects.filter(pk=invitation_of(meeting).pk).update(answer=InvitationAnswer.EXCUSED)
    for _ in range(2):
        call_command("send_reminders", verbosity=0)
    assert [message.subject.split(" ")[0] for message in mail.outbox] == ["Rappel", "Rappel"]
    assert set(Delivery.objects.values_list("purpose", flat=True)) == {"reminder-5"}


@pytest.mark.django_db
def test_no_reminder_follows_at_once_a_late_convocation_nor_leaves_without_address(settings):
    settings.ADDRESS, said = BASE, io.StringIO()
    convened(make_meeting(in_days=10))
    call_command("send_reminders", verbosity=0)
    assert len(mail.outbox) == 0
    settings.ADDRESS = ""
    due = convened(make_meeting(in_days=5))
    Meeting.objects.filter(pk=due.pk).update(convened_at=timezone.now() - timedelta(days=20))
    call_command("send_reminders", verbosity=0, stderr=said)
    assert "MAILLAGE_ADDRESS" in said.getvalue()
    assert len(mail.outbox) == 0


@pytest.mark.django_db
def test_letters_are_tagged_and_go_to_those_without_mail_or_to_one(pilot):
    committee = make_committee()
    make_person(committee.seats.first().member, email="", full_name="Sacha Tilleul", kind=RepresentativeKind.DEPUTY)
    meeting = convened(make_meeting(committee))
    answer = pilot.get(address(meeting, "convocation/lettres.pdf"))
    document = pikepdf.open(io.BytesIO(answer.content))
    assert (len(document.pages), bool(document.Root.MarkInfo.Marked), str(document.Root.Lang)) == (1, True, "fr-FR")
    one = pilot.get(address(meeting, f"convocation/lettres.pdf?personne={invitation_of(meeting).pk}"))
    assert one["Content-Type"] == "application/pdf"
    assert pilot.get(address(meeting, "convocation/lettres.pdf?personne=999999")).status_code == 404


def test_late_guests_are_invited_from_the_page(pilot):
    committee = make_committee()
    meeting = convened(make_meeting(committee))
    send(meeting)
    assert "Inviter aussi" not in pilot.get(address(meeting, "convocation/")).content.decode()
    make_person(committee.seats.first().member, full_name="Sacha Tilleul", email="sacha@membre.example")
    assert "Sacha Tilleul" in pilot.get(address(meeting, "convocation/")).content.decode()
    for _ in range(2):
        pilot.post(address(meeting, "convocation/"))
    assert [message.to for message in mail.outbox[3:]] == [["sacha@membre.example"]]


@pytest.mark.django_db
def test_late_guests_are_invited_without_writing_again_to_the_others():
    committee = make_committee()
    meeting = convened(make_meeting(committee))
    send(meeting)
    make_person(committee.seats.first().member, full_name="Sacha Tilleul")
    assert convocations.invite_more(meeting=meeting, persons=persons_to_invite(meeting), by=BY) == 1
    assert send(meeting) == {"sent": 1}
    assert len(mail.outbox) == 4


@pytest.mark.django_db
def test_the_page_of_answers_asks_as_many_queries_for_one_as_for_ten(pilot):
    few = convened(make_meeting(make_committee(1)))
    many = convened(make_meeting(make_committee(10)))
    assert queries_of(pilot, address(few, "convocation/")) == queries_of(pilot, address(many, "convocation/"))
