"""What waits for those who keep places true, the freshness of each EPCI, the two notes of a place."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from maillage.programme.people.enums import Role
from maillage.programme.places.models import DuplicatePair, Place
from maillage.programme.places.rules.quality import Seen
from maillage.programme.places.selectors.quality import areas, checked_places, seen_values
from maillage.programme.places.services.places import confirm_place, update_place
from maillage.programme.territories.models import Commune, Epci
from tests.factories.cast import make_user
from tests.factories.places import TODAY, bring, make_geography, make_place, queries_of, row

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
CODE = "200055655"


@pytest.fixture(autouse=True)
def _geography():
    make_geography()


@pytest.fixture
def mediator(client):
    client.force_login(make_user(Role.MEDIATOR), backend=BACKEND)
    return client


def make_second_epci() -> None:
    epci = Epci.objects.create(code="249500513", name="CC Fictive du Vexin", kind="CC")
    Commune.objects.filter(code="95268").update(epci=epci)


def test_the_hub_counts_what_waits_and_hides_what_one_may_not_open(mediator, client):
    first, second = bring(row("1"), row("2")).places
    DuplicatePair.objects.create(first_id=first, second_id=second, score=0.8, band="review")
    page = mediator.get("/lieux/gestion/").content.decode()
    assert re.search(r"Lieux périmés</a></h2>\s*<div[^>]*>2<", page)
    assert "/lieux/doublons/" not in page
    assert 'href="/lieux/gestion/"' in mediator.get("/lieux/").content.decode()
    client.force_login(make_user(Role.CO_PILOT), backend=BACKEND)
    assert re.search(r"Doublons à examiner</a></h2>\s*<div[^>]*>1<", client.get("/lieux/gestion/").content.decode())
    client.logout()
    assert "/lieux/gestion/" not in client.get("/lieux/").content.decode()


def test_the_least_trusted_epci_comes_first_with_the_share_of_each_colour(mediator):
    make_second_epci()
    bring(row("1"), row("2", commune_code="95268", updated_on=TODAY - timedelta(days=800)), row("3"))
    confirm_place(place=Place.objects.get(records__source_id="1"), by="test", today=timezone.localdate())
    found = areas(timezone.localdate())
    assert [area.name for area in found] == ["CC Fictive du Vexin", "CA Roissy Pays de France"]
    assert (found[0].count, found[1].count) == (1, 2)
    page = mediator.get("/lieux/fraicheur/").content.decode()
    assert page.index("CC Fictive du Vexin</a>") < page.index("CA Roissy Pays de France</a>")
    assert "50\u00a0%" in page
    assert "2 lieux sur 3 sont à vérifier ou périmés" in page


def test_the_dashboard_asks_as_many_queries_for_ten_places_as_for_one(mediator):
    bring(row("0"))
    one = queries_of(mediator, "/lieux/fraicheur/"), queries_of(mediator, f"/lieux/fraicheur/{CODE}/")
    bring(*(row(str(i)) for i in range(10)))
    assert (queries_of(mediator, "/lieux/fraicheur/"), queries_of(mediator, f"/lieux/fraicheur/{CODE}/")) == one


def test_the_latest_value_counts_and_an_emptied_field_is_not_seen():
    place = make_place()
    update_place(place=place, values={"hours": "Sa 09:00-12:00", "phones": []}, by="test", today=TODAY)
    seen = seen_values([place.pk])[place.pk]
    assert seen["hours"] == Seen("saisie", TODAY, False)
    assert "phones" not in seen
    assert seen["address"].source == "france-services"


def test_a_confirmation_raises_trust_and_leaves_completeness():
    place = make_place(emails=("accueil@lieu.example",))
    before = checked_places(CODE, TODAY)[0]
    confirm_place(place=place, by="test", today=TODAY)
    after = checked_places(CODE, TODAY)[0]
    assert after.trust.value == 1 > before.trust.value
    assert after.completeness == before.completeness


def test_the_list_of_an_epci_says_what_each_place_lacks(mediator):
    make_place(name="Lieu fictif incomplet", hours="", phones=())
    page = mediator.get(f"/lieux/fraicheur/{CODE}/").content.decode()
    assert "Lieu fictif incomplet" in page
    assert "Horaires\u00a0: non connu" in page
    assert "Des horaires" in page
    assert mediator.get("/lieux/fraicheur/000000000/").status_code == 404
    assert "Aucun lieu dans cet EPCI" in mediator.get("/lieux/fraicheur/sans-epci/").content.decode()


def test_the_history_of_a_place_shows_both_notes(mediator):
    place = make_place(emails=())
    page = mediator.get(f"/lieux/{place.public_id}/historique/").content.decode()
    assert "Courriel\u00a0: non connu" in page
    assert "Complétude" in page


def test_the_export_says_the_same_and_no_name_is_a_formula(mediator):
    make_place(name="=1+1")
    answer = mediator.get(f"/lieux/fraicheur/lieux.csv?epci={CODE}").content.decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(answer), delimiter=";"))
    assert [(line["Lieu"], line["EPCI"]) for line in lines] == [("'=1+1", "CA Roissy Pays de France")]
    assert lines[0]["Fraîcheur"] == "Périmé"


def test_an_empty_perimeter_says_what_the_page_is_for(mediator):
    assert "Aucun lieu dans le périmètre" in mediator.get("/lieux/fraicheur/").content.decode()


def test_a_place_that_its_source_no_longer_names_is_listed_and_kept(mediator):
    bring(row("1"), row("2", name="Lieu oublié"))
    assert "Aucun lieu n’est absent" in mediator.get("/lieux/absents/").content.decode()
    bring(row("1"))
    page = mediator.get("/lieux/absents/").content.decode()
    assert "Lieu oublié" in page
    assert "Liste des France services (ANCT)" in page
