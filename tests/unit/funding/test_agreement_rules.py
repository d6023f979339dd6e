"""F9, F10: papers and signatures, payments, expenses, alerts and refunds, at, just under and just over each limit."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.programme.funding.enums import PaperKind
from maillage.programme.funding.rules import agreements as rules
from maillage.programme.governance.enums import MemberCategory
from maillage.programme.roadmap.enums import BudgetNature

E, C, N = Decimal, MemberCategory, BudgetNature
TODAY = date(2026, 11, 24)
END = date(2025, 12, 31)


def test_f9_an_association_signs_one_paper_more():
    assert rules.papers_needed(C.COMMUNE) == {PaperKind.SIRENE, PaperKind.RIB}
    assert rules.papers_needed(C.ASSOCIATION) == {PaperKind.SIRENE, PaperKind.RIB, PaperKind.CER}


SIGNING = {
    "signatories": ["La préfète", "La maire"],
    "missing_papers": "",
    "starts_on": date(2025, 1, 1),
    "ends_on": END,
    "last_day": END,
}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, ""),
        ({"signatories": ["La préfète", " "]}, "deux signataires"),
        ({"missing_papers": "Il manque : RIB."}, "RIB"),
        ({"ends_on": date(2025, 1, 1)}, "après son début"),
        ({"ends_on": date(2025, 1, 2)}, ""),
        ({"last_day": END - timedelta(days=1)}, "se termine le 30\u00a0décembre 2025"),
    ],
)
def test_f9_what_a_signature_asks(change, words):
    faults = rules.signature_faults(**{**SIGNING, **change})
    assert (faults == []) if not words else (len(faults) == 1 and words in faults[0])


def payment(amount, already="0", **change):
    given = {"granted": E(30000), "signed": True, "category": C.ASSOCIATION, "on": TODAY, "today": TODAY}
    return rules.payment_fault(amount=E(amount), already=E(already), **{**given, **change})


@pytest.mark.parametrize(
    ("amount", "already", "words"),
    [("30000", "0", ""), ("10000", "20000", ""), ("10000.01", "20000", "il reste 10\u202f000\u00a0€")],
)
def test_f9_payments_stay_within_the_grant(amount, already, words):
    fault = payment(amount, already)
    assert (fault == "") if not words else (words in fault)


@pytest.mark.parametrize(
    ("amount", "already", "category", "words"),
    [
        ("23000", "0", C.ASSOCIATION, "n’est pas signée"),
        ("23000.01", "0", C.ASSOCIATION, "la loi interdit"),
        ("3000.01", "20000", C.COMPANY, "la loi interdit"),
        ("3000", "20000", C.OTHER, "n’est pas signée"),
        ("29000", "0", C.COMMUNE, "n’est pas signée"),
    ],
)
def test_f9_nothing_is_paid_unsigned(amount, already, category, words):
    assert words in payment(amount, already, category=category, signed=False)


def test_f9_a_payment_is_not_noted_in_advance():
    assert "à venir" in payment("1", on=TODAY + timedelta(days=1))
    assert payment("1", on=TODAY) == ""


PERIOD = {"starts_on": date(2025, 1, 1), "ends_on": END, "natures": frozenset({N.STAFF}), "used_elsewhere": ""}


@pytest.mark.parametrize(
    ("on", "nature", "used", "words"),
    [
        (date(2025, 1, 1), N.STAFF, "", ""),
        (END, N.STAFF, "", ""),
        (date(2024, 12, 31), N.STAFF, "", "sort de la période"),
        (END + timedelta(days=1), N.STAFF, "", "sort de la période"),
        (END, N.INVESTMENT, "", "elle paie ressources humaines"),
        (END, N.STAFF, "Convention 2025-95-0001", "déjà comptée (Convention 2025-95-0001)"),
    ],
)
def test_f10_which_expenses_count(on, nature, used, words):
    faults = rules.expense_faults(rules.Spent(on, nature, E(1)), **{**PERIOD, "used_elsewhere": used})
    assert (faults == []) if not words else (len(faults) == 1 and words in faults[0])


def test_f10_an_envelope_without_natures_pays_all():
    spent = rules.Spent(END, N.INVESTMENT, E(1))
    assert rules.expense_faults(spent, **{**PERIOD, "natures": frozenset()}) == []


@pytest.mark.parametrize(
    ("left", "alert"), [(91, None), (90, 90), (31, 90), (30, 30), (8, 30), (7, 7), (0, 7), (-1, 0)]
)
def test_f10_alerts(left, alert):
    assert rules.report_alert(TODAY + timedelta(days=left), False, TODAY) == alert
    assert rules.report_alert(TODAY + timedelta(days=left), True, TODAY) is None


def test_f10_what_is_given_back():
    assert rules.justified([E(10), E("5.50")], E(100)) == E("15.50")
    assert rules.justified([E(60), E(60)], E(100)) == E(100)
    assert rules.refund(E(100), E("99.99")) == E("0.01")
    assert rules.refund(E(100), E(100)) == 0
    assert rules.refund(E(50), E(80)) == 0


@given(st.lists(st.decimals("0", "1000", places=2)), st.decimals("0", "1000", places=2))
def test_f10_nobody_gives_back_more_than_was_paid(expenses, granted):
    back = rules.refund(granted, rules.justified(expenses, granted))
    assert 0 <= back <= granted
    assert back + rules.justified(expenses, granted) == granted
