"""The requests that wait for a person: her own act is the next one forward."""

from __future__ import annotations

from datetime import date

from maillage.programme.funding.enums import RequestState
from maillage.programme.funding.models import GrantRequest
from maillage.programme.funding.rules.states import ENDED, moves_from
from maillage.programme.funding.selectors.requests import requests_for
from maillage.programme.funding.selectors.rights import actors_for
from maillage.programme.governance.models import Governance
from maillage.programme.governance.selectors.members import voices
from maillage.programme.people.models import User


def requests_waiting(governance: Governance, user: User, today: date) -> list[GrantRequest]:
    """The requests whose way forward belongs to this person, the oldest first."""
    live = requests_for(governance, user, today).exclude(state__in=ENDED).order_by("created_at", "pk")
    spoken = voices(user, today)
    return [one for one in live if awaited_from(one) & actors_for(user, one, spoken)]


def awaited_from(request: GrantRequest) -> frozenset[object]:
    """The actors who can move a request forward."""
    return frozenset(move.actor for move in moves_from(RequestState(request.state)).values() if not move.reason)
