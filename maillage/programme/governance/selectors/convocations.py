"""Who is invited, what was sent to whom, what is due, and the invitation behind a link."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from maillage.programme.governance.enums import DeliveryStatus, InvitationAnswer, MeetingState
from maillage.programme.governance.links import key_of
from maillage.programme.governance.models import Convocation, Delivery, Invitation, Meeting, Representative
from maillage.programme.governance.rules.meetings import reminder_due
from maillage.programme.governance.selectors.attendance import seated_members

# A mail takes seconds: one that was begun longer ago and never ended may have left, or not.
UNCERTAIN_AFTER = timedelta(minutes=2)
SHOWN = (MeetingState.CONVENED, MeetingState.FROZEN)
CALLED_OFF = {MeetingState.CANCELLED: "cancelled", MeetingState.POSTPONED: "postponed"}


@dataclass(frozen=True)
class Sending:
    """Where the mails of one purpose stand."""

    purpose: str
    to_send: int
    sent: int
    refused: int
    under_way: int
    uncertain: tuple[Delivery, ...]


def persons_to_invite(meeting: Meeting) -> QuerySet[Representative]:
    """Holders and deputies of the members that hold a seat, on the day of the meeting."""
    day = timezone.localdate(meeting.starts_at)
    now_in_charge = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    found = Representative.objects.filter(now_in_charge, starts_on__lte=day, member__in=seated_members(meeting))
    return found.select_related("member__college").order_by(
        "member__college__position", "member__display_name", "-kind", "full_name"
    )


def newcomers_to(meeting: Meeting) -> QuerySet[Representative]:
    """Those who should be invited and are not: they came after the convocation left."""
    return persons_to_invite(meeting).exclude(invitations__convocation__meeting=meeting)


def convocation_of(meeting: Meeting) -> Convocation | None:
    """The convocation of a meeting, when it left."""
    return Convocation.objects.filter(meeting=meeting).first()


def invitations_of(meeting: Meeting) -> QuerySet[Invitation]:
    """Everyone invited, with the mails of each."""
    found = Invitation.objects.filter(convocation__meeting=meeting)
    return (
        found.select_related(
            "representative__member__college", "convocation__meeting__committee", "convocation__meeting__postponed_to"
        )
        .prefetch_related(Prefetch("deliveries", Delivery.objects.order_by("claimed_at", "pk")))
        .order_by("representative__member__college__position", "representative__member__display_name", "pk")
    )


def current_purpose(meeting: Meeting) -> str:
    """What is to be told now: the convocation, the last change, the cancelling; "" when nothing ever left."""
    if not Convocation.objects.filter(meeting=meeting).exists():
        return ""
    if meeting.state in CALLED_OFF:
        return CALLED_OFF[MeetingState(meeting.state)]
    if meeting.state not in SHOWN:
        return ""
    return f"notice-{meeting.revision}" if meeting.revision else "convocation"


def sending_of(meeting: Meeting, purpose: str, now: datetime) -> Sending:
    """How many mails of this purpose left, and how many wait."""
    deliveries = list(
        Delivery.objects.filter(invitation__convocation__meeting=meeting, purpose=purpose).select_related(
            "invitation__representative__member"
        )
    )
    claimed = [one for one in deliveries if one.status == DeliveryStatus.CLAIMED]
    uncertain = tuple(one for one in claimed if now - one.claimed_at >= UNCERTAIN_AFTER)
    counts = Counter(one.status for one in deliveries)
    mailed = invitations_of(meeting).exclude(email="").count()
    return Sending(
        purpose,
        mailed - len(deliveries),
        counts[DeliveryStatus.SENT],
        counts[DeliveryStatus.FAILED],
        len(claimed) - len(uncertain),
        uncertain,
    )


def delivery_for(meeting: Meeting, delivery_id: int) -> Delivery | None:
    """One mail of a meeting."""
    found = Delivery.objects.filter(invitation__convocation__meeting=meeting, pk=delivery_id)
    return found.first()


def invitation_of_link(token: str) -> Invitation | None:
    """The invitation behind a link, None when the link is not ours."""
    key = key_of(token)
    if key is None:
        return None
    found = Invitation.objects.select_related(
        "representative__member", "convocation__meeting__committee", "convocation__meeting__postponed_to"
    )
    return found.filter(key=key).first()


def reminders_due(now: datetime) -> list[tuple[Meeting, int]]:
    """The meetings to remind of today, with the reminder that is due."""
    today = timezone.localdate(now)
    due = []
    coming = Meeting.objects.filter(state__in=SHOWN, starts_at__gt=now, convened_at__isnull=False)
    for meeting in coming.select_related("committee"):
        convened_on = timezone.localdate(meeting.convened_at)
        days = reminder_due(today, timezone.localdate(meeting.starts_at), convened_on)
        if days is not None:
            due.append((meeting, days))
    return due


def unanswered() -> Q:
    """Those who have not answered."""
    return Q(answer=InvitationAnswer.NONE)
