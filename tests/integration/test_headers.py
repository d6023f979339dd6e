"""G13: the protective headers on every response, errors and static files included."""

from __future__ import annotations

import pytest
from django.test import Client

from maillage.config import headers

PAGES = ("/", "/nope/", "/journal/", "/static/design/base.css", "/connexion/", "/composants/", "/diagnostic/methode/")
REQUIRED = ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy")


def header_faults(client: Client, address: str) -> list[str]:
    response = client.get(address)
    policy = response.headers.get("Content-Security-Policy", "")
    found = [name for name in REQUIRED if name not in response.headers]
    if "default-src 'none'" not in policy or "unsafe" in policy or "http" in policy:
        found.append(f"policy {policy}")
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_every_response_is_protected(client, address):
    assert header_faults(client, address) == []


@pytest.mark.django_db
def test_a_fault_of_ours_is_protected_too(monkeypatch):
    monkeypatch.setattr("maillage.portal.views.territories_named", lambda text: 1 / 0)
    response = Client(raise_request_exception=False).get("/recherche/?q=x")
    assert response.status_code == 500
    assert "Panne passagère" in response.content.decode()
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_personal_pages_are_never_kept(client):
    from tests.factories.cast import make_user

    client.force_login(make_user(None), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/compte/").headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_teeth_without_the_middleware_the_fault_is_seen(monkeypatch, settings):
    monkeypatch.setattr(headers, "ALWAYS", {})
    settings.SECURE_CONTENT_TYPE_NOSNIFF = False
    assert header_faults(Client(), "/connexion/") != []
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "csp" not in name]
    assert any("policy" in fault for fault in header_faults(Client(), "/connexion/"))


def test_https_settings_use_host_cookies_and_hsts():
    import os
    import subprocess
    import sys

    code = (
        "from django.conf import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SECURE_HSTS_SECONDS, s.SESSION_COOKIE_SECURE)"
    )
    environment = {**os.environ, "MAILLAGE_HTTPS": "1", "DJANGO_SETTINGS_MODULE": "maillage.config.settings"}
    out = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert out.stdout.split() == ["__Host-session", "__Host-csrf", "31536000", "True"]
