"""States of a meeting, the delay of a convocation, the quorum, proxies."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from maillage.programme.governance.enums import MeetingState, Presence, QuorumRule

M = MeetingState
NEXT: Mapping[MeetingState, frozenset[MeetingState]] = {
    M.DRAFT: frozenset({M.CONVENED, M.CANCELLED}),
    M.CONVENED: frozenset({M.FROZEN, M.OPEN, M.POSTPONED, M.CANCELLED}),
    M.FROZEN: frozenset({M.OPEN, M.CONVENED, M.POSTPONED, M.CANCELLED}),
    M.OPEN: frozenset({M.HELD}),
    M.HELD: frozenset({M.OPEN, M.CLOSED}),
    M.CLOSED: frozenset(),
    M.POSTPONED: frozenset(),
    M.CANCELLED: frozenset(),
}
BEFORE = frozenset({M.DRAFT, M.CONVENED, M.FROZEN})
LATE_STATES = frozenset({M.FROZEN, M.OPEN})
REMINDER_DAYS = (15, 5, 1)
THERE = frozenset({Presence.PRESENT, Presence.REMOTE, Presence.REPRESENTED})


def may_become(now: MeetingState, then: MeetingState) -> bool:
    """Whether a meeting in the first state may take the second."""
    return then in NEXT[now]


def latest_convening(meets_on: date, days: int, *, clear: bool) -> date:
    """The last day on which the convocation may leave; clear days count neither the first day nor the last."""
    return meets_on - timedelta(days=days + (1 if clear and days else 0))


def convening_fault(today: date, meets_on: date, days: int, *, clear: bool, urgent_reason: str) -> str:
    """Why a convocation cannot leave today, "" when it can. An urgent one says why."""
    if meets_on < today:
        return "Cette réunion est passée : changez sa date avant de convoquer."
    latest = latest_convening(meets_on, days, clear=clear)
    if today <= latest or urgent_reason.strip():
        return ""
    kind = "jours francs" if clear else "jours"
    return (
        f"Il faut convoquer {days} {kind} avant la réunion, donc le {latest:%d/%m/%Y} au plus tard. "
        "Reportez la réunion, ou dites pourquoi elle est urgente : la raison sera écrite dans le relevé."
    )


def due_reminders(today: date, meets_on: date) -> tuple[int, ...]:
    """The reminder to send today, in days before the meeting: the nearest one passed, none after the meeting."""
    left = (meets_on - today).days
    passed = [days for days in REMINDER_DAYS if 0 < left <= days]
    return (min(passed),) if passed else ()


@dataclass(frozen=True)
class SeatedMember:
    """A member with a seat: its college, and whether someone is there for it now."""

    college: str
    there: bool


@dataclass(frozen=True)
class Quorum:
    """Whether a meeting can decide, and how many are there of how many needed."""

    met: bool
    there: int
    needed: int
    words: str


def quorum_of(rule: QuorumRule, value: int | None, members: Iterable[SeatedMember]) -> Quorum:
    """The quorum of the members who hold a seat."""
    seated = tuple(members)
    there = sum(member.there for member in seated)
    if rule is QuorumRule.NONE or value is None:
        return Quorum(True, there, 0, f"Aucun quorum demandé ; {_members(there)} sur {len(seated)}.")
    if rule is QuorumRule.BY_COLLEGE:
        return _by_college(seated, value, there)
    needed = value if rule is QuorumRule.COUNT else share_of(value, len(seated))
    met = there >= needed
    state = "atteint" if met else "non atteint"
    return Quorum(
        met, there, needed, f"Quorum {state} : {_members(there)}, {needed} demandé{'s' if needed > 1 else ''}."
    )


def _members(count: int) -> str:
    return f"{count} membre présent" if count == 1 else f"{count} membres présents"


def share_of(percent: int, count: int) -> int:
    """How many make this share, rounded up."""
    return math.ceil(percent * count / 100)


def _by_college(seated: tuple[SeatedMember, ...], percent: int, there: int) -> Quorum:
    colleges = sorted({member.college for member in seated})
    short = []
    needed = 0
    for college in colleges:
        inside = [member for member in seated if member.college == college]
        asked = share_of(percent, len(inside))
        needed += asked
        if sum(member.there for member in inside) < asked:
            short.append(college)
    if short:
        return Quorum(False, there, needed, f"Quorum non atteint dans : {', '.join(short)}.")
    return Quorum(True, there, needed, f"Quorum atteint dans chaque collège : {_members(there)}.")


def proxy_fault(*, held: int, allowed: int, giver_is_holder: bool) -> str:
    """Why a proxy is refused."""
    if giver_is_holder:
        return "Une personne qui porte un pouvoir ne peut pas donner le sien."
    if held >= allowed:
        return f"Cette personne porte déjà {held} pouvoir{'s' if held > 1 else ''} : {allowed} au plus par personne."
    return ""


def reminder_due(today: date, meets_on: date, convened_on: date) -> int | None:
    """The reminder of today, in days before the meeting; a day that had passed when the convocation left gives none."""
    return next(
        (days for days in due_reminders(today, meets_on) if meets_on - timedelta(days=days) > convened_on), None
    )
