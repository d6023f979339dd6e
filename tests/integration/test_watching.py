"""G27: machines learn how the installation is, and neither logs nor measures ever tell of anyone."""

from __future__ import annotations

import io
import json
import logging
import logging.config

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, connection
from django.test import Client

from maillage.config import nightly
from maillage.config.watching import marks
from maillage.config.watching.logs import STRUCK, JsonFormatter, QuietFormatter, TextFormatter, logging_of, redact
from maillage.programme.people.enums import Role
from tests.factories.cast import make_user

pytestmark = pytest.mark.django_db
EMAIL, PHONE, NIR, IBAN = (
    "canari@cast.example",
    "06 39 98 01 23",
    "2 85 05 95 585 036 42",
    "FR7630006000011234567890189",
)
CANARIES = (EMAIL, "canari%40cast.example", PHONE, NIR, IBAN)


@pytest.fixture
def lines():
    """What the product writes, as JSON, while the test runs."""
    stream = io.StringIO()
    told = logging_of("json")
    told["handlers"]["console"] |= {"stream": stream}
    logging.config.dictConfig(told)
    yield stream
    logging.config.dictConfig(logging_of("texte"))


def visit_with_canaries(client: Client, monkeypatch) -> None:
    """A person's data where it should never be: address, query, form, headers, and a fault of ours."""
    client.get(f"/territoires/{EMAIL}/?courriel={EMAIL}&tel={PHONE}")
    client.get(f"/nulle-part/{EMAIL}/{NIR}")
    client.get("/", headers={"Referer": f"https://x.example/?{EMAIL}", "User-Agent": EMAIL, "Cookie": f"a={EMAIL}"})
    client.get("/", headers={"Host": "canari.evil.example"})
    client.post("/connexion/", {"email": EMAIL, "password": PHONE})
    client.post("/gouvernance/candidature/", {"email": EMAIL, "phone": PHONE, "motivation": NIR})

    def broken(*args, **kwargs):
        raise RuntimeError(f"échec pour {EMAIL}, {PHONE}, {NIR}, {IBAN}")

    monkeypatch.setattr("maillage.portal.views.territories_named", broken)
    Client(raise_request_exception=False).get(f"/recherche/?q={EMAIL}")


def leaks(text: str) -> list[str]:
    return [canary for canary in (*CANARIES, "canari.evil") if canary in text]


def test_no_line_of_log_tells_of_anyone(lines, client, monkeypatch, settings):
    settings.AXES_ENABLED = True
    visit_with_canaries(client, monkeypatch)
    written = lines.getvalue()
    assert written.count("demande") >= 6
    assert leaks(written) == []
    told = [json.loads(line) for line in written.splitlines()]
    assert {"portal:search", "people:login"} <= {one.get("route") for one in told}
    assert any("RuntimeError" in one.get("traceback", "") for one in told)
    assert "/recherche" not in written
    assert all("127.0.0.1" not in line for line in written.splitlines())


def test_teeth_without_the_redaction_the_canary_is_seen(lines, client, monkeypatch):
    monkeypatch.setattr("maillage.config.watching.logs.redact", lambda text: text)
    monkeypatch.setattr("maillage.config.watching.logs.OF_THE_MACHINE", Exception)
    visit_with_canaries(client, monkeypatch)
    assert EMAIL in leaks(lines.getvalue())


def test_teeth_the_message_of_django_shows_the_address(lines, client, monkeypatch):
    monkeypatch.setattr(QuietFormatter, "words", lambda self, record: record.getMessage())
    visit_with_canaries(client, monkeypatch)
    assert "/recherche" in lines.getvalue()


def a_fault(error: Exception, before: Exception | None = None) -> logging.LogRecord:
    """The record of a fault, raised while another was handled."""
    try:
        try:
            raise before or ValueError("rien")
        except Exception:
            raise error  # noqa: B904 - the context is what is tried
    except Exception as raised:
        return logging.LogRecord("x", logging.ERROR, "f", 1, "panne", (), (type(raised), raised, raised.__traceback__))


@pytest.mark.parametrize("formatter", [TextFormatter(), JsonFormatter()])
def test_what_was_typed_stays_out_of_the_traceback_and_what_the_machine_says_stays_in(formatter):
    row = IntegrityError("DETAIL: Failing row contains (7, Odile Canari, 1951).")
    lost = OperationalError("disk full")
    file = FileNotFoundError(2, "No such file or directory", "/var/Odile Canari.pdf")
    written = "".join(
        formatter.format(record)
        for record in (a_fault(row), a_fault(lost, row), a_fault(file), a_fault(KeyError("Odile")))
    )
    assert "Odile" not in written
    for told in ("IntegrityError", "disk full", "No such file", "KeyError", "test_watching.py"):
        assert told in written


