"""Rules of the roadmap: states, perimeters, lateness, sheets, comparison of versions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.programme.governance.enums import CommitteeKind, MemberCategory
from maillage.programme.roadmap.enums import ActionStatus, RiskLevel, RoadmapState
from maillage.programme.roadmap.rules import actions, roadmaps, sheet, versions

S, A = RoadmapState, ActionStatus
TODAY = date(2026, 11, 24)


def fault(before, after, kind=None, *, held=True, quorum=True, reason=""):
    return roadmaps.move_fault(before, after, meeting_kind=kind, meeting_held=held, quorum_met=quorum, reason=reason)


@pytest.mark.parametrize(("before", "after"), list(roadmaps.MOVES))
def test_each_move_passes_with_what_it_asks_and_not_without(before, after):
    move = roadmaps.MOVES[before, after]
    assert fault(before, after, move.meeting, reason="parce que") == ""
    if move.reason:
        assert "pourquoi" in fault(before, after, move.meeting, reason=" ")
    if move.meeting:
        assert "Choisissez la réunion" in fault(before, after, None)
        assert "Choisissez la réunion" in fault(before, after, move.meeting, held=False)
        assert "quorum" in fault(before, after, move.meeting, quorum=False)
        assert fault(before, after, CommitteeKind.WORKING_GROUP) != ""


@pytest.mark.parametrize(("before", "after"), [(S.DRAFT, S.ADOPTED), (S.CONSULTATION, S.ADOPTED), (S.CLOSED, S.DRAFT)])
def test_no_level_is_skipped(before, after):
    assert "ne peut pas devenir" in fault(before, after, CommitteeKind.COPIL, reason="vite")


def test_only_an_adoption_freezes():
    assert [pair for pair, move in roadmaps.MOVES.items() if move.freezes] == [(S.VALIDATED, S.ADOPTED)]


def test_who_carries_a_roadmap():
    assert roadmaps.lead_fault(None, confirmed=False, is_departemental=True) == ""
    assert "Choisissez le porteur" in roadmaps.lead_fault(None, confirmed=False, is_departemental=False)
    assert "confirmé" in roadmaps.lead_fault(MemberCategory.EPCI, confirmed=False, is_departemental=False)
    assert "Seuls un EPCI" in roadmaps.lead_fault(MemberCategory.ASSOCIATION, confirmed=True, is_departemental=False)
    assert roadmaps.lead_fault(MemberCategory.EPCI, confirmed=True, is_departemental=False) == ""


def test_overlap_and_coverage():
    vexin = roadmaps.Covered("Vexin", frozenset({"95101", "95102"}))
    assert roadmaps.overlaps({"95102", "95103"}, [vexin]) == {"Vexin": frozenset({"95102"})}
    assert roadmaps.overlaps({"95103"}, [vexin]) == {}
    assert roadmaps.uncovered({"95101", "95103"}, [vexin]) == {"95103"}


@pytest.mark.parametrize(
    ("status", "starts_on", "ends_on", "steps", "days"),
    [
        (A.ONGOING, None, TODAY, (), 0),
        (A.ONGOING, None, date(2026, 11, 23), (), 1),
        (A.DONE, None, date(2020, 1, 1), (), 0),
        (A.DROPPED, None, date(2020, 1, 1), (), 0),
        (A.TO_COME, date(2026, 11, 20), date(2027, 1, 1), (), 4),
        (A.ONGOING, date(2026, 11, 20), date(2027, 1, 1), (), 0),
        (A.ONGOING, None, None, ((date(2026, 11, 14), None),), 10),
        (A.ONGOING, None, None, ((date(2026, 11, 14), date(2026, 11, 20)),), 0),
    ],
)
def test_lateness_is_computed(status, starts_on, ends_on, steps, days):
    assert actions.late_days(actions.Dated(status, starts_on, ends_on, steps), TODAY) == days


def test_a_state_that_stops_says_why():
    assert actions.status_fault(A.ONGOING, A.DONE, reason="") == ""
    assert "déjà" in actions.status_fault(A.ONGOING, A.ONGOING, reason="x")
    for stop in actions.NEEDS_REASON:
        assert "pourquoi" in actions.status_fault(A.ONGOING, stop, reason="  ")
        assert actions.status_fault(A.ONGOING, stop, reason="faute de local") == ""


def test_risks_are_ranked():
    assert actions.risk_score(RiskLevel.MEDIUM, RiskLevel.HIGH) == 6
    assert actions.is_severe(RiskLevel.MEDIUM, RiskLevel.HIGH)
    assert not actions.is_severe(RiskLevel.MEDIUM, RiskLevel.MEDIUM)


def test_references_follow():
    assert actions.next_reference([]) == "A01"
    assert actions.next_reference(["A01", "A12", "B40", "Axx"]) == "A13"
    assert actions.total([Decimal("1.10"), None, Decimal("2.20")]) == Decimal("3.30")


CHOICES = {"needs": frozenset({"appui_juridique"}), "pilots": frozenset({"CAF"})}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"engagement": 0}, "engagement"),
        ({"engagement": 17}, "engagement"),
        ({"needs": ["danser"]}, "needs"),
        ({"pilots": ["Personne"]}, "pilots"),
        ({"starts_on": "2026-02-01", "ends_on": "2026-01-31"}, "ends_on"),
    ],
)
def test_a_faulty_sheet_names_its_field(given, field):
    assert list(sheet.sheet_faults(given, choices=CHOICES, engagements=range(1, 17))) == [field]


def test_a_sheet_at_its_limits_passes():
    good = {"title": "x" * 200, "engagement": 16, "needs": ["appui_juridique"], "pilots": ["CAF"]}
    good |= {"starts_on": "2026-01-31", "ends_on": "2026-01-31"}
    assert sheet.sheet_faults(good, choices=CHOICES, engagements=range(1, 17)) == {}


VALUES = st.fixed_dictionaries(
    {},
    optional={
        "title": st.text(max_size=5),
        "engagement": st.none() | st.integers(1, 16),
        "needs": st.lists(st.sampled_from(["a", "b"]), unique=True),
        "budget": st.dictionaries(st.sampled_from(["2025/staff", "2026/service"]), st.sampled_from(["1.00", "2.00"])),
    },
)


@given(VALUES)
def test_a_sheet_does_not_differ_from_itself(values):
    assert sheet.changes_of("A01", values, values) == []


@given(VALUES, VALUES)
def test_what_is_not_given_does_not_change(before, after):
    named = {change.field.partition(":")[0] for change in sheet.changes_of("A01", before, after)}
    assert named <= after.keys()


def test_versions_are_compared():
    first = {"name": "Un", "axes": [], "actions": {"A01": {"title": "Former"}, "A02": {"title": "Bus"}}}
    then = {"name": "Deux", "axes": [], "actions": {"A01": {"title": "Former tous"}, "A03": {"title": "Lieu"}}}
    found = versions.compare(first, then)
    assert [change.field for change in found.heading] == ["name"]
    assert (found.added, found.removed) == ({"A03": "Lieu"}, {"A02": "Bus"})
    assert [(one.before, one.after) for one in found.changed["A01"]] == [("Former", "Former tous")]
    assert versions.compare(first, first).is_empty
