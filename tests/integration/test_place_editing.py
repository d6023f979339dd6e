"""Typing and changing places: allowed, refused, invalid; hours without syntax; nothing typed is lost."""

from __future__ import annotations

import html
import re

import pytest

from maillage.programme.journal.models import Entry
from maillage.programme.people.enums import Role
from maillage.programme.places.enums import PlaceStatus
from maillage.programme.places.ledger import values_of
from maillage.programme.places.models import Closure, FieldValue, Place, Session
from maillage.programme.places.selectors.localities import communes_written
from maillage.programme.places.services.places import NothingToUndoError, undo_field, update_place
from maillage.programme.territories.models import Commune
from tests.factories.cast import make_user
from tests.factories.places import TODAY, make_geography, make_place

pytestmark = pytest.mark.django_db
NEW = {"name": "Atelier fictif du Moulin", "no_identifier_reason": "Annexe de mairie", "commune": "Sarcelles"}


@pytest.fixture(autouse=True)
def _geography():
    make_geography()


@pytest.fixture
def mediator(client):
    client.force_login(make_user(Role.MEDIATOR), backend="django.contrib.auth.backends.ModelBackend")
    return client


def words(response) -> str:
    """The text of a page, every space an ordinary one."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def typed(client, address: str) -> dict[str, list[str] | str]:
    """What the form of a page would send, as a browser does."""
    form = client.get(address).context["form"]
    sent: dict[str, list[str] | str] = {}
    for bound in form:
        value = bound.field.prepare_value(bound.value())
        if value in (None, "", [], False):
            continue
        shown = bound.field.widget.format_value(value) if not isinstance(value, list) else value
        sent[bound.html_name] = "on" if value is True else shown
    return sent


def test_a_new_place_is_kept_with_its_trace(mediator):
    week = {"j0_de0": "09:00", "j0_a0": "12:30", "j0_de1": "14:00", "j0_a1": "17:00", "comme_lundi": "on"}
    week |= {"j5_ferme": "on", "feries": "on"}
    more = {"phones": "01 99 00 00 01\n3646", "emails": "accueil@lieu.example", "services": ["online_procedures"]}
    response = mediator.post("/lieux/nouveau/", NEW | week | more | {"postal_code": "95200"})
    place = Place.objects.get()
    assert response.headers["Location"] == f"/lieux/{place.public_id}/"
    assert place.hours == "Mo-Fr 09:00-12:30,14:00-17:00; PH off"
    assert (place.phones, place.emails) == (["+33199000001", "3646"], ["accueil@lieu.example"])
    assert (place.commune_id, place.commune_name) == ("95585", "Sarcelles")
    assert values_of(place)["services"] == ["online_procedures"]
    assert place.no_identifier_reason == "Annexe de mairie"
    assert Entry.objects.filter(action="place.created", actor_label="").exclude(actor_id="").count() == 1
    assert FieldValue.objects.filter(place=place, field="hours", source="saisie").count() == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": ""}, "Nom du lieu : Ce champ est obligatoire"),
        ({"siret": "0" * 14}, "n’est fait que de zéros"),
        ({"siret": "12345678901234"}, "clé de contrôle"),
        ({"rna": "X1"}, "pas un numéro RNA"),
        ({"no_identifier_reason": ""}, "dites pourquoi"),
        ({"commune": "Nulle-Part"}, "Aucune commune ne s’appelle ainsi"),
        ({"postal_code": "9520"}, "il faut 5 chiffres"),
        ({"phones": "12"}, "« 12 » : Ce n’est pas un numéro de téléphone français"),
        ({"emails": "noreply@lieu.example"}, "Personne ne lit cette adresse"),
        ({"websites": "javascript:alert(1)"}, "pas une adresse de site"),
        ({"appointment_url": "javascript:alert(1)"}, "pas une adresse de site"),
        ({"latitude": "0", "longitude": "0"}, "Coordonnées 0,0"),
        ({"latitude": "nord", "longitude": "2"}, "Coordonnées illisibles"),
        ({"j0_de0": "12:00", "j0_a0": "09:00"}, "une plage finit avant d’avoir commencé"),
        ({"j0_de0": "09:00"}, "l’heure de début et l’heure de fin"),
        ({"j0_de0": "9 h", "j0_a0": "10:00"}, "Écrivez l’heure ainsi"),
        ({"j1_de0": "09:00", "j1_a0": "12:00", "j1_ferme": "on"}, "à la fois ouvert et fermé"),
        ({"j6_ferme": "on"}, "Donnez au moins une plage"),
        ({"services": ["nope"]}, "Services"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(mediator, sent, said):
    response = mediator.post("/lieux/nouveau/", NEW | {"summary": "Texte déjà écrit"} | sent)
    page = words(response)
    assert response.status_code == 200
    assert "Il y a un problème" in page
    assert said in page
    assert "Texte déjà écrit" in page
    assert Place.objects.count() == 0


def test_every_day_closed_is_not_unknown(mediator):
    mediator.post("/lieux/nouveau/", NEW | {f"j{day}_ferme": "on" for day in range(7)})
    assert Place.objects.get().hours == "off"


def test_midnight_is_the_end_of_the_day(mediator):
    mediator.post("/lieux/nouveau/", NEW | {"j4_de0": "20:00", "j4_a0": "00:00"})
    place = Place.objects.get()
    assert place.hours == "Fr 20:00-24:00"
    assert typed(mediator, f"/lieux/{place.public_id}/modifier/")["j4_a0"] == "00:00"


def test_hours_are_read_back_without_being_kept(mediator):
    page = words(mediator.post("/lieux/nouveau/", NEW | {"j0_de0": "09:00", "j0_a0": "12:00", "relire": "1"}))
    assert "Ce qui sera dit : Lundi : de 9 h à 12 h." in page
    assert Place.objects.count() == 0


def test_several_communes_are_asked_again_then_one_is_chosen(mediator):
    page = mediator.post("/lieux/nouveau/", NEW | {"commune": "ar"}).content.decode()
    assert "Plusieurs communes répondent" in page
    assert 'value="95268"' in page
    mediator.post("/lieux/nouveau/", NEW | {"commune": "ar", "commune_choisie": "95268"})
    assert Place.objects.get().commune_id == "95268"


@pytest.mark.parametrize("written", ["95585", "sarcelles", "SARCELLES"])
def test_a_commune_is_found_by_name_or_code(mediator, written):
    mediator.post("/lieux/nouveau/", NEW | {"commune": written})
    assert Place.objects.get().commune_id == "95585"


@pytest.mark.parametrize(
    ("point", "said"),
    [
        (("49.15", "1.80"), "km de la commune"),
        (("2.38", "48.99"), "inversées"),
        (("43.3", "5.4"), "hors du département"),
    ],
)
def test_a_doubtful_point_is_kept_only_when_confirmed(mediator, point, said):
    sent = NEW | dict(zip(("latitude", "longitude"), point, strict=True))
    page = words(mediator.post("/lieux/nouveau/", sent))
    assert said in page
    assert "Créer quand même" in page
    assert Place.objects.count() == 0
    mediator.post("/lieux/nouveau/", sent | {"quand_meme": "1"})
    assert Place.objects.get().latitude is not None


def test_a_lookalike_is_shown_before_a_second_one_is_created(mediator):
    known = make_place()
    sent = NEW | {"name": "France services fictif", "address": "4 rue des Lilas", "postal_code": "95200"}
    page = mediator.post("/lieux/nouveau/", sent).content.decode()
    assert f'href="/lieux/{known.public_id}/"' in page
    assert "Créer quand même" in page
    assert Place.objects.count() == 1
    mediator.post("/lieux/nouveau/", sent | {"quand_meme": "1"})
    assert Place.objects.count() == 2


def test_the_fragment_answers_while_typing(mediator):
    known = make_place()
    found = mediator.get("/lieux/ressemblants/?nom=France services fictif&commune=Sarcelles&adresse=4 rue des Lilas")
    assert f"/lieux/{known.public_id}/" in found.content.decode()
    assert "<html" not in found.content.decode()
    for query in ("", "?nom=Fra&commune=Sarcelles", "?nom=France services fictif", "?nom=" + "x" * 300):
        assert "ressemble" not in mediator.get(f"/lieux/ressemblants/{query}").content.decode()


def test_saving_a_place_untouched_changes_nothing(mediator):
    place = make_place(
        hours='Mo 09:00-12:00 "sur rendez-vous ; salle 2"; Tu 08:00-09:00,10:00-11:00,13:00-14:00; PH off',
        emails=("a@lieu.example",),
        websites=("https://lieu.example/",),
        description="Deux\nlignes",
        local_labels=("Label fictif",),
    )
    before, traces = values_of(place), FieldValue.objects.count()
    address = f"/lieux/{place.public_id}/modifier/"
    mediator.post(address, typed(mediator, address))
    assert values_of(Place.objects.get()) == before
    assert FieldValue.objects.count() == traces


def test_only_what_changed_is_traced(mediator):
    place = make_place()
    address = f"/lieux/{place.public_id}/modifier/"
    mediator.post(address, typed(mediator, address) | {"j5_de0": "10:00", "j5_a0": "12:00", "j5_ferme": ""})
    place.refresh_from_db()
    assert place.hours == "Mo-Fr 09:00-12:00; Sa 10:00-12:00"
    assert list(FieldValue.objects.filter(source="saisie").values_list("field", flat=True)) == ["hours"]
    assert Entry.objects.get(action="place.updated").details["fields"] == ["hours"]


def test_hours_beyond_the_editor_stay_until_they_are_replaced(mediator):
    place = make_place(hours="Mo[1] 09:00-12:00; Jul-Aug off")
    address = f"/lieux/{place.public_id}/modifier/"
    page = words(mediator.get(address))
    assert "trop particuliers" in page
    assert "Les sept jours à venir" in page
    assert "Mo[1]" not in page
    mediator.post(address, typed(mediator, address) | {"summary": "Nouveau", "j0_de0": "08:00", "j0_a0": "09:00"})
    place.refresh_from_db()
    assert (place.hours, place.summary) == ("Mo[1] 09:00-12:00; Jul-Aug off", "Nouveau")
    mediator.post(address, typed(mediator, address) | {"remplacer": "on", "j0_de0": "08:00", "j0_a0": "09:00"})
    place.refresh_from_db()
    assert place.hours == "Mo 08:00-09:00"


def test_a_place_of_an_unknown_commune_can_still_be_changed(mediator):
    place = make_place(commune_code="99999", commune_name="Ailleurs")
    address = f"/lieux/{place.public_id}/modifier/"
    mediator.post(address, typed(mediator, address) | {"summary": "Nouveau"})
    place.refresh_from_db()
    assert (place.summary, place.commune_name, place.commune_id) == ("Nouveau", "Ailleurs", None)


def test_closures_are_added_read_back_and_removed(mediator):
    place = make_place()
    address = f"/lieux/{place.public_id}/fermetures/"
    mediator.post(address, {"starts_on": "2030-08-04", "ends_on": "2030-08-15", "reason": "congés"})
    mediator.post(address, {"starts_on": "2030-12-24", "opens": "09:00", "closes": "12:00"})
    page = words(mediator.get(address))
    assert "Fermé du 4 août au 15 août 2030 (congés)" in page
    assert "Ouvert de 9 h à 12 h le 24 décembre 2030" in page
    first = Closure.objects.order_by("pk").first()
    assert first is not None
    other = make_place(source_id="2")
    assert mediator.post(f"/lieux/{other.public_id}/fermetures/{first.pk}/retirer/").status_code == 404
    mediator.post(f"{address}{first.pk}/retirer/")
    assert Closure.objects.count() == 1
    assert Entry.objects.filter(action="place.closure_removed").count() == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"ends_on": "2030-08-01"}, "La fermeture finit avant d’avoir commencé"),
        ({"opens": "09:00"}, "Donnez les deux heures, ou aucune"),
        ({"opens": "09:00", "closes": "08:00"}, "La fin vient avant le début"),
        ({"starts_on": "bientôt"}, "Saisissez une date valide"),
    ],
)
def test_a_wrong_closure_is_refused(mediator, sent, said):
    place = make_place()
    page = words(mediator.post(f"/lieux/{place.public_id}/fermetures/", {"starts_on": "2030-08-04"} | sent))
    assert said in page
    assert Closure.objects.count() == 0


STOP = {"commune": "Garges-lès-Gonesse", "first": "2030-01-08", "opens": "09:00", "closes": "12:00"}


@pytest.mark.parametrize(
    ("sent", "rule", "said"),
    [
        ({"rhythm": "once"}, "", "le mardi 8 janvier 2030, de 9 h à 12 h"),
        ({"rhythm": "weekly"}, "FREQ=WEEKLY", "tous les mardis, de 9 h à 12 h, à partir du 8 janvier 2030"),
        (
            {"rhythm": "fortnightly", "until": "2030-06-30", "skipped": "22/01/2030"},
            "FREQ=WEEKLY;INTERVAL=2;UNTIL=20300630",
            "un mardi sur deux, de 9 h à 12 h, à partir du 8 janvier 2030, jusqu’au 30 juin 2030, sauf le 22 janvier",
        ),
        ({"rhythm": "monthly"}, "FREQ=MONTHLY;BYDAY=2TU", "le deuxième mardi du mois, de 9 h à 12 h"),
    ],
)
def test_a_stop_is_typed_in_words_and_read_back(mediator, sent, rule, said):
    place = make_place(itinerant=True)
    address = f"/lieux/{place.public_id}/passages/"
    mediator.post(address, STOP | sent)
    session = Session.objects.get()
    assert (session.recurrence, session.title, session.commune_id) == (rule, "Arrêt à Garges-lès-Gonesse", "95268")
    assert said in words(mediator.get(address))
    mediator.post(f"{address}{session.public_id}/retirer/")
    assert Session.objects.count() == 0


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"closes": "08:00"}, "Le passage doit finir le même jour"),
        ({"closes": "09:00"}, "Le passage doit finir le même jour"),
        ({"until": "2029-01-01"}, "finit avant le premier passage"),
        ({"skipped": "Noël"}, "Ce ne sont pas des dates : Noël"),
        ({"commune": "ar"}, "Plusieurs communes répondent"),
        ({"rhythm": "parfois"}, "Rythme"),
    ],
)
def test_a_wrong_stop_is_refused(mediator, sent, said):
    place = make_place(itinerant=True)
    page = words(mediator.post(f"/lieux/{place.public_id}/passages/", STOP | {"rhythm": "weekly"} | sent))
    assert said in page
    assert Session.objects.count() == 0


def test_a_field_goes_back_to_its_previous_value(mediator):
    place = make_place()
    page = mediator.get(f"/lieux/{place.public_id}/historique/").content.decode()
    assert "Revenir à la valeur précédente" not in page
    update_place(place=place, values={"hours": "Sa 09:00-12:00"}, by="test", today=TODAY)
    page = mediator.get(f"/lieux/{place.public_id}/historique/").content.decode()
    assert page.count("Revenir à la valeur précédente") == 1
    undo = f"/lieux/{place.public_id}/historique/revenir/"
    mediator.post(undo, {"champ": "hours"})
    place.refresh_from_db()
    assert place.hours == "Mo-Fr 09:00-12:00"
    for wrong in ({"champ": "name"}, {"champ": "status"}, {}):
        assert "pas de valeur précédente" in words(mediator.post(undo, wrong, follow=True))
    place.refresh_from_db()
    assert place.name == "France services fictif"


def test_a_point_goes_back_whole_and_a_name_never_goes():
    place = make_place()
    update_place(place=place, values={"latitude": 48.97, "longitude": 2.4}, by="test", today=TODAY)
    undo_field(place=place, field="latitude", by="test", today=TODAY)
    place.refresh_from_db()
    assert (place.latitude, place.longitude) == (48.99, 2.38)
    with pytest.raises(NothingToUndoError):
        undo_field(place=place, field="name", by="test", today=TODAY)


def test_a_place_is_closed_and_opened_again_after_a_yes(mediator):
    place = make_place()
    address = f"/lieux/{place.public_id}/fermer/"
    assert "Oui, fermer définitivement" in words(mediator.get(address))
    mediator.post(address, {"etat": "ferme"})
    place.refresh_from_db()
    assert place.status == PlaceStatus.CLOSED
    assert "Oui, rouvrir" in words(mediator.get(address))
    mediator.post(address, {"etat": "ouvert"})
    place.refresh_from_db()
    assert place.status == PlaceStatus.ACTIVE
    assert set(Entry.objects.values_list("action", flat=True)) >= {"place.closed", "place.reopened"}


def test_links_to_change_a_place_are_for_those_who_may(mediator, client):
    place = make_place()
    assert "Modifier ce lieu" in words(mediator.get(f"/lieux/{place.public_id}/"))
    client.logout()
    assert "Modifier ce lieu" not in words(client.get(f"/lieux/{place.public_id}/"))
    client.force_login(make_user(Role.OBSERVER), backend="django.contrib.auth.backends.ModelBackend")
    assert client.post("/lieux/nouveau/", NEW).status_code == 403
    assert Place.objects.count() == 1


def test_a_commune_of_the_programme_comes_first():
    inside, far = Commune.objects.get(code="95585"), Commune.objects.get(code="77294")
    Commune.objects.create(
        code="60001",
        name="Sarcelles",
        search_name="sarcelles",
        departement=far.departement,
        population=9,
        cog_year=2026,
    )
    assert [found.code for found in communes_written("Sarcelles")] == ["95585", "60001"]
    assert [found.code for found in communes_written("sarcelles", "95200")] == [inside.code]
    assert [found.code for found in communes_written("95200")] == ["95585"]
    assert [found.code for found in communes_written("mitry")] == ["77294"]
    assert communes_written("") == communes_written("zzz") == ()
