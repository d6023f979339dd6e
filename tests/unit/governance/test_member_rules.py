"""States, charges, identity and composition of members."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from maillage.programme.governance.enums import CollegeKind, GovernanceRole, MemberCategory, MemberStatus
from maillage.programme.governance.rules.identifiers import compact, siren_is_valid, siret_is_valid
from maillage.programme.governance.rules.members import (
    NEXT,
    Identity,
    Seated,
    charge_fault,
    co_pilot_fault,
    college_of,
    composition_at,
    date_fault,
    identity_faults,
    leave_fault,
    may_become,
    postal_code_fits,
    status_fault,
)

C, S, R, K = MemberCategory, MemberStatus, GovernanceRole, CollegeKind
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
        ({"postal_code": "69001", "address_fits": False}, "code postal 69001"),
        ({"legal_category": "9220"}, "catégorie juridique 9220"),
        ({"category": C.ASSOCIATION}, "catégorie juridique 7210"),
    ],
)
def test_a_mismatch_refuses_the_body(change, word):
    refused, _ = identity_faults(replace(TOWN, **change), "95")
    assert any(word in fault for fault in refused)


@pytest.mark.parametrize(
    ("code", "known", "fits"),
    [("95200", True, True), ("95000", True, False), ("95027", False, True), ("69999", False, False)],
)
def test_the_postal_code_of_a_territory_or_a_cedex_near_it(code, known, fits):
    assert postal_code_fits(code, inside=frozenset({"95200"}), known=known) is fits


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


def test_every_category_has_its_college():
    assert {category: college_of(category).value for category in C if college_of(category) is not K.PARTNER} == {
        C.PREFECTURE: "state", C.STATE_SERVICE: "state", C.REGION: "local", C.DEPARTEMENT: "local", C.EPCI: "local",
        C.COMMUNE: "local", C.SYNDICATE: "local", C.OPERATOR: "operator",
    }  # fmt: skip


@pytest.mark.parametrize("then", list(S))
def test_a_step_back_or_out_says_why(then):
    assert ("pourquoi" in status_fault(S.CONFIRMED, then, reason=" ")) is (then in (S.SUSPENDED, S.WITHDRAWN))
    assert (status_fault(S.CONFIRMED, then, reason="Oui") == "") is (then in (S.SUSPENDED, S.WITHDRAWN))


def test_history_is_told_in_order_and_not_in_advance():
    day = timedelta(days=1)
    assert date_fault(VOTED, today=VOTED, last=VOTED) == date_fault(VOTED, today=VOTED, last=None) == ""
    assert "à venir" in date_fault(VOTED + day, today=VOTED, last=None)
    assert "11/07/2024" in date_fault(VOTED - day, today=VOTED, last=VOTED)


def test_the_siren_of_an_epci_is_its_code():
    body = Identity(C.EPCI, "200055655", "", "200055655", True, True, True)
    assert identity_faults(body, "95") == ((), ())
    assert "aussi son code" in identity_faults(replace(body, siren="219505853"), "95")[0][0]


@pytest.mark.parametrize(
    ("number", "valid"),
    [("732829320", True), ("732829321", False), ("000000000", False), ("73282932", False), ("", False)],
)
def test_the_key_of_a_siren(number, valid):
    assert siren_is_valid(number) is valid


@pytest.mark.parametrize(
    ("number", "valid"),
    [("73282932000074", True), ("73282932000075", False), ("0" * 14, False), ("35600000000048", True)],
)
def test_the_key_of_a_siret(number, valid):
    assert siret_is_valid(number) is valid


def test_a_number_is_read_however_it_was_spaced():
    assert compact("732 829.320-000 74") == "73282932000074"
