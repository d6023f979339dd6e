"""Profiles of communes, from a published run to the page and its CSV."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.programme.diagnosis.models import Run
from maillage.programme.diagnosis.services import execute_run, request_run
from maillage.runs.typology import Typology
from tests.factories.places import make_geography, make_place

pytestmark = pytest.mark.django_db


def published():
    run = request_run(departement="95", recipe="maillage-2026", data_kind="demonstration", by="essai")
    return execute_run(run=run, folder=None, now=timezone.now(), by="essai")


def text() -> str:
    return Client().get(reverse("diagnosis:profiles")).content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_the_page_names_each_profile_and_says_whether_they_hold():
    found = Typology.from_plain(published().record["typology"])
    page = text()
    for words in (f"forment {len(found.profiles)} profils", "Ces profils tiennent", "Garges-lès-Gonesse"):
        assert words in page, words
    assert all(page.count(one.name) >= 3 for one in found.profiles)
    assert sum(one.communes for one in found.profiles) == len(found.communes) == 183
    assert "accès (minutes en voiture jusqu’au lieu fixe le plus proche) : non connu" in page


def test_with_places_in_the_directory_access_is_the_third_axis():
    make_geography()
    make_place()
    found = Typology.from_plain(published().record["typology"])
    assert found.axes == ("capacity", "demand", "access")
    assert all(one.means["car_minutes"] > 0 for one in found.profiles)
    assert "lors de ce calcul" not in text()


def test_profiles_that_do_not_hold_are_said_so():
    run = published()
    Run.objects.filter(pk=run.pk).update(
        record={**run.record, "typology": {**run.record["typology"], "is_stable": False}}
    )
    assert "ne tiennent pas assez" in text()


def test_the_file_has_a_line_a_commune():
    found = Typology.from_plain(published().record["typology"])
    lines = Client().get(reverse("diagnosis:profiles_csv")).content.decode("utf-8-sig").splitlines()
    assert lines[0] == "code;nom;profil;silhouette;mixte"
    assert len(lines) == 184
    assert sum(line.endswith(";oui") for line in lines) == sum(one.is_mixed for one in found.communes)


def test_without_a_run_or_with_an_old_one_the_page_says_what_to_do():
    assert "Pas encore calculé" in text()
    assert Client().get(reverse("diagnosis:profiles_csv")).status_code == 404
    run = published()
    Run.objects.filter(pk=run.pk).update(record={**run.record, "typology": None})
    assert "Pas encore calculé" in text()
