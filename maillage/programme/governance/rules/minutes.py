"""States of a relevé, and what each allows."""

from __future__ import annotations

from collections.abc import Mapping

from maillage.programme.governance.enums import MinutesState

S = MinutesState
NEXT: Mapping[MinutesState, frozenset[MinutesState]] = {
    S.DRAFT: frozenset({S.REVIEW, S.APPROVED}),
    S.REVIEW: frozenset({S.DRAFT, S.APPROVED}),
    S.APPROVED: frozenset({S.SIGNED, S.DRAFT}),
    S.SIGNED: frozenset({S.PUBLISHED}),
    S.PUBLISHED: frozenset({S.ARCHIVED}),
    S.ARCHIVED: frozenset(),
}
WRITABLE = frozenset({S.DRAFT, S.REVIEW})
SIGNED = frozenset({S.SIGNED, S.PUBLISHED, S.ARCHIVED})


def may_become(now: MinutesState, then: MinutesState) -> bool:
    """Whether a relevé in the first state may take the second."""
    return then in NEXT[now]


def approval_fault(*, open_comments: int) -> str:
    """Why a relevé cannot be approved."""
    if not open_comments:
        return ""
    return (
        "Répondez d’abord à la remarque de relecture."
        if open_comments == 1
        else (f"Répondez d’abord aux {open_comments} remarques de relecture.")
    )
