"""Who a person is for a request: the body that asks, the funder of its envelope, who runs the programme."""

from __future__ import annotations

from maillage.programme.funding.models import Envelope, GrantRequest
from maillage.programme.funding.rules.states import Actor
from maillage.programme.people.models import User
from maillage.programme.people.rules import Capability, may
from maillage.programme.roadmap.enums import ActionRole


def funds(user: User, envelope: Envelope) -> bool:
    """Whether someone instructs for the funder of an envelope."""
    organisation = envelope.funder.organisation_id
    return may(user.roles, Capability.INSTRUCT_FUNDING) and organisation in (None, user.organisation_id)


def asks(user: User, request: GrantRequest, spoken: frozenset[int]) -> bool:
    """Whether someone runs the programme, or speaks for a body of the request or for a pilot of its action."""
    if may(user.roles, Capability.MANAGE_FUNDING):
        return True
    pilots = (one.member_id for one in request.action.members.all() if one.role == ActionRole.PILOT)
    return not spoken.isdisjoint([*(one.member_id for one in request.beneficiaries.all()), *pilots])


def actors_for(user: User, request: GrantRequest, spoken: frozenset[int]) -> frozenset[Actor]:
    """Every actor that a person who speaks for these members is for this request."""
    held = {
        Actor.ASKER: may(user.roles, Capability.REQUEST_FUNDING) and asks(user, request, spoken),
        Actor.FUNDER: funds(user, request.envelope),
        Actor.PROGRAMME: may(user.roles, Capability.MANAGE_FUNDING),
    }
    return frozenset(actor for actor, is_one in held.items() if is_one)
