"""Who may read which level of confidentiality: the one table."""

from __future__ import annotations

from maillage.programme.governance.enums import Confidentiality, MeetingState

EVERY_LEVEL = frozenset(Confidentiality)
PARTNERS_LEVELS = frozenset({Confidentiality.PUBLIC, Confidentiality.PARTNERS})
# A draft is not announced yet: only those who prepare it see it.
ANNOUNCED = frozenset(MeetingState) - {MeetingState.DRAFT}


def readable_levels(*, manages: bool) -> frozenset[Confidentiality]:
    """The levels that someone reads: co-pilots and those who prepare meetings read all of them."""
    return EVERY_LEVEL if manages else PARTNERS_LEVELS


def readable_states(*, manages: bool) -> frozenset[MeetingState]:
    """The states of the meetings that someone sees."""
    return frozenset(MeetingState) if manages else ANNOUNCED
