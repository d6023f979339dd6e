"""G14: a password alone does not open a protected account; codes serve once; sessions are seen and closed."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pyotp
import pytest
from django.test import Client
from django.utils import timezone

from maillage.programme.journal.models import Entry
from maillage.programme.people import codes
from maillage.programme.people.enums import Role, SignInWay
from maillage.programme.people.models import Authenticator, OpenSession, RecoveryCode, User
from maillage.programme.people.rules import Protected, must_have_second_factor
from maillage.programme.people.selectors import secret_of
from maillage.programme.people.services import second_factor
from tests.factories.cast import PASSWORD, make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)


@pytest.fixture
def person():
    return make_user(Role.MEDIATOR)


@pytest.fixture
def protected(person):
    """A person with codes; returns the secret and the recovery codes."""
    second_factor.prepare_authenticator(user=person, by=person)
    secret = secret_of(person)
    made = second_factor.confirm_authenticator(user=person, code=pyotp.TOTP(secret).now(), by=person)
    # The next sign-in happens in a later half-minute.
    Authenticator.objects.update(last_step=0)
    return secret, made


def first_step(client: Client, person: User, **more: str):
    return client.post("/connexion/", {"email": person.email, "password": PASSWORD, **more})


def signed_in(client: Client) -> bool:
    return client.get("/compte/").status_code == 200


def test_a_password_alone_opens_nothing_then_the_code_does(client, person, protected):
    assert first_step(client, person, next="/compte/").headers["Location"] == "/connexion/code/"
    assert not signed_in(client)
    answer = client.post("/connexion/code/", {"code": f" {pyotp.TOTP(protected[0]).now()} "})
    assert answer.headers["Location"] == "/compte/"
    assert signed_in(client)
    assert OpenSession.objects.get().way == SignInWay.CODE
    assert Entry.objects.get(action="session.opened").details == {"way": "code"}


def test_teeth_without_the_second_step_the_password_is_enough(client, person, protected, monkeypatch):
    monkeypatch.setattr("maillage.programme.people.selectors.has_second_factor", lambda user: False)
    first_step(client, person)
    assert signed_in(client)


def test_a_code_serves_once(person, protected):
    code = pyotp.TOTP(protected[0]).now()
    assert second_factor.check_code(user=person, code=code) == SignInWay.CODE
    with pytest.raises(second_factor.WrongCodeError, match="déjà servi"):
        second_factor.check_code(user=person, code=code)


def test_a_recovery_code_serves_once_however_it_is_typed(client, person, protected):
    code = protected[1][3]
    first_step(client, person)
    assert client.post("/connexion/code/", {"code": code.upper().replace("-", " ")}).status_code == 302
    assert signed_in(client)
    assert OpenSession.objects.get().way == SignInWay.RECOVERY
    with pytest.raises(second_factor.WrongCodeError):
        second_factor.check_code(user=person, code=code)
    assert RecoveryCode.objects.filter(used_at=None).count() == 9
    assert not RecoveryCode.objects.filter(digest__icontains=code[:5]).exists()


@pytest.mark.parametrize("code", ["000000", "12345", "abcdefghij", "１２３４５６", "<b>1</b>", "-"])
def test_a_wrong_code_is_refused_in_words(client, person, protected, code):
    first_step(client, person)
    page = client.post("/connexion/code/", {"code": code})
    assert "Ce code n’est pas le bon" in page.content.decode()
    assert not signed_in(client)


def test_wrong_codes_lock_the_account_like_wrong_passwords(client, person, protected, settings):
    settings.AXES_ENABLED = True
    first_step(client, person)
    statuses = [client.post("/connexion/code/", {"code": "000000"}).status_code for _ in range(6)]
    assert statuses[:4] == [200] * 4
    assert statuses[4:] == [429, 429]
    right = client.post("/connexion/code/", {"code": pyotp.TOTP(protected[0]).now()})
    assert right.status_code != 302
    assert not signed_in(client)


def test_the_second_step_waits_ten_minutes_and_needs_the_first(client, person, protected):
    assert client.get("/connexion/code/").headers["Location"] == "/connexion/"
    first_step(client, person)
    session = client.session
    session["pending"] = {**session["pending"], "at": int(timezone.now().timestamp()) - 601}
    session.save()
    answer = client.post("/connexion/code/", {"code": pyotp.TOTP(protected[0]).now()}, follow=True)
    assert "plus de dix minutes" in answer.content.decode()
    assert not signed_in(client)


def test_codes_are_set_up_from_the_page_and_the_secret_is_sealed(client, person):
    first_step(client, person)
    page = client.get("/compte/securite/code/").content.decode()
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page)[1]
    assert "<svg" in page
    assert secret not in Authenticator.objects.get().secret
    assert "Ce code n’est pas le bon" in client.post("/compte/securite/code/", {"code": "000000"}).content.decode()
    shown = client.post("/compte/securite/code/", {"code": pyotp.TOTP(secret).now()}).content.decode()
    assert len(re.findall(r"<li><code>\w{5}-\w{5}</code>", shown)) == 10
    assert client.get("/compte/securite/code/").status_code == 302
    assert client.post("/compte/securite/code/retirer/").status_code == 302
    assert not Authenticator.objects.exists()
    assert not RecoveryCode.objects.exists()


def test_an_old_session_shows_who_it_is_before_changing_the_locks(client, person):
    first_step(client, person)
    session = client.session
    session["opened_at"] = session["seen_at"] = int(timezone.now().timestamp()) - 901
    session.save()
    assert client.get("/compte/securite/code/").headers["Location"] == "/compte/securite/confirmer/"
    assert client.post("/compte/securite/cle/defi/").status_code == 403
    assert "Ce n’est pas" in client.post("/compte/securite/confirmer/", {"password": "faux"}).content.decode()
    assert client.post("/compte/securite/confirmer/", {"password": PASSWORD}).status_code == 302
    assert client.get("/compte/securite/code/").status_code == 200


def test_a_session_is_seen_from_another_and_closed(person):
    here, there = Client(), Client(headers={"User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/130.0"})
    first_step(here, person)
    first_step(there, person)
    page = here.get("/compte/securite/").content.decode()
    assert "Firefox sous Linux" in page
    assert "Celle-ci" in page
    other = OpenSession.objects.get(browser="Firefox sous Linux")
    assert here.post(f"/compte/securite/session/{other.public_id}/fermer/").status_code == 302
    assert signed_in(here)
    assert not signed_in(there)


def test_nobody_closes_the_session_of_another(person):
    first_step(Client(), person)
    stranger, theirs = Client(), OpenSession.objects.get()
    stranger.force_login(make_user(Role.ADMINISTRATOR), backend="django.contrib.auth.backends.ModelBackend")
    stranger.post(f"/compte/securite/session/{theirs.public_id}/fermer/")
    assert OpenSession.objects.filter(pk=theirs.pk).exists()


def test_a_session_changes_its_key_at_sign_in_and_stays_listed_after_a_new_password(client, person):
    client.get("/connexion/?next=/compte/")
    session = client.session
    session["seed"] = 1
    session.save()
    before = session.session_key
    first_step(client, person)
    assert client.session.session_key != before
    new = "Tisser-un-autre-reseau-96"
    client.post("/compte/mot-de-passe/", {"current": PASSWORD, "password": new})
    assert OpenSession.objects.get().session_key == client.session.session_key
    assert "Celle-ci" in client.get("/compte/securite/").content.decode()


@pytest.mark.parametrize(
    ("asked", "role", "owed"),
    [
        (Protected.NOBODY, Role.ADMINISTRATOR, False),
        (Protected.ADMINISTRATORS, Role.ADMINISTRATOR, True),
        (Protected.ADMINISTRATORS, Role.CO_PILOT, False),
        (Protected.EVERYONE, Role.MEDIATOR, True),
    ],
)
def test_who_must_have_a_second_factor(client, settings, asked, role, owed):
    assert must_have_second_factor({role}, asked) is owed
    settings.SECOND_FACTOR = asked.value
    person = make_user(role)
    first_step(client, person)
    answer = client.get("/compte/")
    assert (answer.status_code, answer.headers.get("Location")) == ((302, "/compte/securite/") if owed else (200, None))
    assert client.get("/compte/securite/").status_code == 200


def test_a_code_early_or_late_by_one_step_is_accepted_and_no_more():
    secret = codes.new_secret()
    step = int(NOW.timestamp()) // codes.STEP_SECONDS
    for drift in (-2, -1, 0, 1, 2):
        code = pyotp.TOTP(secret).at((step + drift) * codes.STEP_SECONDS)
        assert (codes.accepted_step(secret, code, NOW, after=0) is not None) == (abs(drift) <= 1)
    code = pyotp.TOTP(secret).at(step * codes.STEP_SECONDS)
    assert codes.accepted_step(secret, code, NOW, after=step) is None


@pytest.mark.parametrize("sent", ["", "{}", "[]", '{"credential": 1}', '{"credential": {"id": "x"}}', "nul\0"])
def test_a_forged_passkey_opens_nothing(client, sent):
    for challenged in (False, True):
        if challenged:
            client.post("/connexion/cle/defi/")
        answer = client.post("/connexion/cle/", sent, content_type="application/json")
        assert answer.status_code == 400
        assert "n’a pas été reconnue" in answer.json()["fault"]


def test_signing_in_again_in_the_same_browser_changes_the_key(client, person):
    first_step(client, person)
    before = client.session.session_key
    assert first_step(client, person).status_code == 302
    assert client.session.session_key != before
    assert signed_in(client)


@pytest.mark.parametrize("asked", ["//evil.example/", "https:evil.example", "/\\evil.example", "mot", "javascript:x"])
def test_a_way_back_that_is_not_a_path_of_this_site_leads_home(client, person, asked):
    assert first_step(client, person, next=asked).headers["Location"] == "/"
