"""The mail of a convocation as its first reader will see it, before anything is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from maillage.programme.governance.links import invitation_letter
from maillage.programme.governance.models import Convocation, Invitation, Meeting, Representative


@dataclass(frozen=True)
class Preview:
    """A mail that nobody receives."""

    to: str
    subject: str
    text: str


def preview_of(
    meeting: Meeting,
    *,
    base: str,
    signatories: Sequence[str],
    message: str,
    persons: Sequence[Representative],
    urgent_reason: str,
) -> Preview:
    """The mail of the first person chosen; its link leads nowhere yet."""
    meeting.urgent_reason = urgent_reason
    convocation = Convocation(meeting=meeting, signatories=[name for name in signatories if name], message=message)
    invitation = Invitation(convocation=convocation, representative=persons[0], email=persons[0].email)
    letter = invitation_letter(invitation, purpose="convocation", base=base)
    return Preview(letter.to or "par la poste", letter.subject, letter.text)
