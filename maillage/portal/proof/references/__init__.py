"""One CSV a reference: each requirement, its state, who answers for it, our answer and its evidence."""

from __future__ import annotations

from maillage.portal.proof.references.reading import (
    OWNER_WORDS,
    REFERENCES,
    STATUS_WORDS,
    Requirement,
    RequirementOwner,
    RequirementStatus,
    by_owner,
    by_status,
    order_of,
    read_requirements,
    remaining,
    requirements,
)

__all__ = [
    "OWNER_WORDS",
    "REFERENCES",
    "STATUS_WORDS",
    "Requirement",
    "RequirementOwner",
    "RequirementStatus",
    "by_owner",
    "by_status",
    "order_of",
    "read_requirements",
    "remaining",
    "requirements",
]
