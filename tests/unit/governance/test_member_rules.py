"""States, charges, identity and composition of members."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from maillage.programme.governance.enums import GovernanceRole, MemberCategory, MemberStatus
from maillage.programme.governance.rules.members import (
    NEXT,
    Identity,
    Seated,
    charge_fault,
    co_pilot_fault,
    composition_at,
    identity_faults,
    leave_fault,
    may_become,
)

C, S, R = MemberCategory, MemberStatus, GovernanceRole
TOWN = Identity(C.COMMUNE, "219505853", "", "95585", True, True, True, "95", "7210")
VOTED = date(2024, 7, 11)


def test_the_states_of_a_member():
    path = [S.PROSPECTIVE, S.CANDIDATE, S.CONFIRMED, S.SUSPENDED, S.CONFIRMED, S.WITHDRAWN]
    assert all(may_become(a, b) for a, b in pairwise(path))
    assert set(NEXT) == set(S)
    assert not any(may_become(S.REFUSED, state) or may_become(S.WITHDRAWN, state) for state in S)
    assert not may_become(S.CONFIRMED, S.REFUSED)


@pytest.mark.parametrize("status", list(S))
def test_only_a_confirmed_member_takes_a_charge(status):
    assert (charge_fault(R.RECIPIENT, status) == "") is (status is S.CONFIRMED)


def test_a_lead_names_who_takes_over_before_leaving():
    assert "récipiendaire" in leave_fault([R.RECIPIENT], successor=False)
    assert leave_fault([R.RECIPIENT], successor=True) == leave_fault([R.CO_FUNDER], successor=False) == ""


@pytest.mark.parametrize(
    ("categories", "refused"),
    [([], False), ([C.PREFECTURE, C.DEPARTEMENT], False), ([C.DEPARTEMENT], True), ([C.ASSOCIATION, C.EPCI], True)],
)
def test_a_state_service_is_among_the_co_pilots(categories, refused):
    assert bool(co_pilot_fault(categories)) is refused


def test_a_right_identity_passes():
    assert identity_faults(TOWN, "95") == ((), ())


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"siren_valid": False}, "SIREN"),
        ({"siret": "11111111100011", "siret_valid": True}, "deux structures différentes"),
        ({"siret": "21950585300011", "siret_valid": False}, "SIRET"),
        ({"territory_found": False}, "territoire connu"),
        ({"legal_category": "9220"}, "catégorie juridique 9220"),
        ({"category": C.ASSOCIATION}, "catégorie juridique 7210"),
    ],
)
def test_a_mismatch_refuses_the_body(change, word):
    refused, _ = identity_faults(replace(TOWN, **change), "95")
    assert any(word in fault for fault in refused)


def test_what_is_missing_is_consolidated_later():
    assert identity_faults(replace(TOWN, siren="", territory_code=""), "95") == (
        (), ("le SIREN manque", "le code du territoire manque"),
    )  # fmt: skip
    assert identity_faults(replace(TOWN, territory_departement="77"), "95")[1] == (
        "ce territoire est dans le département 77",
    )


def test_the_composition_of_a_day():
    members = [
        *[Seated(C.COMMUNE, VOTED, None)] * 13,
        *[Seated(C.ASSOCIATION, VOTED, None)] * 21,
        Seated(C.OPERATOR, VOTED, VOTED + timedelta(days=30)),
        Seated(C.PREFECTURE, VOTED, None),
        Seated(C.COMMUNE, None, None),
    ]
    assert composition_at(members, VOTED) == (13, 22, 1)
    assert composition_at(members, VOTED - timedelta(days=1)) == (0, 0, 0)
    assert composition_at(members, VOTED + timedelta(days=30)) == (13, 21, 1)
