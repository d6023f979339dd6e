"""Who may do what, told role by role: the table of rights, written a second time by hand."""

from __future__ import annotations

import pytest

from maillage.programme.people.enums import Role
from maillage.programme.people.rules import (
    DORMANT_CLOSED,
    DORMANT_WARNED,
    Capability,
    Protected,
    keeps_an_administrator,
    may,
    must_have_second_factor,
)

EVERYONE = "see_public"
SIGNED_IN = "see_public see_account protect_account change_password"
PLACES = "edit_places manage_places"
READS = "see_governance see_roadmap see_funding"
LEADS = (
    f"{READS} {PLACES} run_diagnosis propose manage_governance contribute manage_roadmap request_funding manage_funding"
)
TOLD = {
    Role.CO_PILOT: f"{LEADS} sign_minutes",
    Role.COORDINATOR: LEADS,
    Role.MEMBER: f"{READS} propose contribute request_funding",
    Role.MEDIATOR: "edit_places",
    Role.PRESCRIBER: "",
    Role.OBSERVER: READS,
    Role.FUNDER: f"{READS} instruct_funding",
    Role.ADMINISTRATOR: f"{LEADS} see_journal manage_users",
}


@pytest.mark.parametrize("role", Role)
def test_each_role_has_its_rights_and_no_other(role):
    held = {capability.value for capability in Capability if may([role], capability)}
    assert held == set(f"{SIGNED_IN} {TOLD[role]}".split())


def test_a_visitor_reads_public_pages_alone_and_an_account_without_role_itself():
    assert {one.value for one in Capability if may(None, one)} == {EVERYONE}
    assert {one.value for one in Capability if may([], one)} == set(SIGNED_IN.split())


def test_rights_add_up():
    both = [Role.MEDIATOR, Role.OBSERVER]
    assert may(both, Capability.EDIT_PLACES)
    assert may(both, Capability.SEE_FUNDING)
    assert not may(both, Capability.PROPOSE)


@pytest.mark.parametrize(
    ("roles", "asked", "owed"),
    [
        ([Role.ADMINISTRATOR], Protected.ADMINISTRATORS, True),
        ([Role.MEDIATOR], Protected.ADMINISTRATORS, False),
        ([Role.MEDIATOR], Protected.EVERYONE, True),
        ([], Protected.EVERYONE, True),
        ([Role.ADMINISTRATOR], Protected.NOBODY, False),
    ],
)
def test_who_owes_a_second_factor(roles, asked, owed):
    assert must_have_second_factor(roles, asked) is owed


@pytest.mark.parametrize(
    ("others", "active", "roles", "kept"),
    [
        (1, False, [], True),
        (0, True, [Role.ADMINISTRATOR], True),
        (0, False, [Role.ADMINISTRATOR], False),
        (0, True, [Role.CO_PILOT], False),
    ],
)
def test_an_administrator_always_remains(others, active, roles, kept):
    assert keeps_an_administrator(others=others, active=active, roles=roles) is kept


def test_a_dormant_account_is_warned_a_month_before_two_years():
    assert (DORMANT_WARNED.days, DORMANT_CLOSED.days) == (700, 730)
