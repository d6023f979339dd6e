"""The page of states in the guide is the one that the rules' tables give."""

from __future__ import annotations

from django.core.management import call_command

from maillage.programme.governance.charts import states_page
from maillage.programme.governance.enums import MeetingState, MemberStatus, MinutesState, ProposalState
from maillage.programme.governance.rules.proposals import moves_from
from tests.architecture.house import ROOT


def test_the_page_of_the_guide_is_fresh():
    assert (ROOT / "docs" / "guide" / "etats.md").read_text(encoding="utf-8") == states_page()


def test_the_page_names_every_state_and_every_event():
    page = states_page()
    for states in (MemberStatus, MeetingState, MinutesState, ProposalState):
        for state in states:
            assert f"    {state.value}: {state.label}\n" in page
    for state in ProposalState:
        for event in moves_from(state):
            assert f"| {state.label} | {event.label} |" in page


def test_the_command_writes_it_or_shows_it(tmp_path, capsys):
    call_command("draw_states", str(tmp_path / "etats.md"))
    assert (tmp_path / "etats.md").read_text(encoding="utf-8") == states_page()
    call_command("draw_states")
    assert "stateDiagram-v2" in capsys.readouterr().out
