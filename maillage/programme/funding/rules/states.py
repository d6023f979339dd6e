"""The way of a request (F8): one table of what can happen, who does it, and what asks for a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from maillage.design.money import exact_euros
from maillage.programme.funding.enums import RequestEvent, RequestState

S, E = RequestState, RequestEvent


class Actor(StrEnum):
    """Who causes an event: the body that asks, the funder, or who runs the programme."""

    ASKER = "asker"
    FUNDER = "funder"
    PROGRAMME = "programme"


@dataclass(frozen=True)
class Move:
    """Where an event leads, who may cause it, and whether it says why."""

    to: RequestState
    actor: Actor
    reason: bool = False


A = Actor
MOVES: Mapping[tuple[RequestState, RequestEvent], Move] = {
    (S.DRAFT, E.FILE): Move(S.FILED, A.ASKER),
    (S.DRAFT, E.WITHDRAW): Move(S.WITHDRAWN, A.ASKER),
    (S.FILED, E.EXAMINE): Move(S.EXAMINED, A.FUNDER),
    (S.FILED, E.COMPLETE): Move(S.INCOMPLETE, A.FUNDER, reason=True),
    (S.FILED, E.WITHDRAW): Move(S.WITHDRAWN, A.ASKER, reason=True),
    (S.INCOMPLETE, E.FILE): Move(S.FILED, A.ASKER),
    (S.INCOMPLETE, E.WITHDRAW): Move(S.WITHDRAWN, A.ASKER, reason=True),
    (S.EXAMINED, E.COMPLETE): Move(S.INCOMPLETE, A.FUNDER, reason=True),
    (S.EXAMINED, E.ACCEPT): Move(S.ACCEPTED, A.FUNDER),
    (S.EXAMINED, E.REFUSE): Move(S.REFUSED, A.FUNDER, reason=True),
    (S.EXAMINED, E.WITHDRAW): Move(S.WITHDRAWN, A.ASKER, reason=True),
    (S.ACCEPTED, E.AGREE): Move(S.AGREED, A.PROGRAMME),
    (S.ACCEPTED, E.WITHDRAW): Move(S.WITHDRAWN, A.ASKER, reason=True),
    (S.AGREED, E.PAY): Move(S.PAID, A.PROGRAMME),
    (S.PAID, E.PAY): Move(S.PAID, A.PROGRAMME),
    (S.PAID, E.JUSTIFY): Move(S.JUSTIFIED, A.ASKER),
    (S.JUSTIFIED, E.SETTLE): Move(S.SETTLED, A.FUNDER),
    (S.JUSTIFIED, E.CLAIM): Move(S.TO_REFUND, A.FUNDER, reason=True),
    (S.JUSTIFIED, E.REOPEN): Move(S.PAID, A.FUNDER, reason=True),
    (S.TO_REFUND, E.SETTLE): Move(S.SETTLED, A.FUNDER),
}
# What is written in a request can change only before it is looked at.
WRITABLE = frozenset({S.DRAFT, S.INCOMPLETE})
ENDED = frozenset({S.REFUSED, S.SETTLED, S.WITHDRAWN})


def moves_from(state: RequestState) -> dict[RequestEvent, Move]:
    """Every event that can happen in a state."""
    return {event: move for (before, event), move in MOVES.items() if before is state}


def move_fault(state: RequestState, event: RequestEvent, *, reason: str) -> str:
    """Why an event is refused."""
    move = MOVES.get((state, event))
    if move is None:
        return f"Une demande « {state.label} » ne peut pas « {event.label.lower()} »."
    if move.reason and not reason.strip():
        return "Dites pourquoi : la raison est gardée et lue par l’autre partie."
    return ""


def grant_fault(granted: Decimal, asked: Decimal, reason: str) -> str:
    """An accepted amount may be lower than what was asked, never higher; a lower one says why."""
    if granted > asked:
        return f"On n’accorde pas plus que demandé : {exact_euros(asked)} au plus."
    if granted <= 0:
        return "Un accord donne quelque chose : pour ne rien donner, refusez la demande avec sa raison."
    if granted < asked and not reason.strip():
        return "Dites pourquoi le montant accordé est plus bas que la demande."
    return ""
