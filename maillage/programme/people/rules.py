"""Who may do what: plain tables and functions."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from datetime import timedelta

from maillage.programme.people.enums import Role


class Capability(enum.StrEnum):
    """One thing that a person may be allowed to do."""

    SEE_PUBLIC = "see_public"
    SEE_ACCOUNT = "see_account"
    PROTECT_ACCOUNT = "protect_account"
    CHANGE_PASSWORD = "change_password"  # noqa: S105 - the name of a right, not a secret
    RUN_DIAGNOSIS = "run_diagnosis"
    SEE_JOURNAL = "see_journal"
    MANAGE_USERS = "manage_users"
    EDIT_PLACES = "edit_places"
    MANAGE_PLACES = "manage_places"
    SEE_GOVERNANCE = "see_governance"
    PROPOSE = "propose"
    MANAGE_GOVERNANCE = "manage_governance"
    SIGN_MINUTES = "sign_minutes"
    SEE_ROADMAP = "see_roadmap"
    CONTRIBUTE = "contribute"
    MANAGE_ROADMAP = "manage_roadmap"
    SEE_FUNDING = "see_funding"
    REQUEST_FUNDING = "request_funding"
    MANAGE_FUNDING = "manage_funding"
    INSTRUCT_FUNDING = "instruct_funding"


ANONYMOUS = frozenset({Capability.SEE_PUBLIC})
SIGNED_IN = ANONYMOUS | {Capability.SEE_ACCOUNT, Capability.PROTECT_ACCOUNT, Capability.CHANGE_PASSWORD}
PLACES = (Capability.EDIT_PLACES, Capability.MANAGE_PLACES)
GOVERNANCE = (Capability.SEE_GOVERNANCE, Capability.PROPOSE, Capability.MANAGE_GOVERNANCE)
ROADMAP = (Capability.SEE_ROADMAP, Capability.CONTRIBUTE, Capability.MANAGE_ROADMAP)
FUNDING = (Capability.SEE_FUNDING, Capability.REQUEST_FUNDING, Capability.MANAGE_FUNDING)
BY_ROLE: dict[Role, frozenset[Capability]] = {
    Role.CO_PILOT: frozenset(
        {Capability.RUN_DIAGNOSIS, *PLACES, *GOVERNANCE, Capability.SIGN_MINUTES, *ROADMAP, *FUNDING}
    ),
    Role.MEMBER: frozenset(
        {
            Capability.SEE_GOVERNANCE,
            Capability.PROPOSE,
            Capability.SEE_ROADMAP,
            Capability.CONTRIBUTE,
            Capability.SEE_FUNDING,
            Capability.REQUEST_FUNDING,
        }
    ),
    Role.MEDIATOR: frozenset({Capability.EDIT_PLACES}),
    Role.COORDINATOR: frozenset({Capability.RUN_DIAGNOSIS, *PLACES, *GOVERNANCE, *ROADMAP, *FUNDING}),
    Role.PRESCRIBER: frozenset(),
    Role.OBSERVER: frozenset({Capability.SEE_GOVERNANCE, Capability.SEE_ROADMAP, Capability.SEE_FUNDING}),
    # Whoever gives the money reads the programme and instructs; it writes nothing else there.
    Role.FUNDER: frozenset(
        {Capability.SEE_GOVERNANCE, Capability.SEE_ROADMAP, Capability.SEE_FUNDING, Capability.INSTRUCT_FUNDING}
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            Capability.RUN_DIAGNOSIS,
            Capability.SEE_JOURNAL,
            Capability.MANAGE_USERS,
            *PLACES,
            *GOVERNANCE,
            *ROADMAP,
            *FUNDING,
        },
    ),
}


def may(roles: Iterable[Role] | None, capability: Capability) -> bool:
    """Whether someone with these roles has this right; `None` stands for a visitor who is not signed in."""
    if roles is None:
        return capability in ANONYMOUS
    return capability in SIGNED_IN or any(capability in BY_ROLE[role] for role in roles)


# An account unseen for two years is erased; its owner is told a month before.
DORMANT_WARNED, DORMANT_CLOSED = timedelta(days=700), timedelta(days=730)


class Protected(enum.StrEnum):
    """Who must have a second factor, as `MAILLAGE_SECOND_FACTOR` says."""

    NOBODY = "personne"
    ADMINISTRATORS = "administrateurs"
    EVERYONE = "tous"


def must_have_second_factor(roles: Iterable[Role], asked: Protected) -> bool:
    """Whether someone with these roles may only sign in with two factors."""
    return asked == Protected.EVERYONE or (asked == Protected.ADMINISTRATORS and Role.ADMINISTRATOR in set(roles))


def keeps_an_administrator(*, others: int, active: bool, roles: Iterable[Role]) -> bool:
    """Whether someone may still administer the platform once this person has these roles."""
    return others > 0 or (active and Role.ADMINISTRATOR in set(roles))
