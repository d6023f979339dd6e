"""A public page is written once for its visitors until an act changes something; nobody is served another's page."""

from __future__ import annotations

import pytest
from django.conf import settings as live
from django.core.cache import caches
from django.test import Client
from django.urls import get_resolver, resolve, reverse

from maillage.config import sharing
from maillage.programme.journal.services import record
from maillage.programme.people.enums import Role
from maillage.programme.people.rules import Capability
from maillage.programme.places.services.reports import file_report
from tests.factories.cast import make_user
from tests.factories.places import make_geography, make_place

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def pages(settings, monkeypatch):
    """The shared pages as an installation keeps them, in a minute that does not pass."""
    kept = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "tests"}
    settings.CACHES = live.CACHES | {"pages": kept}
    caches["pages"].clear()
    monkeypatch.setattr(sharing.time, "time", lambda: 1_800_000_000.0)
    yield caches["pages"]
    caches["pages"].clear()


@pytest.fixture
def place():
    make_geography()
    return make_place()


def page_of(place) -> str:
    return reverse("places:place", kwargs={"public_id": place.public_id})


def views_of(resolver) -> list:
    """Every view of the product."""
    return [
        view
        for one in resolver.url_patterns
        for view in (views_of(one) if hasattr(one, "url_patterns") else [one.callback])
    ]


def rename(place, name: str) -> None:
    """A change that tells nobody: what a shared page goes on hiding."""
    type(place).objects.filter(pk=place.pk).update(name=name)


def shown(client: Client, place, name: str) -> bool:
    return name in client.get(page_of(place)).content.decode()


def test_the_second_visitor_is_given_the_page_of_the_first(pages, place):
    first = Client().get(page_of(place))
    rename(place, "Un autre nom")
    second = Client().get(page_of(place))
    assert second.content == first.content
    assert second.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]
    assert second.headers["X-Frame-Options"] == "DENY"


def test_any_act_makes_the_page_anew(pages, place):
    Client().get(page_of(place))
    rename(place, "Un autre nom")
    record(actor=None, action="essai", object_type="essai", object_id="1", details={})
    assert shown(Client(), place, "Un autre nom")


def test_signing_in_leaves_the_pages_of_others_as_they_are(pages, place):
    Client().get(page_of(place))
    rename(place, "Un autre nom")
    record(actor=None, action="session.opened", object_type="essai", object_id="1", details={})
    assert not shown(Client(), place, "Un autre nom")


def test_the_next_minute_makes_the_page_anew(pages, place, monkeypatch):
    Client().get(page_of(place))
    rename(place, "Un autre nom")
    monkeypatch.setattr(sharing.time, "time", lambda: 1_800_000_060.0)
    assert shown(Client(), place, "Un autre nom")


def test_who_has_the_page_already_is_sent_nothing(pages, place):
    first = Client().get(page_of(place))
    again = Client().get(page_of(place), headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_session_neither_reads_nor_writes_shared_pages(pages, place):
    agent = Client()
    agent.force_login(make_user(Role.ADMINISTRATOR), backend=BACKEND)
    before = agent.get(page_of(place)).content.decode()
    assert "Se déconnecter" in before
    assert not shown(Client(), place, "Se déconnecter")
    rename(place, "Un autre nom")
    assert shown(agent, place, "Un autre nom")


def test_pages_that_give_a_token_or_are_not_marked_are_made_each_time(pages, place, monkeypatch):
    address = reverse("places:report", kwargs={"public_id": place.public_id})
    monkeypatch.setattr(resolve(address).func, "shared", 60, raising=False)
    one, other = (Client().get(address).content for _ in range(2))
    assert one != other
    monkeypatch.setattr(caches["pages"], "set", None)
    assert Client().get(reverse("portal:help")).status_code == 200


def test_only_pages_open_to_all_are_shared():
    marked = [view for view in views_of(get_resolver()) if getattr(view, "shared", 0)]
    assert len(marked) > 10
    assert {view.access for view in marked} == {Capability.SEE_PUBLIC}


def test_each_address_has_its_own(pages, place):
    Client().get(page_of(place))
    rename(place, "Un autre nom")
    assert shown(Client(), place, "Un autre nom") is False
    assert "Un autre nom" in Client().get(f"{page_of(place)}?vu=1").content.decode()


def test_a_real_act_is_seen_at_once(pages, place):
    Client().get(page_of(place))
    rename(place, "Un autre nom")
    file_report(place=place, kind="hours", message="Faux", contact="")
    assert shown(Client(), place, "Un autre nom")


def test_teeth_a_page_shared_whatever_the_journal_says_is_seen(pages, place, monkeypatch):
    monkeypatch.setattr(sharing, "last_sequence", lambda but: 0)
    Client().get(page_of(place))
    rename(place, "Un autre nom")
    record(actor=None, action="essai", object_type="essai", object_id="1", details={})
    assert shown(Client(), place, "Un autre nom") is False


def test_teeth_a_page_shared_by_those_who_signed_in_is_seen(pages, place, monkeypatch):
    monkeypatch.setattr(sharing, "_has_session", lambda request: False)
    agent = Client()
    agent.force_login(make_user(Role.ADMINISTRATOR), backend=BACKEND)
    # The form to sign out gives a token: that alone keeps the page from being shared.
    agent.get(page_of(place))
    assert not shown(Client(), place, "Se déconnecter")
    pages.clear()
    monkeypatch.setattr(sharing, "_can_be_shared", lambda response: True)
    agent.get(page_of(place))
    assert shown(Client(), place, "Se déconnecter")
