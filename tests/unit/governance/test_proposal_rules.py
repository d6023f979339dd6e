"""The chain GT → COTECH → COPIL, every state by every event, and the laws of the table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.programme.governance.enums import CommitteeKind, ProposalEvent, ProposalState
from maillage.programme.governance.rules.proposals import (
    AMENDED,
    AUTHOR_EVENTS,
    BACK,
    ENDED,
    FORWARD,
    destination,
    may_move,
    move_fault,
    moves_from,
    version_fault,
)
from maillage.programme.governance.rules.texts import ADDED, REMOVED, SAME, Piece, word_diff

S, E, K = ProposalState, ProposalEvent, CommitteeKind


def fault(state, event, kind=None, *, held=True, quorum=True, reason="parce que") -> str:
    return move_fault(state, event, meeting_kind=kind, meeting_held=held, quorum_met=quorum, reason=reason)


def test_the_whole_way_skips_no_level():
    state, kinds = S.DRAFT, []
    for event in (E.FILE, E.RETAIN, E.FORWARD, E.VALIDATE, E.SCHEDULE, E.ADOPT):
        move = moves_from(state)[event]
        assert fault(state, event, move.meeting) == ""
        kinds += [move.meeting] if move.meeting else []
        state = move.to
    assert state is S.ADOPTED
    assert kinds == [K.WORKING_GROUP, K.COTECH, K.COPIL]


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("event", list(E))
def test_what_the_table_does_not_name_is_refused(state, event):
    named = event in moves_from(state)
    kind = moves_from(state)[event].meeting if named else None
    assert (fault(state, event, kind) == "") is named


@pytest.mark.parametrize("state", sorted(ENDED))
def test_an_ended_proposal_moves_no_more(state):
    assert moves_from(state) == {}


@pytest.mark.parametrize(("state", "event"), [key for key, move in FORWARD.items() if move.meeting])
def test_a_step_needs_its_own_held_meeting_with_quorum(state, event):
    kind = FORWARD[state, event].meeting
    assert "se décide dans une réunion" in fault(state, event, None)
    assert "se décide dans une réunion" in fault(state, event, K.OTHER)
    assert "ouverte ou tenue" in fault(state, event, kind, held=False)
    assert "quorum" in fault(state, event, kind, quorum=False)


@pytest.mark.parametrize("event", [E.SEND_BACK, E.REJECT, E.ADJOURN, E.WITHDRAW])
def test_a_step_back_or_out_says_why(event):
    assert "pourquoi" in fault(S.FORWARDED, event, K.COTECH, reason=" ")


@pytest.mark.parametrize("state", sorted(BACK))
def test_a_proposal_goes_back_to_an_earlier_step_only(state):
    for wanted in S:
        if wanted in BACK[state]:
            assert destination(state, E.SEND_BACK, wanted, "") is wanted
        else:
            with pytest.raises(ValueError, match="étape"):
                destination(state, E.SEND_BACK, wanted, "")


def test_an_adjourned_proposal_resumes_where_it_was():
    assert destination(S.ADJOURNED, E.RESUME, None, "forwarded") is S.FORWARDED


@pytest.mark.parametrize(("current", "approved", "refused"), [(1, 1, False), (2, 1, True), (1, 0, True)])
def test_only_the_approved_version_reaches_the_next_level(current, approved, refused):
    for state, event in ((S.RETAINED, E.FORWARD), (S.VALIDATED, E.SCHEDULE)):
        assert bool(version_fault(FORWARD[state, event], current=current, approved=approved)) is refused
    assert version_fault(FORWARD[S.FILED, E.RETAIN], current=current, approved=approved) == ""


@pytest.mark.parametrize("state", [state for state in S if state not in ENDED and state is not S.ADJOURNED])
def test_an_amended_text_returns_to_who_approved_it(state):
    after = moves_from(state)[E.AMEND].to
    assert after is AMENDED.get(state, state)
    # Where it stands after, a step that approves, or one that comes before any approval, is still to pass.
    forward = [move for (start, _), move in FORWARD.items() if start is after]
    assert forward[0].approves or after is S.DRAFT


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("event", list(E))
def test_the_author_moves_only_its_own_steps_and_no_text_in_other_hands(state, event):
    assert may_move(state, event, manages=True, is_author=False)
    assert not may_move(state, event, manages=False, is_author=False)
    others = event is E.AMEND and state in (S.FORWARDED, S.SCHEDULED)
    own = event in AUTHOR_EVENTS and not others
    assert may_move(state, event, manages=False, is_author=True) is own


def test_a_difference_is_told_in_words():
    assert word_diff("Un bus pour le Vexin.", "Deux bus pour le Vexin.") == (
        Piece(REMOVED, "Un "), Piece(ADDED, "Deux "), Piece(SAME, "bus pour le Vexin."),
    )  # fmt: skip
    assert word_diff("", "") == ()


@given(st.text(alphabet="ab \n", max_size=30), st.text(alphabet="ab \n", max_size=30))
def test_a_difference_holds_both_texts(before, after):
    pieces = word_diff(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != ADDED) == before
    assert "".join(piece.text for piece in pieces if piece.kind != REMOVED) == after
