"""Words that several pages of the governance share."""

from __future__ import annotations

from datetime import date

from maillage.design.parts import Crumb
from maillage.design.typography import day_of
from maillage.programme.governance.enums import MemberStatus, ProposalState
from maillage.programme.governance.rules.duties import Urgency

HOME = ("Gouvernance", "/gouvernance/")
STATUS_KINDS = {
    MemberStatus.PROSPECTIVE: "muted",
    MemberStatus.CANDIDATE: "info",
    MemberStatus.CONFIRMED: "success",
    MemberStatus.SUSPENDED: "warning",
    MemberStatus.WITHDRAWN: "muted",
    MemberStatus.REFUSED: "error",
}
STATE_KINDS = {
    ProposalState.DRAFT: "muted",
    ProposalState.ADOPTED: "success",
    ProposalState.REJECTED: "error",
    ProposalState.ADJOURNED: "warning",
    ProposalState.WITHDRAWN: "muted",
}
URGENCIES = {
    Urgency.LATE: ("En retard", "error"),
    Urgency.URGENT: ("Urgente", "warning"),
    Urgency.NEAR: ("Proche", "info"),
    Urgency.FAR: ("À venir", "muted"),
    Urgency.DONE: ("Faite", "success"),
}


def trail(*pairs: tuple[str, str], last: str) -> tuple[Crumb, ...]:
    """The path to a page of the governance: its parents, then its own label."""
    return (Crumb("Accueil", "/"), *(Crumb(*pair) for pair in (HOME, *pairs)), Crumb(last))


def counted(count: int, one: str, many: str = "") -> str:
    """« 1 membre », « 12 membres », « aucun membre » is left to the page."""
    return f"{count} {one if count < 2 else many or one + 's'}"


def period(starts_on: date, ends_on: date | None) -> str:
    """« depuis le 11 juillet 2024 », « du 11 juillet 2024 au 1er mars 2025 »."""
    if ends_on is None:
        return f"depuis le {day_of(starts_on)}"
    return f"du {day_of(starts_on)} au {day_of(ends_on)}"
