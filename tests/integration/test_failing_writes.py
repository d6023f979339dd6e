"""G9: each write of each act fails in turn: nothing is half done, nothing is sent, and the page says so."""

from __future__ import annotations

import contextlib
from collections import Counter
from functools import partial

import pytest
from django.core import mail
from django.core.mail import send_mail
from django.db import OperationalError, transaction
from django.test import Client

from maillage.programme.people.enums import Role
from maillage.programme.people.models import Organisation, User
from tests.factories.cast import make_user
from tests.factories.crawl import Form, walk, why
from tests.factories.failing import half_states, undone
from tests.factories.whole import kept_for_a_module

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
SECRET = dict.fromkeys(("password", "password1", "password2"), "Tisser-le-reseau-95")
PERSON = {"email": "autre@cast.example", "full_name": "Personne Deux", "roles": ["mediator"], **SECRET}
# They end the visit, or open another.
SPARED = {"people:logout", "people:password", "people:login"}
# Each message is an act of its own, so that a failure does not send again those that left: tried apart.
ONE_BY_ONE = {"governance:convocation_send"}


@pytest.fixture(autouse=True)
def asked_elsewhere(uncommitted, settings):
    # A long calculation is asked for by the act, and made by another process.
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@pytest.fixture(scope="module")
def whole(django_db_setup, django_db_blocker):
    """The demonstration, taken back after."""
    with kept_for_a_module(django_db_blocker) as links:
        yield links


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user, backend=BACKEND)
    return client


def test_an_account_is_opened_whole_or_not_at_all():
    client = signed_in(make_user(Role.ADMINISTRATOR))
    with undone() as writes:
        assert client.post("/utilisateurs/nouveau/", PERSON).status_code == 302
    assert {"people_user", "journal_entry"} <= writes.tables
    assert half_states(lambda: client.post("/utilisateurs/nouveau/", PERSON)) == []


@pytest.mark.long
def test_no_form_of_the_product_leaves_anything_half_done(whole, record_property):
    client = signed_in(User.objects.get(email="admin@demo.example"))
    forms = [one for one in walk(client, most=2, more=whole).forms.values() if one.method == "POST"]
    tried = [form for form in forms if form.route not in SPARED | ONE_BY_ONE]
    acting = {form: writes for form in tried if (writes := written(client, form)) > 1}
    found = [f"{form.route} : {fault}" for form in acting for fault in half_states(partial(sent, client, form))]
    record_property("actes essayés", len(acting))
    record_property("écritures de ces actes", sum(acting.values()))
    assert found == []
    assert len(acting) > 15


@pytest.mark.long
def test_a_convocation_stopped_at_any_write_then_sent_again_reaches_each_person_once(whole):
    client = signed_in(User.objects.get(email="admin@demo.example"))
    form = next(one for one in walk(client, most=6).forms.values() if one.route == "governance:convocation_send")
    total, reached = written(client, form), set()
    for number in range(1, total + 1):
        already = len(mail.outbox)
        with undone(number) as attempt:
            assert sent(client, form).status_code in (302, 503)
            sent(client, form)
        persons = Counter(address for message in mail.outbox[already:] for address in message.to)
        assert attempt.failed
        assert set(persons.values()) == {1}
        reached.add(len(persons))
    assert max(reached) > 1


def sent(client: Client, form: Form):
    answer = client.post(form.action, form.data())
    assert answer.status_code != 500, why(answer)
    return answer


def written(client: Client, form: Form) -> int:
    """How many writes the act makes when an obliging person sends the form."""
    with undone() as writes:
        sent(client, form)
    return writes.count


def twice() -> None:
    with contextlib.suppress(OperationalError):
        Organisation.objects.create(name="Une")
        Organisation.objects.create(name="Deux")


def sending() -> None:
    send_mail("Objet", "Texte", None, ["a@cast.example"])
    with contextlib.suppress(OperationalError):
        Organisation.objects.create(name="Une")


@pytest.mark.parametrize(("act", "word"), [(twice, "people_organisation reste"), (sending, "un message est parti")])
def test_teeth_an_act_without_transaction_is_seen(act, word):
    assert any(word in fault for fault in half_states(act))


def test_teeth_an_act_that_hides_its_failure_is_seen():
    class Done:
        status_code = 302

    def hidden():
        with contextlib.suppress(OperationalError), transaction.atomic():
            Organisation.objects.create(name="Une")
        return Done()

    assert half_states(hidden) == ["écriture 1/1 : dit 302"]
