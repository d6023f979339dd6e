"""What is signed serves one purpose, for its time: a link of one subject opens nothing of another."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core import signing

from maillage.programme.governance import links as governance
from maillage.programme.places import links as places
from maillage.programme.roadmap.forms import exchange
from maillage.programme.surveys import selectors as surveys

SALTS = (governance.SALT, places.SALT, surveys.SALT, exchange.SALT)


def test_each_purpose_has_its_own_salt():
    assert len(set(SALTS)) == len(SALTS)


@pytest.mark.parametrize("salt", [salt for salt in SALTS if salt != places.SALT])
def test_a_link_of_another_subject_is_refused(salt):
    key = uuid4()
    assert places.key_of(signing.Signer(salt=places.SALT).sign(key.hex)) == key
    assert places.key_of(signing.Signer(salt=salt).sign(key.hex)) is None


def test_a_changed_link_is_refused():
    token = signing.Signer(salt=governance.SALT).sign(uuid4().hex)
    assert governance.key_of(token) is not None
    other = "0" if token[0] != "0" else "1"
    assert governance.key_of(other + token[1:]) is None
    assert governance.key_of(token[:-1]) is None


def approval(payload: str) -> exchange.ApprovalForm:
    return exchange.ApprovalForm({"payload": payload}, roadmap="une")


def test_a_signed_review_expires_and_serves_its_own_roadmap(monkeypatch):
    payload = exchange.packed("une", [], {})
    assert approval(payload).is_valid()
    assert not approval(exchange.packed("une autre", [], {})).is_valid()
    later = signing.time.time() + exchange.VALID_SECONDS + 5
    monkeypatch.setattr(signing.time, "time", lambda: later)
    assert not approval(payload).is_valid()
