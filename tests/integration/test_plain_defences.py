"""What every web application must hold: cookies, forms, sessions, passwords, hosts, methods, mail headers."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.mail import BadHeaderError, EmailMessage
from django.test import Client
from django.utils import timezone

from maillage.config import settings as product
from maillage.programme.people.enums import Role
from maillage.programme.people.models import User
from maillage.programme.people.services.accounts import change_password, create_user, deactivate_user
from tests.factories.cast import PASSWORD, make_user

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
SIGN_IN = {"email": "mediator@cast.example", "password": PASSWORD}
NEW = "Une-autre-phrase-42"


def signed_in(role: Role = Role.MEDIATOR) -> tuple[Client, User]:
    client, user = Client(), make_user(role)
    client.force_login(user, backend=BACKEND)
    return client, user


def cookie_faults(client: Client) -> list[str]:
    """Cookies that a script may read, or that another site may send with a form."""
    open_to_scripts = [name for name, cookie in client.cookies.items() if not cookie["httponly"]]
    sent_from_elsewhere = [name for name, cookie in client.cookies.items() if cookie["samesite"] != "Lax"]
    shared = [name for name, cookie in client.cookies.items() if cookie["domain"] or cookie["path"] != "/"]
    return open_to_scripts + sent_from_elsewhere + shared


def test_cookies_are_closed_to_scripts_and_to_other_sites(client):
    make_user(Role.MEDIATOR)
    client.get("/connexion/")
    client.post("/connexion/", SIGN_IN)
    assert set(client.cookies) == {"maillage-session", "maillage-csrf"}
    assert cookie_faults(client) == []


def test_teeth_an_open_cookie_is_seen(client, settings):
    settings.CSRF_COOKIE_HTTPONLY = False
    client.get("/connexion/")
    assert cookie_faults(client) == ["maillage-csrf"]


def test_a_visitor_gets_no_cookie_before_a_form(client):
    client.get("/diagnostic/methode/")
    assert "maillage-session" not in client.cookies


def test_a_form_without_its_token_is_refused():
    make_user(Role.MEDIATOR)
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/connexion/", SIGN_IN).status_code == 403
    assert "_auth_user_id" not in strict.session


def test_a_closed_session_serves_no_more(client):
    make_user(Role.MEDIATOR)
    client.post("/connexion/", SIGN_IN)
    stolen = client.cookies["maillage-session"].value
    assert client.get("/compte/").status_code == 200
    client.post("/deconnexion/")
    thief = Client()
    thief.cookies["maillage-session"] = stolen
    assert thief.get("/compte/").status_code == 302


def test_a_session_in_use_ends_after_eight_hours_in_all():
    client, _ = signed_in()
    assert client.get("/compte/").status_code == 200
    for age, status in ((8 * 3600 - 60, 200), (8 * 3600, 302)):
        session = client.session
        session["opened_at"] = int(timezone.now().timestamp()) - age
        session.save()
        assert client.get("/compte/").status_code == status


def test_an_unknown_address_costs_a_hash_as_a_known_one_does(client, monkeypatch):
    make_user(Role.MEDIATOR)
    made = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *words: made.append(1) or encode(*words))
    for email in (SIGN_IN["email"], "nobody@cast.example"):
        made.clear()
        client.post("/connexion/", {"email": email, "password": "faux"})
        assert len(made) == 1, email


def test_a_closed_account_loses_its_sessions():
    client, user = signed_in()
    assert client.get("/compte/").status_code == 200
    deactivate_user(user=user, by=make_user(Role.ADMINISTRATOR))
    assert client.get("/compte/").status_code == 302
    assert client.post("/connexion/", SIGN_IN).status_code == 200


def test_a_password_changes_with_the_old_one_alone_and_closes_the_other_sessions():
    client, user = signed_in()
    elsewhere = Client()
    elsewhere.force_login(user, backend=BACKEND)
    refused = client.post("/compte/mot-de-passe/", {"current": "autre", "password": NEW})
    assert refused.status_code == 200
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)
    assert client.post("/compte/mot-de-passe/", {"current": PASSWORD, "password": NEW}).status_code == 302
    assert client.get("/compte/").status_code == 200
    assert elsewhere.get("/compte/").status_code == 302


def test_a_password_is_read_exactly_as_typed(settings):
    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS
    long = "Aé 9!" + "x" * 90
    user = create_user(email="long@cast.example", full_name="Q Z", password=long, by=None)
    assert user.password.startswith("argon2$argon2id$")
    assert long not in user.password
    assert user.check_password(long)
    assert not any(user.check_password(other) for other in (long[:-1], long.lower(), f" {long}", long[:64]))


def test_a_password_given_by_someone_else_must_be_changed():
    client, user = signed_in()
    change_password(user=user, password=NEW, by=make_user(Role.ADMINISTRATOR))
    client.post("/connexion/", {**SIGN_IN, "password": NEW})
    assert client.get("/compte/").headers["Location"] == "/compte/mot-de-passe/"


def test_password_fields_are_masked_and_left_to_password_managers(client):
    page = client.get("/connexion/").content.decode()
    assert 'type="password"' in page
    assert 'autocomplete="current-password"' in page
    assert "onpaste" not in page


def test_no_account_is_there_before_someone_opens_one():
    assert User.objects.count() == 0


def test_each_page_of_a_signed_in_person_offers_to_leave():
    client, _ = signed_in(Role.CO_PILOT)
    for address in ("/", "/compte/", "/lieux/", "/nope/"):
        assert 'action="/deconnexion/"' in client.get(address).content.decode(), address


def test_a_foreign_host_name_is_refused(client):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    assert client.get("/", headers={"x-forwarded-host": "evil.example"}).status_code == 200


def test_no_other_site_may_read_an_answer(client):
    for address in ("/", "/api/v1/places", "/connexion/"):
        answer = client.get(address, headers={"origin": "https://evil.example"})
        assert not [name for name in answer.headers if name.lower().startswith("access-control-")], address


@pytest.mark.parametrize("address", ["/", "/connexion/", "/api/v1/places"])
def test_trace_is_refused(client, address):
    assert client.generic("TRACE", address).status_code == 405


def test_what_is_sent_says_its_type_and_its_letters(client):
    for address in ("/", "/nope/", "/connexion/"):
        assert client.get(address).headers["Content-Type"] == "text/html; charset=utf-8"
    assert client.get("/api/v1/places").headers["Content-Type"] == "application/json; charset=utf-8"


def test_a_path_never_leaves_the_published_folder(client):
    for name in ("..%2f..%2fsecret_key", "%2e%2e/secret_key", "secret_key", "....//secret_key"):
        assert client.get(f"/donnees/{name}").status_code == 404, name
        assert client.get(f"/static/{name}").status_code == 404, name


def test_a_line_break_makes_no_mail_header():
    with pytest.raises(BadHeaderError):
        EmailMessage("Sujet\nBcc: a@evil.example", "", None, ["b@cast.example"]).message()


def test_a_parameter_given_twice_counts_once(client):
    page = client.get("/recherche/?q=zzzz&q=%3Cb%3Eyyyy")
    assert page.status_code == 200
    assert "&lt;b&gt;yyyy" in page.content.decode()
    assert "<b>yyyy" not in page.content.decode()


def test_a_field_that_no_form_names_changes_nothing():
    client, _ = signed_in(Role.ADMINISTRATOR)
    user = make_user(Role.MEMBER)
    sent = {"roles": ["member"], "is_active": "on", "email": "autre@evil.example", "access_version": "9"}
    assert client.post(f"/utilisateurs/{user.public_id}/", sent).status_code == 302
    kept = User.objects.get(pk=user.pk)
    assert (kept.email, kept.access_version) == (user.email, user.access_version)


def test_pages_are_compressed_for_who_asks(client):
    plain, packed = client.get("/"), client.get("/", headers={"accept-encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 2
