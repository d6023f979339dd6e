"""What an agenda weighs, when it may change, and what it should hold."""

from __future__ import annotations

from datetime import timedelta

from maillage.programme.governance.enums import ItemKind, MeetingState

M = MeetingState
CHANGEABLE = frozenset({M.DRAFT, M.CONVENED, M.FROZEN, M.OPEN})
REMOVABLE = frozenset({M.DRAFT, M.CONVENED})
# From then on people were told of the agenda: a change must be told too.
TOLD = frozenset({M.CONVENED, M.FROZEN})
LATE = frozenset({M.FROZEN, M.OPEN})
DEADLINE_HORIZON = timedelta(days=60)
RECURRING = (("Questions diverses et prochaine réunion", ItemKind.INFORMATION, 10),)
FOLLOW_UPS_TITLE = "Suites de la réunion précédente"


def change_fault(state: MeetingState) -> str:
    """Why an item cannot be added or changed."""
    if state in CHANGEABLE:
        return ""
    return f"Cette réunion est « {state.label.lower()} » : son ordre du jour ne change plus."


def removal_fault(state: MeetingState) -> str:
    """Why an item cannot be removed or moved."""
    if state in REMOVABLE:
        return ""
    return "L’ordre du jour est figé : un point ne peut plus être retiré ni déplacé. Dégelez-le d’abord."


def length_words(planned: int, available: int) -> str:
    """The minutes of the items against the minutes of the meeting."""
    words = f"{_minutes(planned)} prévues pour {_minutes(available)} de réunion"
    return f"{words} : {_minutes(planned - available)} de trop." if planned > available else f"{words}."


def _minutes(count: int) -> str:
    hours, rest = divmod(count, 60)
    if not hours:
        return f"{rest} minutes"
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"
