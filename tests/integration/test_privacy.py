"""G10: what is kept about people ends in time, and an erasure leaves nothing, not even after an old back-up."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as live
from django.utils import timezone
from django.utils.module_loading import import_string

from maillage.config.nightly import nightly
from maillage.programme.governance.models import Representative
from maillage.programme.journal.models import Entry
from maillage.programme.people.enums import Role, SignInWay
from maillage.programme.people.models import User
from maillage.programme.people.services.accounts import NoAdministratorLeftError, record_sign_in
from maillage.programme.places.models import Report
from maillage.programme.privacy import selectors, services
from maillage.programme.privacy.enums import Erasure
from maillage.programme.privacy.register import Register, Treatment, register
from maillage.programme.privacy.rules import Sought, fold
from tests.factories import privacy as scene
from tests.factories.cast import make_user
from tests.factories.places import make_geography, make_place

pytestmark = pytest.mark.django_db
THEM = Sought(scene.EMAIL, scene.NAME)
BACKEND = "django.contrib.auth.backends.ModelBackend"
# The limit counts from the end of a meeting, a campaign or a survey, all of them over within a month here.
ALIVE, STEP = 31, 30
BOUNDED = {Erasure.CLEAR, Erasure.ACCOUNT, Erasure.ROW}


@pytest.fixture(autouse=True)
def no_tombstone():
    yield
    Path(live.HOME, "effacements.jsonl").unlink(missing_ok=True)


@pytest.fixture
def place():
    make_geography()
    return make_place()


@pytest.fixture
def planted(place):
    """The same person in every treatment that has a time limit."""
    make_user(Role.ADMINISTRATOR)
    scene.plant_account()
    scene.plant_traces()
    scene.plant_report(place)
    scene.plant_request(place)
    scene.plant_seat()
    scene.plant_respondent()


@pytest.fixture
def clock(monkeypatch):
    """Goes to a day: `clock(days)` from now."""
    start, real = timezone.now(), timezone.now

    def go(days: int) -> datetime:
        monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(days=days))
        return start + timedelta(days=days)

    return go


def overdue(treatments: tuple[Treatment, ...], days: int) -> list[str]:
    """What still names them in a field that the register bounds by fewer days than went by."""
    late = []
    for held in selectors.held_about(THEM):
        treatment = held.treatment
        bounded = [name for name in held.named if held.holding.fields.get(name) in BOUNDED]
        if treatment in treatments and treatment.days and treatment.days + ALIVE < days and bounded:
            late.append(f"{treatment.id} {held.holding.model} {bounded}")
    return late


def three_years(clock, told: Register) -> list[str]:
    """Run the purges every month for three years; what outlived its limit, with the day."""
    late = []
    for days in range(STEP, 3 * 366, STEP):
        clock(days)
        for one in told.treatments:
            if one.purge:
                import_string(one.purge)(by="test", today=timezone.localdate())
        late += [f"day {days}: {fault}" for fault in overdue(register().treatments, days)]
    return late


def test_over_three_years_nothing_outlives_its_limit(planted, clock):
    held = {one.treatment.id for one in selectors.held_about(THEM)}
    assert {"accounts", "security", "reports", "confirmations", "governance", "surveys"} <= held
    assert three_years(clock, register()) == []
    left = {one.treatment.id for one in selectors.held_about(THEM)}
    assert not left & {"accounts", "security", "confirmations", "surveys"}


@pytest.mark.parametrize("lost", ["accounts", "security", "reports", "confirmations", "governance", "surveys"])
def test_teeth_one_purge_taken_out_is_seen(planted, clock, lost):
    told = Register(tuple(one for one in register().treatments if one.id != lost), register().impersonal)
    assert any(f" {lost} " in fault for fault in three_years(clock, told))


def test_an_erasure_leaves_nothing(planted, client, django_capture_on_commit_callbacks):
    assert fold(scene.NAME) in scene.kept_everywhere()
    administrator = User.objects.get(role_assignments__role=Role.ADMINISTRATOR)
    client.force_login(administrator, backend=BACKEND)
    sent = {"email": scene.EMAIL, "name": scene.NAME}
    assert client.post("/donnees-personnelles/droits/effacer/", sent).status_code == 400
    assert User.objects.filter(email=scene.EMAIL).exists()
    sent["sure"] = "on"
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/donnees-personnelles/droits/effacer/", sent)
    assert answer.status_code == 302
    left = scene.kept_everywhere()
    assert fold(scene.NAME) not in left
    assert fold(scene.EMAIL) not in left
    assert "+33199001234" not in left
    assert Report.objects.get().message == "Fermé. Signé : [personne effacée], [personne effacée]."
    assert Representative.objects.filter(full_name="Personne effacée", email="", function="").count() == 1
    assert Entry.objects.filter(action="person.erased").count() == 1


def test_teeth_a_treatment_forgotten_by_the_erasure_is_seen(planted):
    services.erase_person(sought=THEM, by="test", only=[one.id for one in register().treatments if one.id != "reports"])
    assert fold(scene.NAME) in scene.kept_everywhere()


def test_an_old_back_up_that_comes_back_is_erased_again(planted, django_capture_on_commit_callbacks):
    before, made = list(User.objects.filter(email=scene.EMAIL).values()), timezone.now()
    with django_capture_on_commit_callbacks(execute=True):
        services.erase_person(sought=THEM, by="test")
    assert services.reapply_erasures(by="test", since=made) == 0
    User.objects.filter(pk=before[0]["id"]).update(**{k: v for k, v in before[0].items() if k != "id"})
    assert User.objects.filter(email=scene.EMAIL).exists()
    assert services.reapply_erasures(by="test", since=made) == 1
    assert fold(scene.NAME) not in scene.kept_everywhere()
    assert services.reapply_erasures(by="test", since=made) == 0


def test_the_last_administrator_is_not_erased(client):
    only = make_user(Role.ADMINISTRATOR)
    client.force_login(only, backend=BACKEND)
    page = client.post("/donnees-personnelles/droits/effacer/", {"email": only.email, "sure": "on"}, follow=True)
    assert "dernier administrateur" in page.content.decode()
    with pytest.raises(NoAdministratorLeftError):
        services.erase_person(sought=Sought(only.email), by="test")
    assert User.objects.get().email == only.email


def test_the_file_of_a_person_holds_every_field_and_no_secret(planted, client):
    client.force_login(User.objects.get(role_assignments__role=Role.ADMINISTRATOR), backend=BACKEND)
    answer = client.post("/donnees-personnelles/droits/dossier.json", {"email": scene.EMAIL, "name": scene.NAME})
    told = json.loads(answer.content)
    assert {"Comptes des agents", "Signalements du public", "Représentants à la gouvernance"} <= told.keys()
    account = told["Comptes des agents"]["lignes"][0]
    assert account["adresse électronique"] == scene.EMAIL
    assert not any(label == "mot de passe" for label in account)
    assert "argon2" not in answer.content.decode()
    assert Entry.objects.filter(action="person.file_given").count() == 1
    assert fold(scene.NAME) not in fold(str(list(Entry.objects.values_list("details", flat=True))))


@pytest.mark.parametrize("sent", [{}, {"email": "", "name": " "}, {"email": "pas une adresse"}, {"name": "abc"}])
@pytest.mark.parametrize("address", ["", "dossier.json", "effacer/"])
def test_a_vague_question_is_refused(client, sent, address):
    client.force_login(make_user(Role.ADMINISTRATOR), backend=BACKEND)
    answer = client.post(f"/donnees-personnelles/droits/{address}", sent)
    assert answer.status_code == (200 if address == "" else 400)
    assert "Droits d’une personne" in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()
    assert not Entry.objects.filter(action__startswith="person.").exists()


def test_a_dormant_account_is_warned_once_and_a_sign_in_saves_it(clock, mailoutbox, django_capture_on_commit_callbacks):
    make_user(Role.ADMINISTRATOR)
    scene.plant_account()
    person = User.objects.get(email=scene.EMAIL)
    for days in (690, 705, 720):
        clock(days)
        with django_capture_on_commit_callbacks(execute=True):
            services.close_dormant_accounts(by="test", today=timezone.localdate())
    assert [mail.to for mail in mailoutbox if mail.to == [scene.EMAIL]] == [[scene.EMAIL]]
    person.refresh_from_db()
    record_sign_in(user=person, by=person, way=SignInWay.PASSWORD, session_key="k" * 32, browser="Firefox")
    User.objects.filter(pk=person.pk).update(last_login=timezone.now())
    clock(740)
    services.close_dormant_accounts(by="test", today=timezone.localdate())
    assert User.objects.filter(email=scene.EMAIL).exists()


def test_the_night_purges_all_of_the_register(planted, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    said: list[str] = []
    nightly(said.append)
    for one in register().treatments:
        if one.purge:
            assert f"Fait   effacement : {one.title.lower()}" in said


def test_the_register_is_public_and_downloads(client):
    page = client.get("/donnees-personnelles/").content.decode()
    assert all(one.title in page for one in register().treatments)
    table = client.get("/donnees-personnelles/registre.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table), delimiter=";"))
    assert [row[0] for row in rows[1:]] == [one.title for one in register().treatments]


def test_a_homonym_keeps_the_name_on_the_acts():
    make_user(Role.ADMINISTRATOR)
    scene.plant_account()
    User.objects.create_user("autre@cast.example", scene.NAME.upper())
    assert services._own_name(User.objects.get(email=scene.EMAIL)) == ""


def test_someone_who_comes_back_after_an_erasure_stays(planted, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        services.erase_person(sought=THEM, by="test")
    later = timezone.now()
    scene.plant_account()
    assert services.reapply_erasures(by="test", since=later) == 0
    nightly(lambda line: None)
    assert User.objects.filter(email=scene.EMAIL).exists()


def test_a_dormant_account_takes_its_acts_and_not_the_seat(planted, clock, django_capture_on_commit_callbacks):
    for days in (701, 735):
        clock(days)
        with django_capture_on_commit_callbacks(execute=True):
            services.close_dormant_accounts(by="test", today=timezone.localdate())
    assert not User.objects.filter(email=scene.EMAIL).exists()
    assert Representative.objects.filter(full_name=scene.NAME).exists()
    assert services.reapply_erasures(by="test", since=timezone.now() - timedelta(days=900)) == 0


def test_of_two_administrators_asleep_one_stays(clock):
    make_user(Role.ADMINISTRATOR)
    make_user(Role.ADMINISTRATOR, "autre@cast.example")
    for days in (701, 735):
        clock(days)
        services.close_dormant_accounts(by="test", today=timezone.localdate())
    assert User.objects.filter(is_active=True, role_assignments__role=Role.ADMINISTRATOR).count() == 1
