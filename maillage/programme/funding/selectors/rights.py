"""Who a person is for a request: the body that asks, the funder of its envelope, who runs the programme."""

from __future__ import annotations

from datetime import date

from maillage.programme.funding.models import Envelope, GrantRequest
from maillage.programme.funding.rules.states import Actor
from maillage.programme.governance.selectors.members import members_spoken_for
from maillage.programme.people.models import User
from maillage.programme.people.rules import Capability, may


def funds(user: User, envelope: Envelope) -> bool:
    """Whether someone instructs for the funder of an envelope."""
    organisation = envelope.funder.organisation_id
    return may(user.roles, Capability.INSTRUCT_FUNDING) and organisation in (None, user.organisation_id)


def asks(user: User, request: GrantRequest, today: date) -> bool:
    """Whether someone runs the programme, or speaks for a body of the request."""
    bodies = [*request.beneficiaries.values_list("member", flat=True), *pilots_of(request)]
    return may(user.roles, Capability.MANAGE_FUNDING) or members_spoken_for(user, today).filter(pk__in=bodies).exists()


def pilots_of(request: GrantRequest) -> list[int]:
    """The members that pilot the action of a request."""
    return list(request.action.members.filter(role="pilot").values_list("member", flat=True))


def actors_for(user: User, request: GrantRequest, today: date) -> frozenset[Actor]:
    """Every actor that a person is for this request."""
    held = {
        Actor.ASKER: may(user.roles, Capability.REQUEST_FUNDING) and asks(user, request, today),
        Actor.FUNDER: funds(user, request.envelope),
        Actor.PROGRAMME: may(user.roles, Capability.MANAGE_FUNDING),
    }
    return frozenset(actor for actor, is_one in held.items() if is_one)
