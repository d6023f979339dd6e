"""F1, F4, F5: the cap, the rates, the unit cap, the windows, at, just under and just over each limit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.programme.funding.definitions import amount_of, envelope_specs, spec_of
from maillage.programme.funding.enums import PaperKind, Purpose, RequestState
from maillage.programme.funding.rules import envelopes as rules
from maillage.programme.funding.rules import papers
from maillage.programme.governance.enums import MemberCategory
from maillage.programme.roadmap.enums import BudgetNature

E, S, N = Decimal, RequestState, BudgetNature
MARKET, ENGINEERING = spec_of("marche-ingenierie-anct"), spec_of("ingenierie-fne-2024")
NUMIXS, TRAINING = spec_of("numixs-labs-carpf"), spec_of("formation-aidants-2024")


def test_the_published_amounts():
    assert amount_of("ingenierie-fne-2024", "95") == E("59700.00")
    assert amount_of("formation-aidants-2024", "95") == E("20000.00")
    assert amount_of("marche-ingenierie-anct", "95") is None
    codes = [f"{n:02d}" for n in range(1, 96) if n != 20] + ["2A", "2B", "971", "972", "973", "974", "976"]
    known = [amount_of("ingenierie-fne-2024", code) for code in codes]
    assert None not in known
    assert sum(one for one in known if one) + (amount_of("ingenierie-fne-2024", "977") or 0) <= E(5006700)


def test_each_envelope_has_its_source_and_its_windows():
    for spec in envelope_specs().values():
        assert spec.source
        assert spec.windows
        assert all(first < last <= spec.ends_on for first, last in spec.windows.values())


@pytest.mark.parametrize(("others", "asked", "fits"), [("39700", "20000", True), ("39700", "20000.01", False)])
def test_f1_the_cap_is_reached_and_never_passed(others, asked, fits):
    fault = rules.cap_fault(E(59700), E(others), E(asked), "Ingénierie")
    assert (fault == "") is fits
    if not fits:
        assert "il reste 20\u202f000\u00a0€ sur 59\u202f700\u00a0€" in fault
    assert rules.cap_fault(None, E(10**9), E(10**9), "Marché") == ""


def test_f1_an_overspent_envelope_has_nothing_left_not_less():
    assert "il reste 0\u00a0€" in rules.cap_fault(E(10), E(20), E(1), "x")


def test_f1_what_counts():
    rows = [(S.DRAFT, E(1), None), (S.REFUSED, E(2), None), (S.WITHDRAWN, E(4), None), (S.FILED, E(8), None)]
    rows += [(S.INCOMPLETE, E(16), None), (S.ACCEPTED, E(32), E(30)), (S.TO_REFUND, E(64), E(64))]
    assert rules.engaged(rows) == 8 + 16 + 30 + 64
    assert rules.engaged([]) == 0


@given(st.lists(st.tuples(st.sampled_from(list(S)), st.decimals("0.01", "1000", places=2), st.none())))
def test_f1_a_request_more_never_frees_money(rows):
    whole = rules.engaged(rows)
    assert all(rules.engaged(rows[:count]) <= whole for count in range(len(rows)))


@pytest.mark.parametrize(
    ("asked", "fits"), [("29999.99", False), ("30000", True), ("100000", True), ("100000.01", False)]
)
def test_f4_the_market_pays_thirty_to_a_hundred_percent(asked, fits):
    fault = rules.rate_fault(MARKET, E(asked), E(100000))
    assert (fault == "") is fits
    if not fits:
        assert "demandez entre 30\u202f000\u00a0€ et 100\u202f000\u00a0€" in fault


@pytest.mark.parametrize(("asked", "fits"), [("49999.99", True), ("50000", True), ("50000.01", False)])
def test_f4_a_numixs_lab_receives_fifty_thousand_at_most(asked, fits):
    fault = rules.unit_cap_fault(NUMIXS, E(asked))
    assert (fault == "") is fits
    assert fits or "50\u202f000\u00a0€ par opération" in fault
    assert rules.unit_cap_fault(ENGINEERING, E(10**6)) == ""


@pytest.mark.parametrize(
    ("purpose", "day", "words"),
    [
        (Purpose.ELABORATION, date(2024, 6, 30), ""),
        (Purpose.ELABORATION, date(2024, 7, 1), "clos depuis le 30\u00a0juin 2024"),
        (Purpose.DEPLOYMENT, date(2024, 10, 31), ""),
        (Purpose.DEPLOYMENT, date(2024, 11, 1), "clos depuis le 31\u00a0octobre 2024"),
        (Purpose.DEPLOYMENT, date(2024, 3, 16), ""),
        (Purpose.DEPLOYMENT, date(2024, 3, 15), "ouvrent le 16\u00a0mars 2024"),
    ],
)
def test_f5_each_purpose_has_its_window(purpose, day, words):
    fault = rules.window_fault(ENGINEERING, purpose, day)
    assert (fault == "") if not words else (words in fault)


def test_f5_a_purpose_that_the_envelope_does_not_pay():
    assert "Choisissez un autre objet" in rules.window_fault(TRAINING, Purpose.ELABORATION, date(2024, 5, 1))


def test_f5_the_note_and_the_papers():
    assert "note de contexte" in rules.context_fault(ENGINEERING, "  ")
    assert rules.context_fault(ENGINEERING, "Un contexte.") == ""
    assert rules.context_fault(NUMIXS, "") == ""
    assert rules.paper_fault({PaperKind.BUDGET}, [PaperKind.BUDGET, PaperKind.RIB]) == ""
    fault = rules.paper_fault({PaperKind.BUDGET, PaperKind.QUOTE}, [PaperKind.BUDGET])
    assert "Devis du prestataire" in fault
    assert "Budget" not in fault


def test_f4_what_and_whom_an_envelope_pays():
    good = {"needs": ["appui_juridique"], "natures": [N.STAFF, N.SERVICE], "categories": [MemberCategory.ASSOCIATION]}
    assert rules.use_faults(ENGINEERING, **good) == []
    (need,) = rules.use_faults(ENGINEERING, **{**good, "needs": []})
    assert "besoin" in need
    (nature,) = rules.use_faults(ENGINEERING, **{**good, "natures": [N.STAFF, N.INVESTMENT]})
    assert "« Investissement »" in nature
    assert "elle paie prestation de service, ressources humaines" in nature
    (body,) = rules.use_faults(MARKET, needs=[], natures=[N.SERVICE], categories=[MemberCategory.ASSOCIATION])
    assert "« Association »" in body


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "vide"),
        (b"%PDF-1.7 ... %%EOF\n", ""),
        (b"\x89PNG\r\n\x1a\n....IEND", ""),
        (b"\xff\xd8\xff....\xff\xd9", ""),
        (b"%PDF-1.7 coup", "coupé"),
        (b"MZ executable", "ni un PDF"),
        (b" %PDF-1.7 %%EOF", "ni un PDF"),
        (b"%PDF-" + b"x" * (papers.LARGEST - 10) + b"%%EOF", ""),
        (b"%PDF-" + b"x" * (papers.LARGEST - 9) + b"%%EOF", "25 Mo"),
    ],
)
def test_papers_are_told_by_their_bytes(content, words):
    fault = papers.paper_file_fault(content)
    assert (fault == "") if not words else (words in fault)


def test_the_extension_follows_the_bytes():
    assert [papers.extension_of(one) for one in (b"%PDF-x", b"\x89PNG\r\n\x1a\nx", b"\xff\xd8\xffx", b"x")] == [
        ".pdf",
        ".png",
        ".jpg",
        "",
    ]
