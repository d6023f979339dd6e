"""What is said of an action without being typed: late, complete, balanced; and the states that end it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from maillage.programme.roadmap.enums import ActionStatus, RiskLevel

S = ActionStatus
ENDED = frozenset({S.DONE, S.DROPPED})
# A state that stops or gives up says why, in the notes.
NEEDS_REASON = frozenset({S.BLOCKED, S.PAUSED, S.DROPPED})
SCORES = {RiskLevel.LOW: 1, RiskLevel.MEDIUM: 2, RiskLevel.HIGH: 3}
SEVERE = 6


@dataclass(frozen=True)
class Dated:
    """The dates of an action and of its steps (due, done)."""

    status: ActionStatus
    starts_on: date | None
    ends_on: date | None
    steps: tuple[tuple[date | None, date | None], ...] = ()


def late_days(dated: Dated, today: date) -> int:
    """How many days an action is late, 0 when it is not: past its end, not begun at its start, or by a step."""
    if dated.status in ENDED:
        return 0
    past = [dated.ends_on]
    if dated.status in (S.TO_COME, S.TO_DISCUSS):
        past.append(dated.starts_on)
    past += [due for due, done in dated.steps if done is None]
    return max((int((today - day).days) for day in past if day is not None and day < today), default=0)


def missing_parts(*, title: str, description: str, pilots: int, ends_on: date | None, budgeted: bool) -> list[str]:
    """What a sheet still lacks to be complete, in French."""
    parts = {
        "un intitulé": bool(title.strip()),
        "une description": bool(description.strip()),
        "un pilote": pilots > 0,
        "une date de fin": ends_on is not None,
        "un budget prévu": budgeted,
    }
    return [label for label, there in parts.items() if not there]


def status_fault(before: ActionStatus, after: ActionStatus, *, reason: str) -> str:
    """Why a state is refused."""
    if before is after:
        return f"L’action est déjà « {after.label} »."
    if after in NEEDS_REASON and not reason.strip():
        return "Dites pourquoi : la raison est gardée dans les notes de l’action."
    return ""


def risk_score(likelihood: RiskLevel, impact: RiskLevel) -> int:
    """From 1 to 9: likelihood times impact."""
    return SCORES[likelihood] * SCORES[impact]


def is_severe(likelihood: RiskLevel, impact: RiskLevel) -> bool:
    """Whether a risk is to be told to the COPIL."""
    return risk_score(likelihood, impact) >= SEVERE


def next_reference(taken: Iterable[str]) -> str:
    """The short name of the next action: A01, A02…"""
    numbers = [int(one[1:]) for one in taken if one[:1] == "A" and one[1:].isascii() and one[1:].isdigit()]
    return f"A{max(numbers, default=0) + 1:02d}"


def total(amounts: Iterable[Decimal | None]) -> Decimal:
    """The sum of what is known."""
    return sum((one for one in amounts if one is not None), Decimal("0.00"))
