"""Who may write on a request: the body that asks for its own, the funder of its envelope, who runs the programme."""

from __future__ import annotations

from datetime import date

from maillage.programme.funding.models import GrantRequest
from maillage.programme.funding.rules.states import Actor
from maillage.programme.funding.selectors.rights import asks, funds
from maillage.programme.governance.models import Member
from maillage.programme.governance.selectors.members import members_spoken_for, voices
from maillage.programme.people.models import User
from maillage.programme.people.rights import NotAllowedError, demand
from maillage.programme.people.rules import Capability, may

RIGHTS = {
    Actor.ASKER: Capability.REQUEST_FUNDING,
    Actor.FUNDER: Capability.INSTRUCT_FUNDING,
    Actor.PROGRAMME: Capability.MANAGE_FUNDING,
}


def allow(actor: Actor, request: GrantRequest, *, by: object, today: date) -> None:
    """Refuse whoever is not the actor that an event asks for, on this very request."""
    demand(by, RIGHTS[actor])
    if not isinstance(by, User):
        return
    if actor is Actor.FUNDER and not funds(by, request.envelope):
        raise NotAllowedError(f"{by} : {request.envelope.funder}")
    if actor is Actor.ASKER and not asks(by, request, voices(by, today)):
        raise NotAllowedError(f"{by} : {request}")


def demand_voice(by: object, members: list[Member], today: date) -> None:
    """Refuse whoever writes a request in the name of bodies that are not hers."""
    demand(by, Capability.REQUEST_FUNDING)
    if not isinstance(by, User) or may(by.roles, Capability.MANAGE_FUNDING):
        return
    if not members_spoken_for(by, today).filter(pk__in=[one.pk for one in members]).exists():
        raise NotAllowedError(str(by))
