"""Estimates on the pages: published with a run, said with their interval, as a class where few live, never beyond."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.programme.diagnosis.models import Estimate, Run
from maillage.programme.diagnosis.services import execute_run, request_run
from maillage.runs.need import appointments_of, need_of

pytestmark = pytest.mark.django_db
PAGE, FILE = "diagnosis:estimates", "diagnosis:estimates_csv"


def published(kind="demonstration"):
    run = request_run(departement="95", recipe="maillage-2026", data_kind=kind, by="essai")
    return execute_run(run=run, folder=None, now=timezone.now(), by="essai")


def text_of(query="") -> str:
    page = Client().get(reverse(PAGE) + query)
    assert page.status_code == 200
    return page.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_a_run_publishes_its_estimates_and_the_next_one_replaces_them():
    first, second = published(), published()
    assert Run.objects.filter(published=True).get() == second
    assert not Estimate.objects.filter(run=first).exists()
    assert Estimate.objects.filter(run=second).count() == (183 + 12 + 1) * 3


def test_the_page_says_how_many_with_the_interval_and_the_need():
    published()
    page = text_of()
    for words in ("personnes (12,1 % des 15 ans ou plus)", "sans doute entre", "<svg", "50 conseillers numériques"):
        assert words in page, words
    for words in ("Mille tirages", "jamais d’une personne"):
        assert words in page, words


def test_a_small_commune_is_a_class_on_the_page_and_in_the_file():
    published()
    small = Estimate.objects.filter(level="commune", display="class", definition="illectronisme-2019").first()
    page = text_of("?niveau=commune")
    row = page.split(f">{small.name}</a>")[1].split("</tr>")[0]
    assert "%" in row
    assert "[" not in row
    assert "trop peu d’habitants" in row
    lines = Client().get(reverse(FILE) + "?niveau=commune").content.decode("utf-8-sig").splitlines()
    line = next(one for one in lines if one.startswith(f"{small.code};")).split(";")
    assert line[lines[0].split(";").index("taux")] == ""
    assert line[lines[0].split(";").index("classe")]
    assert len(lines) == 184


def test_what_is_asked_and_unknown_falls_back_on_the_default():
    published()
    assert "Illectronisme, définition de 2019</h2>" in text_of("?definition=rien&niveau=lune")
    assert "Maîtrise numérique forte, 2019</h2>" in text_of("?definition=maitrise-2019")
    assert "De quoi aurait-on besoin" not in text_of("?definition=maitrise-2019")


def test_without_a_diagnosis_the_page_says_what_to_do():
    assert "Pas encore d’estimation" in text_of()
    assert Client().get(reverse(FILE)).status_code == 404


def test_an_estimate_stays_inside_its_interval():
    run = published()
    one = Estimate.objects.filter(run=run).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Estimate.objects.filter(pk=one.pk).update(low=one.high)


def test_the_need_is_counted_from_people_to_mediators():
    assert appointments_of(1000) == 750
    need = need_of(1000, 800, 1200)
    assert (need.mediators_low, need.mediators_high) == pytest.approx((600 / 700, 900 / 400))
    assert need.mediators_low < need.mediators < need.mediators_high
