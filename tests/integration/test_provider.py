"""Signing in through an OpenID Connect provider that runs beside the tests; it opens no account and gives no right."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt
import pytest
from django.core.exceptions import SuspiciousOperation
from django.test import Client
from mozilla_django_oidc.auth import OIDCAuthenticationBackend

from maillage.programme.people import provider
from maillage.programme.people.enums import Role
from maillage.programme.people.models import OpenSession, User
from tests.factories.cast import PASSWORD, make_user

pytestmark = pytest.mark.django_db
PEOPLE = {
    "abc-123": {"sub": "abc-123", "email": "Mediator@cast.example"},
    "xyz-999": {"sub": "xyz-999", "email": "inconnue@cast.example"},
    "bad-000": {"sub": "bad-000", "email": "administrator@cast.example", "email_verified": False},
}


@pytest.fixture(scope="module")
def address():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).parent / "oidc-provider-mock"), "-p", str(port)]
    for claims in PEOPLE.values():
        command += ["--user-claims", json.dumps(claims)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{base}/.well-known/openid-configuration", process)
        yield base
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(url: str, process: subprocess.Popen) -> None:
    for _ in range(600):
        assert process.poll() is None
        try:
            if httpx.get(url).status_code == 200:
                return
        except httpx.ConnectError:
            pass
        time.sleep(0.1)
    raise AssertionError("the provider never answered")


@pytest.fixture(autouse=True)
def declared(settings, address):
    settings.OIDC_ISSUER, settings.OIDC_NAME = address, "ProConnect"
    settings.OIDC_RP_CLIENT_ID, settings.OIDC_RP_CLIENT_SECRET = "maillage", "secret"
    # The provider of the tests signs without naming its key.
    settings.OIDC_VERIFY_KID = False
    settings.AUTHENTICATION_BACKENDS = [
        *settings.AUTHENTICATION_BACKENDS,
        "maillage.programme.people.provider.ProviderBackend",
    ]
    provider.described.cache_clear()


def at_the_provider(client: Client, sub: str) -> str:
    """Choose someone at the provider; the address that it sends the browser back to."""
    asked = client.get("/connexion/fournisseur/").headers["Location"]
    query = parse_qs(urlsplit(asked).query)
    assert query["code_challenge_method"] == ["S256"]
    assert query["state"]
    assert query["nonce"]
    return httpx.post(asked, data={"sub": sub}).headers["Location"]


def come_back(client: Client, sub: str):
    return client.get(re.sub(r"^http://testserver", "", at_the_provider(client, sub)))


def test_a_known_address_opens_a_session_then_its_identifier_is_enough(client):
    person = make_user(Role.MEDIATOR)
    assert "Se connecter avec ProConnect" in client.get("/connexion/").content.decode()
    assert come_back(client, "abc-123").status_code == 302
    assert client.get("/compte/").status_code == 200
    person.refresh_from_db()
    assert (person.sub, OpenSession.objects.get().way) == ("abc-123", "provider")
    User.objects.filter(pk=person.pk).update(email="autre@cast.example")
    again = Client()
    come_back(again, "abc-123")
    assert again.get("/compte/").status_code == 200


@pytest.mark.parametrize("sub", ["xyz-999", "bad-000"])
def test_a_stranger_and_an_address_not_vouched_for_open_nothing(client, sub):
    make_user(Role.ADMINISTRATOR)
    come_back(client, sub)
    page = client.get("/connexion/").content.decode()
    assert "aucun compte n’est ouvert" in page
    assert client.get("/compte/").status_code == 302
    assert User.objects.count() == 1
    assert User.objects.get().sub is None


def test_an_answer_to_another_browser_opens_nothing(client):
    make_user(Role.MEDIATOR)
    back = re.sub(r"^http://testserver", "", at_the_provider(client, "abc-123"))
    thief = Client()
    assert thief.get(back).headers["Location"] == "/connexion/"
    assert thief.get("/compte/").status_code == 302
    forged = re.sub(r"state=[^&]+", "state=forged", back)
    assert client.get(forged).headers["Location"] == "/connexion/"
    assert client.get("/compte/").status_code == 302


def test_a_closed_account_stays_closed(client):
    person = make_user(Role.MEDIATOR)
    User.objects.filter(pk=person.pk).update(is_active=False, sub="abc-123")
    come_back(client, "abc-123")
    assert client.get("/compte/").status_code == 302


def test_a_provider_that_is_away_leaves_the_password(client, settings):
    settings.OIDC_ISSUER = "http://127.0.0.1:9"
    provider.described.cache_clear()
    make_user(Role.MEDIATOR)
    assert client.get("/connexion/fournisseur/").headers["Location"] == "/connexion/"
    assert "n’a pas abouti" in client.get("/connexion/").content.decode()
    client.post("/connexion/", {"email": "mediator@cast.example", "password": PASSWORD})
    assert client.get("/compte/").status_code == 200


def test_without_a_provider_there_is_no_button_and_no_way(client, settings):
    settings.OIDC_ISSUER = ""
    assert "ProConnect" not in client.get("/connexion/").content.decode()
    assert client.get("/connexion/fournisseur/").headers["Location"] == "/connexion/"
    assert client.get("/connexion/fournisseur/retour/?code=1&state=2").headers["Location"] == "/connexion/"


@pytest.mark.parametrize(
    "changed", [{"aud": "another"}, {"aud": ["another"]}, {"aud": None}, {"iss": "https://evil.example"}, {"iss": None}]
)
def test_an_identity_made_for_another_site_or_by_another_provider_opens_nothing(client, monkeypatch, changed):
    make_user(Role.MEDIATOR)
    whole = OIDCAuthenticationBackend.verify_token
    monkeypatch.setattr(
        OIDCAuthenticationBackend, "verify_token", lambda self, token, **more: whole(self, token, **more) | changed
    )
    come_back(client, "abc-123")
    assert client.get("/compte/").status_code == 302


def test_teeth_without_our_check_an_identity_made_for_another_site_opens_a_session(client, monkeypatch):
    make_user(Role.MEDIATOR)
    monkeypatch.delattr(provider.ProviderBackend, "verify_token")
    whole = OIDCAuthenticationBackend.verify_token
    monkeypatch.setattr(
        OIDCAuthenticationBackend, "verify_token", lambda self, token, **more: whole(self, token, **more) | {"aud": "x"}
    )
    come_back(client, "abc-123")
    assert client.get("/compte/").status_code == 200


def test_a_description_that_speaks_of_another_provider_is_refused(client, monkeypatch, settings):
    answer = httpx.Response(200, json={"issuer": "https://evil.example"}, request=httpx.Request("GET", "http://x"))
    monkeypatch.setattr(httpx, "get", lambda *args, **kwargs: answer)
    assert client.get("/connexion/fournisseur/").headers["Location"] == "/connexion/"


@pytest.mark.parametrize("fault", [jwt.ExpiredSignatureError, SuspiciousOperation, OSError])
def test_an_expired_or_unsigned_identity_is_refused_in_words(client, monkeypatch, fault):
    def refuse(self, *args, **kwargs):
        raise fault

    monkeypatch.setattr(OIDCAuthenticationBackend, "verify_token", refuse)
    make_user(Role.MEDIATOR)
    come_back(client, "abc-123")
    assert "n’a pas abouti" in client.get("/connexion/").content.decode()
