"""Campaigns of confirmation: whom to ask, mails that leave once, links that change nothing by themselves, phone."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from maillage.programme.journal.models import Entry
from maillage.programme.people.enums import Role
from maillage.programme.places.enums import ConfirmationAnswer, PlaceStatus
from maillage.programme.places.links import confirmation_letter, token_of
from maillage.programme.places.models import Campaign, ConfirmationRequest, FieldValue, Place
from maillage.programme.places.services.campaigns import CampaignClosedError, open_campaign, send_requests
from maillage.programme.places.services.duplicates import merge_places
from maillage.programme.places.services.places import confirm_place
from tests.factories.cast import make_user
from tests.factories.places import TODAY, bring, make_geography, make_place, queries_of, row

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
LETTER = partial(confirmation_letter, base="https://maillage.example")
MAIL = ("accueil@lieu.example",)


@pytest.fixture(autouse=True)
def _geography():
    make_geography()


@pytest.fixture
def pilot(client):
    client.force_login(make_user(Role.CO_PILOT), backend=BACKEND)
    return client


def today():
    return timezone.localdate()


def make_campaign(*places: Place, closes_in: int = 20) -> Campaign:
    return open_campaign(
        name="Hiver",
        message="Merci d’avance",
        closes_on=today() + timedelta(days=closes_in),
        places=places,
        by="test",
        today=today(),
    )


def asked(place: Place | None = None) -> ConfirmationRequest:
    make_campaign(place or make_place(emails=MAIL))
    return ConfirmationRequest.objects.select_related("place", "campaign").get()


def link(request: ConfirmationRequest, tail: str = "") -> str:
    return f"/lieux/confirmer/{token_of(request)}/{tail}"


def content(place_key: int) -> tuple[list, int]:
    return list(Place.objects.filter(pk=place_key).values()), FieldValue.objects.count()


def send(campaign: Campaign, **options) -> int:
    return send_requests(campaign=campaign, write_letter=LETTER, by="test", today=today(), **options)


def form_data(name: str = "Hiver", **changes) -> dict:
    return {"name": name, "closes_on": (today() + timedelta(days=20)).isoformat(), "acte": "ouvrir"} | changes


def test_a_campaign_is_counted_before_it_is_opened(pilot):
    bring(row("1", emails=MAIL), row("2"), row("3", commune_code=""))
    page = pilot.post("/lieux/campagnes/nouvelle/", form_data(acte="compter")).content.decode()
    assert "2 lieux\u00a0: 1 par courriel, 1 par téléphone." in page
    assert Campaign.objects.count() == 0
    assert pilot.post("/lieux/campagnes/nouvelle/", form_data(colours=["stale"])).status_code == 302
    assert ConfirmationRequest.objects.count() == 2
    assert len(mail.outbox) == 0
    again = pilot.post("/lieux/campagnes/nouvelle/", form_data(acte="compter")).content.decode()
    assert "2 déjà interrogés" in again


def test_colours_and_epci_choose_the_places(pilot):
    confirm_place(place=make_place(), by="test", today=today())
    bring(row("1"), row("2", source="bibliotheques"))
    pilot.post("/lieux/campagnes/nouvelle/", form_data(colours=["stale"], epci="200055655"))
    assert [r.place.records.get().source for r in ConfirmationRequest.objects.all()] == ["bibliotheques"]


@pytest.mark.parametrize("wrong", [{"name": ""}, {"closes_on": "2020-01-01"}, {"epci": "nope"}, {"colours": ["pink"]}])
def test_a_campaign_that_makes_no_sense_is_not_opened(pilot, wrong):
    make_place()
    page = pilot.post("/lieux/campagnes/nouvelle/", form_data(**wrong)).content.decode()
    assert "Il y a un problème" in page
    assert Campaign.objects.count() == 0


def test_each_mail_leaves_once_and_the_reminder_once_after_ten_days(django_capture_on_commit_callbacks):
    request = asked()
    for expected in (1, 0):
        with django_capture_on_commit_callbacks(execute=True):
            assert send(request.campaign) == expected
    assert len(mail.outbox) == 1
    assert f"https://maillage.example{link(request)}" in mail.outbox[0].body
    assert "Merci d’avance" in mail.outbox[0].body
    ConfirmationRequest.objects.update(sent_at=timezone.now() - timedelta(days=11))
    for expected in (1, 0):
        with django_capture_on_commit_callbacks(execute=True):
            assert send(request.campaign) == expected
    assert [message.to for message in mail.outbox] == [list(MAIL)] * 2


def test_a_rolled_back_sending_sends_nothing(django_capture_on_commit_callbacks):
    request = asked()
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        assert send(request.campaign) == 1
        transaction.set_rollback(True)
    request.refresh_from_db()
    assert (len(mail.outbox), request.sent_at) == (0, None)


def test_a_closed_campaign_sends_nothing(pilot):
    request = asked()
    Campaign.objects.update(opens_on=today() - timedelta(days=9), closes_on=today() - timedelta(days=1))
    request.campaign.refresh_from_db()
    with pytest.raises(CampaignClosedError):
        send(request.campaign)
    refused = pilot.post(f"/lieux/campagnes/{request.campaign_id}/", follow=True).content.decode()
    assert "Cette campagne est close" in refused


def test_the_page_of_a_campaign_sends_and_counts(pilot, django_capture_on_commit_callbacks):
    campaign = make_campaign(*(Place.objects.get(pk=pk) for pk in bring(row("1", emails=MAIL), row("2")).places))
    page = pilot.get(f"/lieux/campagnes/{campaign.pk}/").content.decode()
    assert "Envoyer les demandes" in page
    with django_capture_on_commit_callbacks(execute=True):
        pilot.post(f"/lieux/campagnes/{campaign.pk}/")
    page = pilot.get(f"/lieux/campagnes/{campaign.pk}/").content.decode()
    assert "Envoyer les demandes" not in page
    assert "1 lieu sans courriel reste à appeler" in page
    assert "dans le dossier «\u00a0mails\u00a0»" in page
    assert "http://testserver/lieux/confirmer/" in mail.outbox[0].body


@pytest.mark.parametrize("tail", ["", "corriger/"])
def test_opening_the_link_changes_nothing(client, tail):
    request = asked()
    before = content(request.place_id), list(ConfirmationRequest.objects.values()), Entry.objects.count()
    for method in (client.get, client.head):
        assert method(link(request, tail)).status_code == 200
    assert (content(request.place_id), list(ConfirmationRequest.objects.values()), Entry.objects.count()) == before


def test_teeth_the_same_link_by_post_changes_the_place(client):
    request = asked()
    before = content(request.place_id)
    assert client.post(link(request), {"answer": "correct"}).status_code == 302
    assert content(request.place_id) != before


def test_the_link_shows_the_sheet_in_words_and_takes_a_yes(client):
    request = asked()
    page = client.get(link(request)).content.decode()
    assert "Du lundi au vendredi\u00a0: de 9\u00a0h à 12\u00a0h." in page
    assert "accueil@lieu.example" in page
    client.post(link(request), {"answer": "correct"})
    request.refresh_from_db()
    place = Place.objects.get()
    assert (request.answer, place.confirmed_on, place.freshness) == ("correct", today(), "recent")
    assert "Vous avez répondu" in client.get(link(request)).content.decode()


def test_a_closed_place_leaves_the_list_and_a_later_answer_brings_it_back(client):
    request = asked()
    client.post(link(request), {"answer": "closed"})
    assert Place.objects.get().status == PlaceStatus.CLOSED
    client.post(link(request), {"answer": "correct"})
    assert Place.objects.get().status == PlaceStatus.ACTIVE


@pytest.mark.parametrize("answer", ["", "none", "changed", "merged"])
def test_an_answer_that_is_none_of_the_three_is_not_kept(client, answer):
    request = asked()
    assert client.post(link(request), {"answer": answer}).status_code == 200
    request.refresh_from_db()
    assert request.answer == ConfirmationAnswer.NONE


def test_a_forged_link_and_an_expired_one_say_so(client):
    request = asked()
    forged = client.get("/lieux/confirmer/" + "0" * 32 + ":abc/")
    assert (forged.status_code, "ne vient pas de nous" in forged.content.decode()) == (404, True)
    for tail in ("", "corriger/"):
        address = link(request, tail)
        Campaign.objects.update(opens_on=today() - timedelta(days=9), closes_on=today() - timedelta(days=1))
        expired = client.post(address, {"answer": "closed"})
        assert (expired.status_code, "La campagne est terminée" in expired.content.decode()) == (410, True)
    assert Place.objects.get().status == PlaceStatus.ACTIVE


def correction(client, request, address: str = "", **changes) -> dict:
    """What the browser would send of the form as it is shown, then the changes."""
    page = client.get(address or link(request, "corriger/")).content.decode()
    shown = dict(re.findall(r'<input type="(?:text|time)" name="([^"]+)"(?: value="([^"]*)")?', page))
    shown |= dict(re.findall(r'<textarea name="([^"]+)"[^>]*>\s*([^<]*)</textarea>', page))
    shown |= dict.fromkeys(re.findall(r'<input type="checkbox" name="([^"]+)"[^>]* checked', page), "on")
    return shown | changes


def test_a_correction_changes_what_was_typed_and_nothing_else(client):
    request = asked(make_place(emails=MAIL, hours='Mo 09:00-12:00 "sur rendez-vous"; Tu 14:00-16:00; PH off'))
    sent = correction(client, request, phones="01 99 00 00 02", j1_a0="17:30", feries="on")
    sent |= {"j5_de0": "10:00", "j5_a0": "12:00", "j5_de1": "13:00", "j5_a1": "00:00"}
    del sent["j5_ferme"]
    assert client.post(link(request, "corriger/"), sent).status_code == 302
    place = Place.objects.get()
    assert place.hours == ('Mo 09:00-12:00 "sur rendez-vous"; Tu 14:00-17:30; Sa 10:00-12:00,13:00-24:00; PH off')
    assert (place.phones, place.emails, place.address) == (["+33199000002"], list(MAIL), "4 rue des Lilas")
    request.refresh_from_db()
    assert request.answer == ConfirmationAnswer.CHANGED
    assert FieldValue.objects.filter(field="phones").first().confirmed_by == "le lieu lui-même"


def test_a_form_sent_untouched_keeps_even_hours_that_it_cannot_show(client):
    request = asked(make_place(emails=MAIL, hours="Mo[1] 09:00-12:00"))
    assert "trop particuliers" in client.get(link(request, "corriger/")).content.decode()
    client.post(link(request, "corriger/"), correction(client, request))
    assert Place.objects.get().hours == "Mo[1] 09:00-12:00"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"phones": "abc"}, "«\u00a0abc\u00a0»\u00a0: Ce n’est pas un numéro de téléphone français."),
        ({"emails": "abc"}, "Ce n’est pas une adresse de courriel."),
        ({"postal_code": "95"}, "Un code postal a cinq chiffres."),
        ({"j0_a0": ""}, "Donnez l’heure de début et l’heure de fin"),
        ({"j0_a0": "08:00"}, "une plage finit avant d’avoir commencé"),
        ({"j0_de1": "11:00", "j0_a1": "13:00"}, "deux plages se chevauchent"),
        ({f"j{d}_{end}0": "" for d in range(5) for end in ("de", "a")}, "Donnez au moins une plage"),
    ],
)
def test_a_correction_that_makes_no_sense_is_explained_and_keeps_nothing(client, wrong, words):
    request = asked()
    before = content(request.place_id)
    response = client.post(link(request, "corriger/"), correction(client, request, **wrong))
    assert response.status_code == 200
    assert words in response.content.decode()
    assert content(request.place_id) == before


def test_the_answer_of_a_place_that_joined_another_goes_to_the_one_kept(client):
    kept, joined = (Place.objects.get(pk=pk) for pk in bring(row("1", name="Gardé"), row("2", emails=MAIL)).places)
    request = asked(joined)
    merge_places(kept=kept, absorbed=joined, picks={}, by="test", today=TODAY)
    assert "Gardé" in client.get(link(request)).content.decode()
    client.post(link(request), {"answer": "correct"})
    kept.refresh_from_db()
    assert kept.confirmed_on == today()


def test_the_answer_by_phone_is_written_down_under_the_agent_s_name(pilot):
    request = asked(make_place(name="Lieu sans courriel"))
    listed = pilot.get(f"/lieux/campagnes/{request.campaign_id}/appels/").content.decode()
    assert "Lieu sans courriel" in listed
    assert "01\u00a099\u00a000\u00a000\u00a001" in listed
    address = f"/lieux/campagnes/demandes/{request.pk}/"
    assert "Puis-je vous la lire" in pilot.get(address).content.decode()
    assert pilot.post(address, {"answer": "changed", "phones": "abc"}).status_code == 200
    assert pilot.post(address, {"answer": "correct"}).status_code == 302
    request.refresh_from_db()
    assert request.answer == "correct"
    assert FieldValue.objects.filter(field="hours").first().confirmed_by == "Personne Fictive"
    sent = correction(pilot, request, address) | {"answer": "changed", "address": "5 rue des Lilas"}
    assert pilot.post(address, sent).status_code == 302
    assert Place.objects.get().address == "5 rue des Lilas"


def test_an_answer_by_phone_after_the_end_is_refused_and_said(pilot):
    request = asked(make_place())
    Campaign.objects.update(opens_on=today() - timedelta(days=9), closes_on=today() - timedelta(days=1))
    page = pilot.post(f"/lieux/campagnes/demandes/{request.pk}/", {"answer": "closed"}, follow=True).content.decode()
    assert "la réponse n’est pas enregistrée" in page
    assert Place.objects.get().status == PlaceStatus.ACTIVE


def test_holidays_alone_may_be_corrected(client):
    request = asked()
    client.post(link(request, "corriger/"), correction(client, request, feries="on"))
    assert Place.objects.get().hours == "Mo-Fr 09:00-12:00; PH off"


@pytest.mark.parametrize("address", ["/lieux/campagnes/9/", "/lieux/campagnes/demandes/9/"])
def test_what_does_not_exist_is_not_found(pilot, address):
    assert pilot.post(address).status_code == 404


def test_lists_ask_as_many_queries_for_ten_as_for_one(pilot):
    campaign = make_campaign(make_place())
    pages = ("/lieux/campagnes/", f"/lieux/campagnes/{campaign.pk}/appels/")
    before = [queries_of(pilot, page) for page in pages]
    places = [Place.objects.get(pk=pk) for pk in bring(*(row(f"n{i}") for i in range(9))).places]
    ConfirmationRequest.objects.bulk_create([ConfirmationRequest(campaign=campaign, place=place) for place in places])
    for place in places:
        make_campaign(place)
    assert [queries_of(pilot, page) for page in pages] == before


def test_a_mediator_does_not_open_campaigns(client):
    client.force_login(make_user(Role.MEDIATOR), backend=BACKEND)
    assert client.post("/lieux/campagnes/nouvelle/", form_data()).status_code == 403


def night(capsys) -> str:
    call_command("keep_places")
    return capsys.readouterr().out


def test_the_night_refreshes_reminds_and_does_it_once(capsys, settings, django_capture_on_commit_callbacks):
    settings.ADDRESS = "https://maillage.example"
    unsent = make_campaign(Place.objects.get(pk=bring(row("2", emails=MAIL)).places[0]))
    request = asked_in(make_campaign(make_place(emails=MAIL)))
    ConfirmationRequest.objects.filter(pk=request.pk).update(sent_at=timezone.now() - timedelta(days=11))
    Place.objects.update(freshness="recent")
    with django_capture_on_commit_callbacks(execute=True):
        assert "Fraîcheurs changées : 2. Relances : 1." in night(capsys)
        assert "Fraîcheurs changées : 0. Relances : 0." in night(capsys)
    assert len(mail.outbox) == 1
    assert "https://maillage.example/lieux/confirmer/" in mail.outbox[0].body
    assert asked_in(unsent).sent_at is None
    assert Entry.objects.filter(action="places.kept").count() == 2


def asked_in(campaign: Campaign) -> ConfirmationRequest:
    return ConfirmationRequest.objects.get(campaign=campaign)


def test_the_night_sends_nothing_when_it_does_not_know_its_address(capsys, settings):
    settings.ADDRESS = ""
    request = asked()
    ConfirmationRequest.objects.update(sent_at=timezone.now() - timedelta(days=11))
    call_command("keep_places")
    said = capsys.readouterr()
    assert "Aucune relance" in said.err
    request.refresh_from_db()
    assert request.reminded_at is None
