"""Training places: shared by need under floors, people seated near, submitted to the instances."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from maillage.programme.funding.enums import ScenarioKind
from maillage.programme.funding.models import Scenario
from maillage.programme.funding.rules.places import body_lines, session_lines
from maillage.programme.funding.services.scenarios import ScenarioRefusedError
from maillage.programme.funding.services.trainings import TrainingTerms, make_training_scenario
from maillage.programme.people.enums import Role
from maillage.programme.people.rights import NotAllowedError
from tests.factories.cast import make_user
from tests.factories.governance_bodies import BY, TODAY, make_governance

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
BODIES = "Mairie de Sarcelles ; 20 ; 95585\nMairie de Garges ; 4 ; 95268 ; 2"
SESSIONS = "04/03/2027 ; 95585 ; 12 ; 3"


def scenario(governance, by=BY, name="Essai", bodies=BODIES, sessions=SESSIONS, **more):
    given = {"total": 10, "bodies": body_lines(bodies), "sessions": session_lines(sessions)}
    return make_training_scenario(
        governance=governance, name=name, terms=TrainingTerms(**{**given, **more}), by=by, today=TODAY
    )


def places(found):
    return {line["name"]: line["places"] for line in found.result["bodies"]}


def test_places_are_shared_and_people_seated():
    found = scenario(make_governance())
    assert places(found) == {"Mairie de Sarcelles": 8, "Mairie de Garges": 2}
    assert found.result["sessions"][0]["people"] == 10
    assert [line["unseated"] for line in found.result["bodies"]] == [0, 0]


def test_without_a_session_near_enough_people_stay_unseated_and_it_is_said():
    found = scenario(make_governance(), sessions="04/03/2027 ; 95355 ; 12 ; 1", furthest_km=5)
    assert sum(line["unseated"] for line in found.result["bodies"]) == 10
    assert found.result["sessions"][0]["people"] == 0


def test_what_cannot_be_is_refused_and_nothing_is_kept():
    governance = make_governance()
    with pytest.raises(ScenarioRefusedError, match="planchers"):
        scenario(governance, total=1)
    with pytest.raises(ScenarioRefusedError, match="minimal"):
        scenario(governance, sessions="04/03/2027 ; 95585 ; 2 ; 9")
    with pytest.raises(NotAllowedError):
        scenario(governance, by=make_user(Role.MEMBER))
    assert not Scenario.objects.exists()
    scenario(governance)
    with pytest.raises(ScenarioRefusedError, match="déjà ce nom"):
        scenario(governance)


def test_pages_make_show_and_submit():
    governance, client = make_governance(), Client()
    client.force_login(make_user(Role.CO_PILOT), backend=BACKEND)
    new = reverse("funding:training_new")
    typed = {"name": "Essai", "total": 10, "least_by_epci": 0, "furthest_km": 20, "sessions": SESSIONS}
    for bodies, words in (("Mairie ; trois ; 95585", "« trois »"), ("Mairie ; 3 ; Nulle part", "connu")):
        refused = client.post(new, {**typed, "bodies": bodies}).content.decode()
        assert words in refused.replace("\u00a0", " ")
        assert bodies in refused
    page = client.post(new, {**typed, "bodies": BODIES}, follow=True).content.decode()
    for words in ("Mairie de Sarcelles", "8 le 4 mars 2027, Sarcelles", "Soumettre aux instances"):
        assert words in page.replace("\u00a0", " "), words
    found = governance.scenarios.get(kind=ScenarioKind.TRAINING)
    keys = {"public_id": found.public_id}
    text = client.get(reverse("funding:training_submit", kwargs=keys)).content.decode()
    assert "Mairie de Sarcelles" in text
    client.post(reverse("funding:training_submit", kwargs=keys), {"text": "Former"})
    found.refresh_from_db()
    assert found.proposal.title == "Places de formation : Essai"
    assert client.get(reverse("funding:scenario", kwargs=keys)).status_code == 404
    assert "à examiner" not in client.get(reverse("funding:trainings")).content.decode()
