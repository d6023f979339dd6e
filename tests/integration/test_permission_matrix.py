"""G1: every route x 7 methods x every role, from the resolver; an undeclared route or a lost guard is seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from maillage.programme.people.enums import Role
from maillage.programme.people.rules import may
from tests.factories.cast import make_user
from tests.permissions import ROUTES, Route

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
WHO = (None, *Role)


def routes(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry, entry.namespace or space)
        else:
            yield (f"{space}:{entry.name}" if space else str(entry.name)), entry


def expected(route: Route, role: Role | None, method: str) -> set[int]:
    """The statuses allowed in one cell."""
    if not may(None if role is None else {role}, route.access):
        return {302} if role is None else {403}
    if method not in route.methods:
        return {405} if method != "OPTIONS" else {200, 405}
    return {200, 302, 404} if method != "POST" else {200, 302, 404, 400}


def faults(client: Client, name: str, role: Role | None) -> list[str]:
    route = ROUTES[name]
    found = []
    for method in METHODS:
        answer = client.generic(method, reverse(name, kwargs=route.kwargs))
        # Read to its end, as a server does: a file that is sent stays open until then.
        answer.getvalue()
        if answer.status_code not in expected(route, role, method):
            found.append(f"{method} {name} as {role} answered {answer.status_code}")
    return found


def test_every_route_is_declared_and_marked():
    live = dict(routes())
    assert set(live) == set(ROUTES)
    unmarked = [name for name, entry in live.items() if getattr(entry.callback, "access", None) != ROUTES[name].access]
    assert unmarked == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", WHO)
@pytest.mark.usefixtures("uncommitted")
def test_each_cell_answers_as_declared(role, record_property):
    found = []
    user = make_user(role) if role else None
    for name in ROUTES:
        client = Client(raise_request_exception=True)
        if user:
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        found += faults(client, name, role)
    record_property("cases du tableau des droits, par rôle", len(ROUTES) * len(METHODS))
    assert found == []


@pytest.mark.django_db
def test_teeth_a_lost_guard_is_seen(monkeypatch):
    entry = dict(routes())["people:users"]
    monkeypatch.setattr(entry, "callback", lambda request: __import__("django.http").http.HttpResponse("open"))
    assert faults(Client(), "people:users", None) != []
    assert getattr(entry.callback, "access", None) != ROUTES["people:users"].access


def test_teeth_an_undeclared_route_is_seen(monkeypatch):
    monkeypatch.delitem(ROUTES, "portal:help")
    with pytest.raises(AssertionError):
        test_every_route_is_declared_and_marked()
