"""What is sure of the ranking, from a published run to the page and its CSV."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.programme.diagnosis.models import Run
from maillage.programme.diagnosis.services import execute_run, request_run
from maillage.runs.sensitivity import Sensitivity, definition

pytestmark = pytest.mark.django_db


def published(recipe="maillage-2026"):
    run = request_run(departement="95", recipe=recipe, data_kind="demonstration", by="essai")
    return execute_run(run=run, folder=None, now=timezone.now(), by="essai")


def text() -> str:
    return Client().get(reverse("diagnosis:certainty")).content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_the_page_says_what_is_sure_and_what_changes_the_ranking():
    run = published()
    found = Sensitivity.from_plain(run.record["sensitivity"])
    sure = sum(one.is_sure for one in found.territories)
    page = text()
    assert 0 < sure < 183
    for words in (f"{sure} des 183 communes sont sûrement", "-incertain)", "Le choix qui change le plus", "incertain"):
        assert words in page, words
    assert "Accord entre recettes" not in page


def test_two_published_recipes_are_compared():
    published()
    assert published("ifn-2019-v1").error == ""
    page = text()
    assert "Accord entre recettes" in page
    assert ">1,00<" in page


def test_the_file_says_sure_or_uncertain_of_each_commune():
    run = published()
    lines = Client().get(reverse("diagnosis:certainty_csv")).content.decode("utf-8-sig").splitlines()
    assert len(lines) == 184
    found = Sensitivity.from_plain(run.record["sensitivity"])
    assert sum(line.endswith(";oui") for line in lines) == sum(one.is_sure for one in found.territories)
    assert sum(line.endswith(";incertain") for line in lines) > 0


def test_probabilities_and_effects_make_sense():
    found = Sensitivity.from_plain(published().record["sensitivity"])
    assert all(one.rank_low <= one.rank_median <= one.rank_high for one in found.territories)
    assert all(1 / 5 - 1e-9 <= one.probability <= 1 for one in found.territories)
    assert {effect.name for effect in found.effects} == set(definition()["choices"])
    assert all(0 <= effect.first <= effect.total + 0.1 for effect in found.effects)
    assert definition()["draws"] == 10_000


def test_without_a_run_or_with_an_old_one_the_page_says_what_to_do():
    assert "Pas encore calculé" in text()
    assert Client().get(reverse("diagnosis:certainty_csv")).status_code == 404
    run = published()
    Run.objects.filter(pk=run.pk).update(record={**run.record, "sensitivity": {}})
    assert "Pas encore calculé" in text()
