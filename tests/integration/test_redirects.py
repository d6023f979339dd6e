"""G15: no parameter leads to another host, however it is written; every parameter that leads somewhere is known."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

import maillage
from maillage.programme.people.enums import Role, SignInWay
from maillage.programme.people.views import sign_in
from tests.factories.cast import PASSWORD, make_user
from tests.factories.governance_meetings import opened
from tests.factories.hostile import ELSEWHERE

pytestmark = pytest.mark.django_db
PACKAGE = Path(maillage.__file__).parent
SENDERS = {"redirect", "HttpResponseRedirect", "HttpResponsePermanentRedirect", "RedirectView"}
# Each is tried below, or can only be an address of this site.
KNOWN = {
    "programme/people/views/sign_in.py: redirect(target)",
    "programme/governance/views/attendance.py: redirect(own_address(request, request.POST.get('retour', ''), sheet))",
    # Built by the product from the keys of the page.
    "programme/governance/views/live.py: redirect(_address(public_id, item_id))",
    "programme/governance/views/live.py: redirect(_address(public_id, found.item_id))",
    "programme/funding/views/requests.py: redirect(reverse('funding:request_new', kwargs=keys))",
    # A paper that is a link: the page says so, and only those who manage the meeting may give one.
    "programme/governance/views/agenda.py: redirect(found.url)",
}
PAGE = "http://testserver/connexion/"


def host_led_to(location: str) -> str:
    """Where a browser goes, which reads `\\` as `/` and forgets tabs, line ends and blanks around."""
    read = re.sub(r"[\t\r\n]", "", location).strip("\x00\x20").replace("\\", "/")
    scheme, _, rest = read.partition(":")
    if scheme.lower() in ("http", "https") and rest:
        read = f"{scheme}://{rest.lstrip('/')}"
    elif read.startswith("//"):
        read = f"//{read.lstrip('/')}"
    try:
        return urlsplit(urljoin(PAGE, read)).netloc
    except ValueError:
        return "illisible"


def led_away(client: Client, path: str, field: str, data: dict[str, str]) -> list[str]:
    """The addresses of the list that a form takes someone to."""
    found, client.raise_request_exception = [], False
    for address in ELSEWHERE:
        answer = client.post(path, {**data, field: address})
        location = answer.headers.get("Location", "")
        if answer.status_code >= 500 or not location or host_led_to(location) != "testserver":
            found.append(f"{address!r} -> {answer.status_code} {location!r}")
    return found


def test_signing_in_never_leads_elsewhere(client, record_property):
    make_user(Role.MEDIATOR)
    found = led_away(client, "/connexion/", "next", {"email": "mediator@cast.example", "password": PASSWORD})
    record_property("adresses trompeuses essayées", len(ELSEWHERE))
    assert found == []


def test_a_code_never_leads_elsewhere(client, monkeypatch):
    make_user(Role.MEDIATOR)
    monkeypatch.setattr(sign_in.selectors, "has_second_factor", lambda user: True)
    monkeypatch.setattr(sign_in.second_factor, "check_code", lambda **kwargs: SignInWay.CODE)
    found = []
    for address in ELSEWHERE:
        browser = Client()
        browser.post("/connexion/", {"email": "mediator@cast.example", "password": PASSWORD, "next": address})
        location = browser.post("/connexion/code/", {"code": "123456"}).headers["Location"]
        found += [] if host_led_to(location) == "testserver" else [address]
    assert found == []


def test_a_passkey_never_leads_elsewhere(monkeypatch):
    user = make_user(Role.MEDIATOR)
    monkeypatch.setattr(sign_in.second_factor, "check_passkey", lambda **kwargs: user)
    monkeypatch.setattr(sign_in.passkeys, "spent_challenge", lambda request: b"")
    found = []
    for address in ELSEWHERE:
        sent = {"credential": {}, "next": address}
        answer = Client().post("/connexion/cle/", sent, content_type="application/json")
        found += [] if host_led_to(answer.json()["next"]) == "testserver" else [address]
    assert found == []


def test_a_change_of_presence_never_leads_elsewhere(client):
    client.force_login(make_user(Role.CO_PILOT), backend="django.contrib.auth.backends.ModelBackend")
    meeting = opened()
    line = meeting.attendances.first()
    path = reverse("governance:attendance_change", kwargs={"public_id": meeting.public_id, "attendance_id": line.pk})
    assert led_away(client, path, "retour", {"acte": "arrivee"}) == []


def redirects_to_a_value() -> set[str]:
    """Views that send someone to an address that is computed, not to a page named in the code."""
    found = set()
    for file in sorted(PACKAGE.rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", getattr(call.func, "attr", "")) in SENDERS:
                named = call.args and isinstance(call.args[0], ast.Constant)
                found |= set() if named else {f"{file.relative_to(PACKAGE)}: {ast.unparse(call)}"}
    return found


def test_every_redirect_to_a_value_is_known():
    assert redirects_to_a_value() == KNOWN


def test_signing_in_again_in_another_tab_opens_a_session_of_its_own(client):
    make_user(Role.MEDIATOR)
    keys = []
    for _ in range(2):
        assert client.post("/connexion/", {"email": "mediator@cast.example", "password": PASSWORD}).status_code == 302
        keys.append(client.session.session_key)
    assert keys[0] != keys[1]
    assert not Session.objects.filter(session_key=keys[0]).exists()


def test_teeth_a_redirect_that_trusts_is_seen(client, monkeypatch):
    make_user(Role.MEDIATOR)
    monkeypatch.setattr(sign_in, "own_address", lambda request, asked, otherwise: asked)
    found = led_away(client, "/connexion/", "next", {"email": "mediator@cast.example", "password": PASSWORD})
    assert len(found) >= 15


@pytest.mark.parametrize("address", ["//evil.example", "/\\evil.example", "/\t/evil.example", "https:evil.example"])
def test_teeth_each_way_out_is_read_as_a_browser_reads_it(address):
    assert host_led_to(address) == "evil.example"