@pytest.mark.parametrize(
    "words",
    ["Invalid request from ip=192.0.2.7: Invalid Method 'Odile'", "Error handling request /reponse/192.0.2.7?q=Odile"],
)
def test_what_gunicorn_says_of_a_request_tells_neither_who_nor_what(words):
    record = logging.LogRecord("gunicorn.error", logging.WARNING, "f", 1, words, (), None)
    written = TextFormatter().format(record)
    assert "192.0.2.7" not in written
    assert "Odile" not in written
    assert "request" in written


def test_the_number_of_a_request_is_never_struck():
    record = logging.LogRecord("maillage.requests", logging.ERROR, "f", 1, "demande", (), None)
    record.request_id = "a0612345678b4c8da0612345678b4c8d"
    assert record.request_id in TextFormatter().format(record)


def test_a_very_long_word_is_read_once():
    assert redact("a" * 300_000) == "a" * 300_000


@pytest.mark.parametrize(
    "canary", [*CANARIES, "+33 (0)6 39 98 01 23", "06\u00a039\u00a098\u00a001\u00a023", "7 85 62 95 585 036"]
)
@pytest.mark.parametrize("formatter", [TextFormatter(), JsonFormatter()])
def test_what_designates_a_person_is_struck_in_a_message_and_in_its_arguments(canary, formatter):
    record = logging.LogRecord("x", logging.ERROR, "f", 1, "envoi à %s échoué", (canary,), None)
    assert canary not in formatter.format(record)
    assert STRUCK in formatter.format(record)


@pytest.mark.parametrize(
    "text", ["code 95585, 183 communes", "le 27/11/2026 à 14:05:33.120", "0.123456789", "a3f09b2c", "1 200 lieux"]
)
def test_figures_that_are_nobody_s_stay(text):
    assert redact(text) == text


def test_each_answer_has_its_number(client):
    numbers = {client.get(address).headers["X-Request-ID"] for address in ("/", "/nulle-part/", "/sante/")}
    assert len(numbers) == 3


def test_alive_and_ready(client, monkeypatch):
    assert client.get("/sante/").json() == {"état": "bon"}
    answer = client.get("/sante/pret/")
    assert (answer.status_code, answer.json()) == (200, {"état": "bon", "manque": []})
    assert "no-store" in answer.headers["Cache-Control"]
    assert not answer.cookies

    def away(*args):
        raise DatabaseError("secret du serveur")

    monkeypatch.setattr("maillage.config.watching.measures.MigrationExecutor", away)
    answer = client.get("/sante/pret/")
    assert (answer.status_code, answer.json()["manque"]) == (503, ["base de données"])
    assert "secret" not in answer.content.decode()
    assert client.get("/sante/").status_code == 200


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer faux", "Basic jeton", "jeton"])
def test_measures_are_hidden_from_who_has_no_token(client, settings, given):
    settings.METRICS_TOKEN = ""
    assert client.get("/sante/mesures/", headers={"Authorization": given}).status_code == 404
    settings.METRICS_TOKEN = "jeton"
    assert client.get("/sante/mesures/", headers={"Authorization": given}).status_code == 404


def test_measures_count_by_route_and_name_nobody(client, settings, monkeypatch):
    settings.METRICS_TOKEN = "jeton"
    make_user(Role.MEDIATOR)
    visit_with_canaries(client, monkeypatch)
    client.generic("BREW-COFFEE", "/")
    marks.leave("backup")
    text = client.get("/sante/mesures/", headers={"Authorization": "Bearer jeton"}).content.decode()
    assert 'maillage_requests_total{method="POST",route="people:login",status="200"}' in text
    assert 'method="autre"' in text
    assert "maillage_journal_entries 1.0" in text
    assert "maillage_backup_age_seconds" in text
    assert "maillage_database_bytes" in text
    assert leaks(text) == []
    assert "COFFEE" not in text


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_says_so_and_the_fault_of_ours_stays_ours(client, monkeypatch):
    def refuse(execute, sql, params, many, context):
        raise OperationalError("database or disk is full")

    client.raise_request_exception = False
    with connection.execute_wrapper(refuse):
        answer = client.get("/lieux/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "120")
    assert "Rien de ce que vous venez d’envoyer n’a été gardé" in answer.content.decode()

    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("maillage.portal.views.territories_named", broken)
    assert client.get("/recherche/?q=a").status_code == 500


def test_measures_are_given_without_what_a_lost_database_would_tell(client, settings):
    settings.METRICS_TOKEN = "jeton"

    def refuse(execute, sql, params, many, context):
        raise OperationalError

    with connection.execute_wrapper(refuse):
        answer = client.get("/sante/mesures/", headers={"Authorization": "Bearer jeton"})
    assert answer.status_code == 200
    assert "maillage_disk_free_bytes" in answer.content.decode()
    assert "maillage_journal_entries" not in answer.content.decode()


def test_a_night_that_fails_tells_of_nobody(monkeypatch):
    def broken(*args):
        raise RuntimeError(f"refusé : {EMAIL}")

    said: list[str] = []
    monkeypatch.setattr(nightly, "call_command", broken)
    assert nightly._done("send_notices", nightly._command("send_notices"), said.append) is False
    assert said == [f"Échec  send_notices : refusé : {STRUCK}"]
