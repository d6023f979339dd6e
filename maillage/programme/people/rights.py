"""The right that each act asks for, checked where the act is done and not only on the page that asks for it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from maillage.programme.people.models import User
from maillage.programme.people.rules import Capability, may


class NotAllowedError(PermissionDenied):
    """The person has not the right that this act asks for."""


def demand(by: object, capability: Capability) -> None:
    """Refuse a person without this right; acts of a command or of a public form are named by words."""
    if isinstance(by, User) and not may(by.roles, capability):
        raise NotAllowedError(f"{by} : {capability}")


def manages(by: object) -> bool:
    """Whether the act is done by someone who runs the governance, or by the platform."""
    return not isinstance(by, User) or may(by.roles, Capability.MANAGE_GOVERNANCE)
