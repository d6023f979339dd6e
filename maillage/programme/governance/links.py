"""The signed links that invitations carry, and the mails themselves. Not for pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core import signing
from django.urls import reverse
from django.utils import timezone

from maillage.design.mails import mail_text
from maillage.design.typography import long_time
from maillage.programme.governance.calendars import meeting_ics
from maillage.programme.governance.enums import Confidentiality, MeetingState, RepresentativeKind
from maillage.programme.governance.models import Invitation, Meeting

SALT = "maillage.governance.invitation"
CALLED_OFF = (MeetingState.CANCELLED, MeetingState.POSTPONED)
SUBJECTS = {
    "convocation": "Convocation : {title}, {when}",
    "reminder": "Rappel : {title}, {when}",
    "notice": "Changement : {title}, {when}",
    "cancelled": "Annulée : {title}, {when}",
    "postponed": "Reportée : {title}, {when}",
}


@dataclass(frozen=True)
class Letter:
    """A mail ready to be sent, with its calendar file."""

    subject: str
    text: str
    to: str
    calendar: bytes
    calendar_method: str


def token_of(invitation: Invitation) -> str:
    """What the link of an invitation carries."""
    return signing.Signer(salt=SALT).sign(invitation.key.hex)


def key_of(token: str) -> UUID | None:
    """The key of an invitation, or None when the link is not ours."""
    try:
        return UUID(hex=signing.Signer(salt=SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def answer_address(invitation: Invitation, base: str) -> str:
    """Where an invited person answers."""
    return base.rstrip("/") + reverse("governance:invitation", kwargs={"token": token_of(invitation)})


def invitation_letter(invitation: Invitation, *, purpose: str, base: str) -> Letter:
    """The mail of one purpose, as one person receives it."""
    meeting = invitation.convocation.meeting
    kind = purpose.partition("-")[0]
    calendar = meeting_ics(meeting, base=base)
    subject = SUBJECTS[kind].format(title=meeting.title, when=_when(meeting.starts_at))
    return Letter(
        " ".join(subject.split()),
        mail_text("governance/mails/convocation.txt", letter_context(invitation, kind, base)),
        invitation.email,
        calendar,
        "CANCEL" if meeting.state in CALLED_OFF else "PUBLISH",
    )


def letter_context(invitation: Invitation, kind: str, base: str) -> dict[str, object]:
    """What a mail or a postal letter says; confidential items never leave by mail."""
    meeting, person = invitation.convocation.meeting, invitation.representative
    return {
        "kind": kind,
        "meeting": meeting,
        "person": person,
        "in_copy": person.kind == RepresentativeKind.DEPUTY,
        "when": _when(meeting.starts_at),
        "later": _when(meeting.postponed_to.starts_at) if meeting.postponed_to else "",
        "items": mailed_items(meeting),
        "signatories": invitation.convocation.signatories,
        "message": invitation.convocation.message,
        "address": answer_address(invitation, base),
    }


def mailed_items(meeting: Meeting) -> list[str]:
    """The agenda as it may be mailed."""
    items = [item for item in meeting.items.all() if item.confidentiality != Confidentiality.INTERNAL]
    return [
        f"{number}. {item.title} ({item.get_kind_display().lower()}, {item.minutes_planned} min)"
        + (f" — {item.rapporteur}" if item.rapporteur else "")
        for number, item in enumerate(items, start=1)
    ]


def _when(moment: datetime) -> str:
    return long_time(timezone.localtime(moment))
