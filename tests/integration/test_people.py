"""Accounts: sign-in, lockout (G14), sessions, roles, and what the journal keeps of them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from maillage.programme.journal.models import Entry
from maillage.programme.people.enums import Role
from maillage.programme.people.services.accounts import (
    NoAdministratorLeftError,
    change_roles,
    create_user,
    deactivate_user,
)
from tests.factories.cast import PASSWORD, make_user

BACKEND = "django.contrib.auth.backends.ModelBackend"
WRONG = {"email": "mediator@cast.example", "password": "pas-le-bon"}


@pytest.mark.django_db
def test_signing_in_renews_the_session_and_is_journaled(client):
    make_user(Role.MEDIATOR)
    client.get("/connexion/")
    before = client.session.session_key
    response = client.post("/connexion/", {"email": "MEDIATOR@cast.example", "password": PASSWORD})
    assert response.status_code == 302
    assert client.session.session_key != before
    assert Entry.objects.filter(action="session.opened").count() == 1


@pytest.mark.django_db
def test_an_unknown_address_and_a_wrong_password_say_the_same(client):
    make_user(Role.MEDIATOR)
    known = client.post("/connexion/", WRONG).content.decode()
    unknown = client.post("/connexion/", {**WRONG, "email": "nobody@cast.example"}).content.decode()
    sentence = "L’adresse électronique ou le mot de passe n’est pas le bon."
    assert sentence in known
    assert sentence in unknown


def failed_tries(client: Client) -> list[int]:
    return [client.post("/connexion/", WRONG).status_code for _ in range(6)]


@pytest.mark.django_db
def test_the_fifth_failure_locks_the_account(client, settings):
    settings.AXES_ENABLED = True
    make_user(Role.MEDIATOR)
    assert failed_tries(client) == [200, 200, 200, 200, 429, 429]
    right = client.post("/connexion/", {**WRONG, "password": PASSWORD})
    assert right.status_code == 429
    assert "Attendez 15 minutes" in right.content.decode()


@pytest.mark.django_db
def test_teeth_without_the_lockout_a_sixth_try_passes(client, settings):
    settings.AXES_ENABLED = False
    make_user(Role.MEDIATOR)
    assert 429 not in failed_tries(client)


@pytest.mark.django_db
def test_next_never_leaves_the_site(client):
    make_user(Role.MEDIATOR)
    answer = client.post(
        "/connexion/", {"email": "mediator@cast.example", "password": PASSWORD, "next": "https://evil.example/"}
    )
    assert answer.headers["Location"] == "/"


@pytest.mark.django_db
def test_an_idle_session_ends(client):
    client.force_login(make_user(Role.MEDIATOR), backend=BACKEND)
    assert client.get("/compte/").status_code == 200
    session = client.session
    session["seen_at"] = int(timezone.now().timestamp()) - 3601
    session.save()
    assert client.get("/compte/").status_code == 302


@pytest.mark.django_db
def test_changing_roles_closes_the_sessions_and_leaves_a_trace(client):
    admin = make_user(Role.ADMINISTRATOR)
    user = make_user(Role.MEDIATOR)
    client.force_login(user, backend=BACKEND)
    change_roles(user=user, roles=(Role.COORDINATOR,), by=admin)
    assert client.get("/compte/").status_code == 302
    assert Entry.objects.get(action="user.roles_changed").details == {"before": ["mediator"], "after": ["coordinator"]}


@pytest.mark.django_db
def test_the_last_administrator_stays():
    admin = make_user(Role.ADMINISTRATOR)
    with pytest.raises(NoAdministratorLeftError):
        deactivate_user(user=admin, by=admin)


@pytest.mark.django_db
def test_an_administrator_opens_an_account_from_the_page(client):
    client.force_login(make_user(Role.ADMINISTRATOR), backend=BACKEND)
    form = {
        "full_name": "Alix Fictive",
        "email": "alix@cast.example",
        "roles": ["co_pilot"],
        "password": "Un-mot-provisoire-7",
    }
    assert client.post("/utilisateurs/nouveau/", form).status_code == 302
    other = Client()
    other.post("/connexion/", {"email": "alix@cast.example", "password": "Un-mot-provisoire-7"})
    assert other.get("/diagnostic/calculs/").headers["Location"] == "/compte/mot-de-passe/"


@pytest.mark.django_db
def test_a_bad_account_form_keeps_what_was_typed_and_explains(client):
    client.force_login(make_user(Role.ADMINISTRATOR), backend=BACKEND)
    page = client.post("/utilisateurs/nouveau/", {"full_name": "Alix", "email": "pas-une-adresse", "password": "x"})
    text = page.content.decode()
    assert page.status_code == 200
    assert "Il y a un problème" in text
    assert 'value="Alix"' in text


@pytest.mark.django_db
def test_two_accounts_cannot_share_an_address():
    make_user(Role.MEMBER, "same@cast.example")
    with pytest.raises(ValueError, match="SAME"):
        create_user(email="SAME@cast.example", full_name="X Y", password=PASSWORD, by=None)
