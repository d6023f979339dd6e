"""Reads of instances, of who sits in them, and of what comes."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from maillage.programme.governance.enums import MeetingState
from maillage.programme.governance.models import Committee, Governance, Meeting, Member, Seat

COMING = (MeetingState.CONVENED, MeetingState.FROZEN, MeetingState.OPEN)


def committees_of(governance: Governance) -> QuerySet[Committee]:
    """The instances that meet, with how many members sit in each."""
    sitting = Count("seats", filter=Q(seats__ends_on__isnull=True))
    found = governance.committees.filter(is_active=True).select_related("parent").annotate(seat_count=sitting)
    return found.order_by("kind", "name")


def closed_committees_of(governance: Governance) -> QuerySet[Committee]:
    """The instances that meet no more."""
    return governance.committees.filter(is_active=False).order_by("name")


def committee_by_id(governance: Governance, public_id: uuid.UUID) -> Committee:
    """One instance, or 404."""
    found = governance.committees.select_related("parent").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def seats_of(committee: Committee) -> QuerySet[Seat]:
    """The seats that last, by function then name."""
    found = committee.seats.filter(ends_on__isnull=True).select_related("member__college")
    return found.order_by("function", "member__college__position", "member__display_name")


def seat_by_id(committee: Committee, number: int) -> Seat:
    """One seat that lasts, or 404."""
    found = committee.seats.filter(pk=number, ends_on__isnull=True).select_related("member").first()
    if found is None:
        raise Http404
    return found


def seats_of_member(member: Member) -> QuerySet[Seat]:
    """The seats of a member, those that last first."""
    return member.committee_seats.select_related("committee").order_by("ends_on", "committee__name")


def members_without_seat(committee: Committee) -> QuerySet[Member]:
    """The confirmed members that could join an instance."""
    taken = committee.seats.filter(ends_on__isnull=True).values("member")
    return committee.governance.members.filter(status="confirmed").exclude(pk__in=taken).select_related("college")


def meetings_of(committee: Committee, *, drafts: bool) -> QuerySet[Meeting]:
    """Its meetings, the last first; those not convened only for who prepares them."""
    found = committee.meetings.order_by("-starts_at")
    return found if drafts else found.exclude(state=MeetingState.DRAFT)


def coming_meetings(governance: Governance, now: datetime) -> QuerySet[Meeting]:
    """The meetings that are convened and not over, the next first."""
    found = Meeting.objects.filter(committee__governance=governance, state__in=COMING, ends_at__gte=now)
    return found.select_related("committee").order_by("starts_at")


def parents_for(governance: Governance, committee: Committee | None) -> QuerySet[Committee]:
    """The instances to which one can answer: neither itself nor those below it."""
    found = governance.committees.filter(is_active=True)
    if committee is None:
        return found
    below, level = {committee.pk}, {committee.pk}
    while level:
        level = set(governance.committees.filter(parent__in=level).values_list("pk", flat=True)) - below
        below |= level
    return found.exclude(pk__in=below)
