"""Protecting an account and signing in again, as a person does: a code, a recovery code, a passkey."""

from __future__ import annotations

import re
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_pages import overflow, sign_in, violations

pytestmark = pytest.mark.e2e
PERSON = "mediatrice@demo.example"


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Se déconnecter").click()


@pytest.fixture
def local(site: str) -> str:
    """A passkey belongs to a name, never to a number: the same site under its name."""
    return site.replace("127.0.0.1", "localhost")


@pytest.fixture
def device(fresh: Page):
    """A telephone that always recognises its owner."""
    session = fresh.context.new_cdp_session(fresh)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, made["authenticatorId"]


def test_a_passkey_is_added_and_opens_a_session_alone(local, fresh: Page, device, axe, screenshots: Path | None):
    session, authenticator = device
    sign_in(fresh, local, PERSON)
    fresh.goto(f"{local}/compte/securite/")
    fresh.fill("#cle-nom", "Téléphone d’essai")
    fresh.get_by_role("button", name="Ajouter une clé d’accès").click()
    expect(fresh.get_by_text("La clé d’accès est ajoutée.")).to_be_visible()
    assert violations(axe, fresh) == []
    if screenshots:
        fresh.screenshot(path=screenshots / "securite-compte-bureau.png")
    sign_out(fresh)
    fresh.goto(f"{local}/connexion/")
    session.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    fresh.get_by_role("button", name="Utiliser une clé d’accès").click()
    expect(fresh.get_by_text("La clé d’accès n’a pas servi")).to_be_visible()
    session.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": True})
    fresh.get_by_role("button", name="Utiliser une clé d’accès").click()
    expect(fresh.get_by_role("button", name="Se déconnecter")).to_be_visible()
    fresh.goto(f"{local}/compte/securite/")
    expect(fresh.get_by_role("row", name=re.compile("Clé d’accès.*Celle-ci"))).to_be_visible()
    fresh.get_by_role("button", name="Retirer la clé Téléphone d’essai").click()
    expect(fresh.get_by_text("La clé d’accès est retirée")).to_be_visible()


def test_codes_are_set_up_then_asked_and_a_recovery_code_replaces_them(site, fresh: Page, axe, screenshots):
    sign_in(fresh, site, PERSON)
    fresh.goto(f"{site}/compte/securite/code/")
    secret = fresh.locator("code").inner_text()
    assert fresh.locator("svg.qr").get_attribute("viewBox")
    assert violations(axe, fresh) == []
    if screenshots:
        fresh.screenshot(path=screenshots / "codes-bureau.png")
    fresh.fill("#id_code", pyotp.TOTP(secret).now())
    fresh.get_by_role("button", name="Vérifier le code").click()
    recovery = fresh.locator(".recovery code").first.inner_text()
    assert violations(axe, fresh) == []
    sign_out(fresh)
    sign_in(fresh, site, PERSON)
    expect(fresh.get_by_role("heading", name="Votre code")).to_be_visible()
    fresh.set_viewport_size({"width": 360, "height": 800})
    assert overflow(fresh) <= 0
    assert violations(axe, fresh) == []
    fresh.fill("#id_code", recovery)
    fresh.keyboard.press("Enter")
    expect(fresh.get_by_role("button", name="Se déconnecter")).to_be_visible()
    fresh.goto(f"{site}/compte/securite/")
    assert overflow(fresh) <= 0
    expect(fresh.get_by_text("Codes de secours restants : 9")).to_be_visible()
    fresh.get_by_role("button", name="Retirer les codes").click()
    expect(fresh.get_by_role("link", name="Ajouter des codes")).to_be_visible()
