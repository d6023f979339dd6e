"""Who is there at a moment, and for which member: persons come and go, a member counts once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from maillage.programme.governance.enums import InvitationAnswer, MeetingState, Presence
from maillage.programme.governance.rules.meetings import THERE

WRITABLE = frozenset({MeetingState.CONVENED, MeetingState.FROZEN, MeetingState.OPEN, MeetingState.HELD})
ANSWERABLE = frozenset({MeetingState.CONVENED, MeetingState.FROZEN})
FROM_ANSWER = {
    InvitationAnswer.NONE: Presence.EXPECTED,
    InvitationAnswer.PRESENT: Presence.EXPECTED,
    InvitationAnswer.REMOTE: Presence.EXPECTED,
    InvitationAnswer.EXCUSED: Presence.EXCUSED,
    InvitationAnswer.REPRESENTED: Presence.REPRESENTED,
    InvitationAnswer.PROXY: Presence.PROXY,
}


@dataclass(frozen=True)
class Stay:
    """How a person takes part, and from when to when."""

    presence: Presence
    arrived_at: datetime | None = None
    left_at: datetime | None = None


def is_there(stay: Stay) -> bool:
    """Whether the person is in the room, or on line, now."""
    return stay.presence in THERE and stay.left_at is None


def was_there(stay: Stay, start: datetime | None, end: datetime | None) -> bool:
    """Whether the person was there at some time of an item that went from `start` to `end`."""
    if stay.presence not in THERE:
        return False
    if end is not None and stay.arrived_at is not None and stay.arrived_at >= end:
        return False
    return start is None or stay.left_at is None or stay.left_at > start


def members_there(stays: Iterable[tuple[int | None, Stay]]) -> frozenset[int]:
    """The members that someone stands for now; however many persons, a member is there once."""
    return frozenset(member for member, stay in stays if member is not None and is_there(stay))


def may_answer(state: MeetingState, ends_at: datetime, now: datetime) -> bool:
    """Whether an invited person may still answer: until the meeting opens."""
    return state in ANSWERABLE and now < ends_at


def answer_fault(answer: InvitationAnswer, stands_for: str, *, remote_allowed: bool, proxies: int) -> str:
    """Why an answer is refused, "" when it is not."""
    if answer is InvitationAnswer.REMOTE and not remote_allowed:
        return "Cette réunion se tient sur place : choisissez une autre réponse."
    if answer is InvitationAnswer.PROXY and not proxies:
        return "Cette instance n’accepte pas de pouvoir : faites-vous représenter, ou dites que vous ne venez pas."
    if answer in (InvitationAnswer.REPRESENTED, InvitationAnswer.PROXY) and not stands_for.strip():
        return "Dites qui viendra à votre place."
    return ""
