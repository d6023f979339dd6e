"""The one table of the chain GT → COTECH → COPIL: who may send a proposal where, in which kind of meeting.

`docs/guide/etats.md` is drawn from it. No level is skipped; only the version approved at a step reaches the next.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from maillage.programme.governance.enums import CommitteeKind, ProposalEvent, ProposalState

S, E, K = ProposalState, ProposalEvent, CommitteeKind


@dataclass(frozen=True)
class Move:
    """What an event does: the state after, the instance whose held meeting it needs, whether it must say why."""

    to: ProposalState
    meeting: CommitteeKind | None = None
    reason: bool = False
    approves: bool = False


# Where a proposal that is sent back can go, by the level that sends it.
BACK: Mapping[ProposalState, tuple[ProposalState, ...]] = {
    S.FILED: (S.DRAFT,),
    S.RETAINED: (S.DRAFT, S.FILED),
    S.FORWARDED: (S.DRAFT, S.FILED, S.RETAINED),
    S.VALIDATED: (S.DRAFT, S.FILED, S.RETAINED, S.FORWARDED),
    S.SCHEDULED: (S.DRAFT, S.FILED, S.RETAINED, S.FORWARDED, S.VALIDATED),
}
# The instance that examines a proposal in each state.
EXAMINED_BY: Mapping[ProposalState, CommitteeKind] = {
    S.FILED: K.WORKING_GROUP,
    S.FORWARDED: K.COTECH,
    S.SCHEDULED: K.COPIL,
}
# A text that changes after a step passes that step again: it returns to whoever approved it.
AMENDED: Mapping[ProposalState, ProposalState] = {S.RETAINED: S.FILED, S.VALIDATED: S.FORWARDED}
# What the body that proposes may do by itself; the rest belongs to those who run the governance.
AUTHOR_EVENTS = frozenset({E.FILE, E.AMEND, E.WITHDRAW})
LIVE = frozenset({S.FILED, S.RETAINED, S.FORWARDED, S.VALIDATED, S.SCHEDULED})
ENDED = frozenset({S.ADOPTED, S.REJECTED, S.WITHDRAWN})

FORWARD: Mapping[tuple[ProposalState, ProposalEvent], Move] = {
    (S.DRAFT, E.FILE): Move(S.FILED),
    (S.FILED, E.RETAIN): Move(S.RETAINED, K.WORKING_GROUP, approves=True),
    (S.RETAINED, E.FORWARD): Move(S.FORWARDED),
    (S.FORWARDED, E.VALIDATE): Move(S.VALIDATED, K.COTECH, approves=True),
    (S.VALIDATED, E.SCHEDULE): Move(S.SCHEDULED),
    (S.SCHEDULED, E.ADOPT): Move(S.ADOPTED, K.COPIL, approves=True),
}


def moves_from(state: ProposalState) -> dict[ProposalEvent, Move]:
    """Every event that can happen to a proposal in this state."""
    moves = {event: move for (start, event), move in FORWARD.items() if start is state}
    if state in ENDED:
        return moves
    if state in EXAMINED_BY:
        examined = EXAMINED_BY[state]
        moves[E.ADJOURN] = Move(S.ADJOURNED, examined, reason=True)
        moves[E.REJECT] = Move(S.REJECTED, examined, reason=True)
    if state in BACK:
        moves[E.SEND_BACK] = Move(S.DRAFT, EXAMINED_BY.get(state), reason=True)
    if state is S.ADJOURNED:
        moves[E.RESUME] = Move(S.FILED)
    if state is not S.ADJOURNED:
        moves[E.AMEND] = Move(AMENDED.get(state, state))
    moves[E.WITHDRAW] = Move(S.WITHDRAWN, reason=True)
    return moves


def may_move(state: ProposalState, event: ProposalEvent, *, manages: bool, is_author: bool) -> bool:
    """Whether a person may cause an event: managers any, the body that proposes its own.

    Between two levels, a text is in the hands of the instance that examines it: only its secretariat amends it there,
    or what one level approved would reach the next one changed.
    """
    in_other_hands = event is E.AMEND and state in (S.FORWARDED, S.SCHEDULED)
    return manages or (is_author and event in AUTHOR_EVENTS and not in_other_hands)


def move_fault(
    state: ProposalState,
    event: ProposalEvent,
    *,
    meeting_kind: CommitteeKind | None,
    meeting_held: bool,
    quorum_met: bool,
    reason: str,
) -> str:
    """Why an event is refused, "" when it is not."""
    move = moves_from(state).get(event)
    if move is None:
        return f"Une proposition « {state.label} » ne peut pas « {event.label.lower()} »."
    if move.reason and not reason.strip():
        return "Dites pourquoi : la raison sera gardée et lue par l’auteur."
    if move.meeting is None:
        return ""
    if meeting_kind is not move.meeting:
        return f"Cette étape se décide dans une réunion : {move.meeting.label}."
    if not meeting_held:
        return "Cette étape se décide dans une réunion ouverte ou tenue : choisissez-la."
    return "" if quorum_met else "Le quorum n’était pas atteint dans cette réunion : elle ne peut pas en décider."


def destination(
    state: ProposalState, event: ProposalEvent, wanted: ProposalState | None, resumed: str
) -> ProposalState:
    """The state after; a proposal sent back goes where it is sent, a resumed one where it was."""
    if event is E.SEND_BACK:
        if wanted is None or wanted not in BACK[state]:
            raise ValueError("Choisissez à quelle étape renvoyer la proposition.")
        return wanted
    if event is E.RESUME:
        return ProposalState(resumed)
    return moves_from(state)[event].to


def version_fault(move: Move, *, current: int, approved: int) -> str:
    """Why a text cannot go on: what was changed after a step passes that step again."""
    if move.to in (S.FORWARDED, S.SCHEDULED) and current != approved:
        return "Le texte a changé depuis l’étape passée : faites approuver la nouvelle version avant de la transmettre."
    return ""
