"""The page of the guide that shows every state and what leads from one to another, written from the rules' tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import TextChoices

from maillage.programme.governance.enums import MeetingState, MemberStatus, MinutesState, ProposalState
from maillage.programme.governance.rules import meetings, members, minutes
from maillage.programme.governance.rules.proposals import BACK, moves_from

State = TypeVar("State", bound=TextChoices)
OPENING = """# Les états

Cette page est écrite par `maillage manage draw_states` à partir des règles du logiciel : ne la corrigez pas à la main.
Les flèches sont les seuls passages possibles ; tout le reste est refusé.
"""
CHAIN = """
## Proposition

Une proposition va du groupe de travail (GT) au COTECH, puis au COPIL. Aucun niveau n’est sauté. Seule la version
approuvée à une étape passe à la suivante : un texte amendé repasse devant l’instance qui l’avait approuvé.
"""

_registered: list[tuple[str, type[TextChoices], Mapping[Any, frozenset[Any]]]] = []


def register(title: str, states: type[State], table: Mapping[State, frozenset[State]]) -> None:
    """Add the states of a subject above; called once, when its app is ready."""
    if title not in [one for one, _, _ in _registered]:
        _registered.append((title, states, table))


def states_page() -> str:
    """The whole page, in Markdown."""
    blocks = [
        OPENING,
        CHAIN,
        _chain_diagram(),
        _chain_table(),
        _section("Membre", MemberStatus, members.NEXT),
        f"Il faut dire pourquoi pour : {_words(members.NEEDS_REASON, MemberStatus)}.\n",
        _section("Réunion", MeetingState, meetings.NEXT),
        _section("Relevé de conclusions", MinutesState, minutes.NEXT),
        *(_section(title, states, table) for title, states, table in _registered),
    ]
    return "\n".join(block.strip("\n") + "\n" for block in blocks)


def _chain_diagram() -> str:
    arrows = [
        f"    {state.value} --> {move.to.value}: {event.label}"
        for state in ProposalState
        for event, move in moves_from(state).items()
        if move.to is not state and event.value not in ("send_back", "resume", "withdraw")
    ]
    back = [f"    {state.value} --> {to.value}: Renvoyer" for state, places in BACK.items() for to in places[-1:]]
    return _diagram(ProposalState, [*arrows, *back, "    adjourned --> forwarded: Reprendre à l’étape quittée"])


def _chain_table() -> str:
    rows = ["| Depuis | Ce qui arrive | Vers | Réunion | Raison |", "|---|---|---|---|---|"]
    for state in ProposalState:
        for event, move in moves_from(state).items():
            goes = _destination(state, event.value) or move.to.label
            meeting = move.meeting.label if move.meeting else "—"
            rows.append(f"| {state.label} | {event.label} | {goes} | {meeting} | {'oui' if move.reason else '—'} |")
    return "\n".join(rows)


def _destination(state: ProposalState, event: str) -> str:
    if event == "send_back":
        return " ou ".join(place.label for place in BACK[state])
    return "L’étape quittée" if event == "resume" else ""


def _section(title: str, states: type[State], table: Mapping[State, frozenset[State]]) -> str:
    arrows = [f"    {start.value} --> {end.value}" for start in states for end in states if end in table[start]]
    return f"## {title}\n\n{_diagram(states, arrows)}"


def _diagram(states: Iterable[TextChoices], arrows: list[str]) -> str:
    names = [f"    {state.value}: {state.label}" for state in states]
    return "\n".join(["```mermaid", "stateDiagram-v2", *names, *arrows, "```"])


def _words(chosen: Iterable[MemberStatus], order: Iterable[MemberStatus]) -> str:
    kept = frozenset(chosen)
    return ", ".join(f"« {state.label} »" for state in order if state in kept)
