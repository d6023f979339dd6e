"""Siting scenarios: asked, made by the worker, shown on a map and in a table, sent once to the instances."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.programme.diagnosis.services import execute_run, request_run
from maillage.programme.governance.enums import ProposalState
from maillage.programme.governance.models import Proposal
from maillage.programme.people.enums import Role
from maillage.programme.people.rights import NotAllowedError
from maillage.programme.siting.enums import SitingState
from maillage.programme.siting.models import SitingScenario
from maillage.programme.siting.services import SitingRefusedError, make_siting, request_siting, submit_siting
from tests.factories.cast import make_user
from tests.factories.governance_bodies import BY, make_governance
from tests.factories.places import make_place

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
TERMS = {
    "name": "Deux arrêts et un poste",
    "posts": 1,
    "stops": 2,
    "objective": "coverage",
    "limit_minutes": 15,
    "rural_share": 0,
    "qpv_share": 0,
}


def diagnosed():
    governance = make_governance()
    run = request_run(departement="95", recipe="maillage-2026", data_kind="demonstration", by=BY)
    execute_run(run=run, folder=None, now=timezone.now(), by=BY)
    make_place(latitude=48.99, longitude=2.38, hours="Mo-Fr 09:00-12:00")
    return governance


def asked(governance, **terms):
    return request_siting(governance=governance, terms={**TERMS, **terms}, by=BY)


def made(governance, **terms):
    return make_siting(scenario=asked(governance, **terms), now=timezone.now(), by=BY)


def page(route, scenario=None, role=Role.CO_PILOT, method="get", **data):
    client = Client()
    client.force_login(make_user(role, f"{role}-{route}@cast.example"), backend=BACKEND)
    address = reverse(f"siting:{route}", kwargs={"public_id": scenario.public_id} if scenario else None)
    return getattr(client, method)(address, data)


def words_of(response) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_two_stops_and_a_post_followed_from_the_form_to_a_proposal():
    governance = diagnosed()
    sent = page("scenario_new", method="post", **TERMS)
    scenario = SitingScenario.objects.get()
    assert sent.status_code == 302
    assert scenario.state == SitingState.DONE
    shown = words_of(page("scenario", scenario, Role.OBSERVER))
    for words in ("meilleur choix, prouvé", "<svg", "rendez-vous de plus", "Commune par commune", "arrêt du bus à"):
        assert words in shown, words
    assert "Envoyer à un groupe de travail" not in shown
    done = page("scenario_submit", scenario, method="post", text="Ouvrir un poste et deux arrêts.")
    proposal = Proposal.objects.get()
    assert done.status_code == 302
    assert (proposal.state, proposal.governance) == (ProposalState.DRAFT, governance)
    scenario.refresh_from_db()
    assert scenario.proposal == proposal


def test_the_result_is_whole_and_counts_what_it_says():
    found = made(diagnosed())
    result = found.result
    assert found.state == SitingState.DONE
    assert sorted(choice["kind"] for choice in result["choices"]) == ["post", "stop", "stop"]
    gain = result["after"]["demand"] - result["before"]["demand"]
    assert gain == pytest.approx(sum(choice["demand"] for choice in result["choices"]), abs=0.5)
    assert 0 < gain <= 550 + 2 * 130 + 1e-3
    assert len(result["communes"]) == 183
    assert all(0 <= line["before"] <= 1 and 0 <= line["after"] <= 1 for line in result["communes"])


def test_the_file_says_what_is_placed_where():
    found = made(diagnosed())
    lines = page("scenario_csv", found).content.decode("utf-8-sig").splitlines()
    assert len(lines) == 184
    assert sum("arrêt du bus" in line for line in lines) == 2
    assert sum("poste de médiateur" in line for line in lines) == 1


def test_without_a_diagnosis_the_scenario_says_why():
    found = made(make_governance())
    assert found.state == SitingState.FAILED
    assert "Aucun diagnostic" in found.error
    assert "Aucun diagnostic" in words_of(page("scenario", found))
    assert page("scenario_csv", found).status_code == 404
    assert page("scenario_submit", found).status_code == 404


def test_a_floor_that_nothing_meets_is_told_on_the_page():
    found = made(diagnosed(), posts=0, stops=1, limit_minutes=5, qpv_share=0, rural_share=100)
    assert found.state == SitingState.FAILED
    assert "100 % dans le rural" in words_of(page("scenario", found))


def test_a_name_serves_once_and_a_scenario_is_sent_once():
    governance = diagnosed()
    found = made(governance)
    with pytest.raises(SitingRefusedError, match="déjà ce nom"):
        asked(governance)
    sending = {"scenario": found, "text": "Texte", "author": None, "group": None, "by": BY, "now": timezone.now()}
    submit_siting(**sending)
    with pytest.raises(SitingRefusedError, match="déjà devenu"):
        submit_siting(**sending)
    assert Proposal.objects.count() == 1


def test_a_scenario_that_is_not_made_waits_and_is_not_sent():
    found = asked(make_governance())
    waiting = page("scenario", found)
    assert waiting["Refresh"] == "3"
    assert "Vous pouvez quitter cette page" in words_of(waiting)
    with pytest.raises(SitingRefusedError, match="pas calculé"):
        submit_siting(scenario=found, text="", author=None, group=None, by=BY, now=timezone.now())


def test_rights_are_checked_by_the_services():
    governance = make_governance()
    observer = make_user(Role.OBSERVER)
    with pytest.raises(NotAllowedError):
        request_siting(governance=governance, terms=TERMS, by=observer)
    scenario = asked(governance)
    with pytest.raises(NotAllowedError):
        submit_siting(scenario=scenario, text="", author=None, group=None, by=observer, now=timezone.now())


def test_nothing_to_place_is_refused_by_the_form_and_the_database():
    governance = make_governance()
    refused = page("scenario_new", method="post", **{**TERMS, "posts": 0, "stops": 0})
    assert "au moins un poste ou un arrêt" in words_of(refused)
    with pytest.raises(IntegrityError), transaction.atomic():
        asked(governance, posts=0, stops=0)


def test_scenarios_are_compared_side_by_side():
    governance = diagnosed()
    made(governance)
    asked(governance, name="En attente", stops=0)
    shown = words_of(page("scenarios"))
    for words in ("Deux arrêts et un poste", "1 poste et 2 arrêts", "En attente", "à examiner", "prouvé"):
        assert words in shown, words
