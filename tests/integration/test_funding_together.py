"""G8: twenty-four requests filed at once on an envelope that has room for seven; with the lock, and without it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier
from time import sleep

import pytest
from django.db import OperationalError, connection, connections

from maillage.programme.funding.enums import RequestEvent
from maillage.programme.funding.models import Envelope, GrantRequest
from maillage.programme.funding.selectors.requests import engaged_in
from maillage.programme.funding.services import requests
from maillage.programme.funding.services.requests import RequestRefusedError, move_request
from maillage.programme.governance.enums import MemberCategory
from tests.factories.funding import NUMIXS, TODAY, make_envelope, make_funded_action, make_request
from tests.factories.governance_bodies import BY, make_governance, make_member

E = Decimal
TOGETHER = 24


def file(request: GrantRequest) -> GrantRequest:
    return move_request(request=request, event=RequestEvent.FILE, by=BY, today=TODAY)


def at_once(calls: list[Callable[[], object]]) -> list[object]:
    """Run the calls at the same instant; what each gave, or its exception."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        try:
            barrier.wait(timeout=60)
            for _ in range(200):
                try:
                    return call()
                except OperationalError as error:
                    if "locked" not in str(error):
                        raise
                    sleep(0.02)
            raise AssertionError("the database stayed locked")
        except RequestRefusedError as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def crowd() -> tuple[Envelope, list[GrantRequest]]:
    """24 requests of 10 000 € on an envelope of 70 000 €."""
    governance = make_governance()
    envelope = make_envelope(governance, NUMIXS, "70000")
    member = make_member(governance, MemberCategory.SYNDICATE)
    made = [
        make_request(envelope, make_funded_action(governance, title=f"Lieu {n}"), "10000", member=member)
        for n in range(TOGETHER)
    ]
    return envelope, made


@pytest.mark.usefixtures("shared_database")
def test_twenty_four_deposits_at_once_never_overspend():
    envelope, made = crowd()
    answers = at_once([lambda one=one: file(one) for one in made])
    refused = [one for one in answers if isinstance(one, RequestRefusedError)]
    assert (len(answers) - len(refused), engaged_in(envelope)) == (7, E(70000))
    assert all("Enveloppe" in str(one) for one in refused)


@pytest.mark.usefixtures("shared_database")
def test_teeth_without_the_lock_the_envelope_is_overspent(monkeypatch):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite écrit une transaction à la fois : l’absence de verrou ne s’y voit pas")
    envelope, made = crowd()
    everyone = Barrier(TOGETHER)
    check = requests.deposit_faults

    def unlocked(request: GrantRequest) -> GrantRequest:
        return GrantRequest.objects.select_related("envelope__funder", "envelope__governance", "action").get(
            pk=request.pk
        )

    def all_look_first(request: GrantRequest, today: date) -> list[str]:
        found = check(request, today)
        everyone.wait(timeout=60)
        return found

    monkeypatch.setattr(requests, "_locked", unlocked)
    monkeypatch.setattr(requests, "deposit_faults", all_look_first)
    at_once([lambda one=one: file(one) for one in made])
    assert engaged_in(envelope) > E(70000)
