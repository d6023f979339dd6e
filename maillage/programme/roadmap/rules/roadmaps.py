"""States of a feuille de route, and what perimeters owe one another: one table, and sets of communes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from maillage.programme.governance.enums import CommitteeKind, MemberCategory
from maillage.programme.roadmap.enums import RoadmapState

S, K = RoadmapState, CommitteeKind


@dataclass(frozen=True)
class Move:
    """A change of state: the instance that must have met, whether it asks why, whether it freezes a version."""

    meeting: CommitteeKind | None = None
    reason: bool = False
    freezes: bool = False


MOVES: Mapping[tuple[RoadmapState, RoadmapState], Move] = {
    (S.DRAFT, S.CONSULTATION): Move(),
    (S.CONSULTATION, S.VALIDATED): Move(K.COTECH),
    (S.CONSULTATION, S.DRAFT): Move(reason=True),
    (S.VALIDATED, S.ADOPTED): Move(K.COPIL, freezes=True),
    (S.VALIDATED, S.CONSULTATION): Move(reason=True),
    (S.ADOPTED, S.FILED): Move(),
    (S.ADOPTED, S.REVISION): Move(reason=True),
    (S.FILED, S.REVISION): Move(reason=True),
    (S.REVISION, S.VALIDATED): Move(K.COTECH),
    (S.ADOPTED, S.CLOSED): Move(reason=True),
    (S.FILED, S.CLOSED): Move(reason=True),
}
# What was adopted is followed, not rewritten: its text opens again only in revision.
WRITABLE = frozenset({S.DRAFT, S.CONSULTATION, S.REVISION})
FOLLOWED = frozenset({S.ADOPTED, S.FILED, S.REVISION})
LEADS = frozenset({MemberCategory.EPCI, MemberCategory.DEPARTEMENT, MemberCategory.REGION, MemberCategory.PREFECTURE})


def moves_from(state: RoadmapState) -> dict[RoadmapState, Move]:
    """Every state that can follow this one."""
    return {after: move for (before, after), move in MOVES.items() if before is state}


def move_fault(
    before: RoadmapState,
    after: RoadmapState,
    *,
    meeting_kind: CommitteeKind | None,
    meeting_held: bool,
    quorum_met: bool,
    reason: str,
) -> str:
    """Why a change of state is refused, "" when it is not."""
    move = MOVES.get((before, after))
    if move is None:
        return f"Une feuille de route « {before.label} » ne peut pas devenir « {after.label} »."
    if move.reason and not reason.strip():
        return "Dites pourquoi : la raison reste dans l’historique."
    if move.meeting is None:
        return ""
    if meeting_kind is not move.meeting or not meeting_held:
        return f"Choisissez la réunion, ouverte ou tenue, qui en a décidé : {move.meeting.label}."
    return "" if quorum_met else "Le quorum n’était pas atteint dans cette réunion : elle ne peut pas en décider."


def lead_fault(category: MemberCategory | None, *, confirmed: bool, is_departemental: bool) -> str:
    """Why a member cannot carry a roadmap; without any, the préfecture carries the départemental one."""
    if category is None:
        return "" if is_departemental else "Choisissez le porteur : une feuille de route locale en a toujours un."
    if not confirmed:
        return "Seul un membre confirmé porte une feuille de route."
    if category not in LEADS:
        return "Seuls un EPCI, un département, une région ou la préfecture portent une feuille de route."
    return ""


@dataclass(frozen=True)
class Covered:
    """A live roadmap and the communes that it covers."""

    name: str
    communes: frozenset[str]


def overlaps(communes: Iterable[str], others: Iterable[Covered]) -> dict[str, frozenset[str]]:
    """The communes shared with each other local roadmap: two local ones never cover the same."""
    own = frozenset(communes)
    shared = {other.name: own & other.communes for other in others}
    return {name: codes for name, codes in shared.items() if codes}


def uncovered(departement: Iterable[str], roadmaps: Iterable[Covered]) -> frozenset[str]:
    """The communes of a département that no roadmap covers."""
    covered: frozenset[str] = frozenset().union(*(one.communes for one in roadmaps))
    return frozenset(departement) - covered


def period_fault(starts_on: date, ends_on: date) -> str:
    """Why a period is refused."""
    return "La fin vient avant le début : vérifiez les deux dates." if ends_on < starts_on else ""
