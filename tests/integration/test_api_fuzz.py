"""G3: the API under fuzz, from its own OpenAPI: no server error, no undocumented answer; a seeded bug is seen."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from maillage.portal.api import places as api
from tests.factories.places import bring, make_geography, row

pytestmark = pytest.mark.django_db
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = settings(
    max_examples=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@pytest.fixture(autouse=True)
def _directory(settings):
    # The client of the fuzzer does not unpack what the middleware compresses.
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "gzip" not in name.lower()]
    make_geography()
    bring(row("1"), row("2", name="Autre lieu fictif", itinerant=True))


def operations():
    described = Client().get("/api/v1/openapi.json").json()
    found = schemathesis.openapi.from_dict(described)
    found.config.update(base_url="http://testserver/")
    found.app = WSGIHandler()
    return [entry.ok() for entry in found.get_all_operations()]


def fuzz(operation) -> None:
    @EXAMPLES
    @given(case=operation.as_strategy())
    def call(case):
        case.validate_response(case.call(), checks=CHECKS)

    with connections_kept():
        call()


@contextmanager
def connections_kept():
    """The whole handler ends each request by closing the connection, which here holds the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def test_no_operation_breaks_or_answers_what_it_does_not_say():
    found = operations()
    assert len(found) == 4
    for operation in found:
        fuzz(operation)


def test_teeth_an_operation_that_trusts_its_input_is_seen(monkeypatch):
    monkeypatch.setattr(api.cursors, "read", lambda cursor: (int(cursor), 0) if cursor else None)
    with pytest.raises(FailureGroup, match="Server error"):
        fuzz(next(operation for operation in operations() if operation.path == "/api/v1/places"))
