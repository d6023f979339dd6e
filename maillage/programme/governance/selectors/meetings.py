"""Meetings, their items and papers, as someone may read them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet
from django.http import Http404

from maillage.programme.governance.enums import MeetingState
from maillage.programme.governance.models import AgendaItem, Committee, Meeting, Paper, PrivateNote
from maillage.programme.governance.rules.reading import readable_levels, readable_states
from maillage.programme.people.models import User
from maillage.programme.people.rules import Capability, may

OVER = (MeetingState.HELD, MeetingState.CLOSED, MeetingState.POSTPONED, MeetingState.CANCELLED)


def manages(viewer: User) -> bool:
    """Whether someone prepares and holds the meetings."""
    return may(viewer.roles, Capability.MANAGE_GOVERNANCE)


def meetings_for(viewer: User) -> QuerySet[Meeting]:
    """The meetings that someone may see."""
    return Meeting.objects.filter(state__in=readable_states(manages=manages(viewer))).select_related("committee")


def coming_for(viewer: User, now: datetime, committee: UUID | None = None) -> QuerySet[Meeting]:
    """The meetings to come or open, the nearest first."""
    found = meetings_for(viewer).exclude(state__in=OVER).order_by("starts_at", "pk")
    return _counted(found, committee)


def past_for(viewer: User, now: datetime, committee: UUID | None = None) -> QuerySet[Meeting]:
    """The meetings held, postponed or cancelled, the latest first."""
    return _counted(meetings_for(viewer).filter(state__in=OVER).order_by("-starts_at", "-pk"), committee)


def meeting_for(viewer: User, public_id: UUID) -> Meeting:
    """One meeting, or 404."""
    found = meetings_for(viewer).select_related("committee__governance", "postponed_to", "postponed_from")
    meeting = found.filter(public_id=public_id).first()
    if meeting is None:
        raise Http404("Cette réunion n’existe pas.")
    return meeting


def items_for(viewer: User, meeting: Meeting) -> QuerySet[AgendaItem]:
    """The items that someone may read, with their papers."""
    levels = readable_levels(manages=manages(viewer))
    return meeting.items.filter(confidentiality__in=levels).prefetch_related(
        Prefetch("papers", Paper.objects.order_by("added_at", "pk"))
    )


def item_for(viewer: User, meeting: Meeting, item_id: int) -> AgendaItem:
    """One item of a meeting, or 404."""
    item = items_for(viewer, meeting).filter(pk=item_id).first()
    if item is None:
        raise Http404("Ce point n’existe pas.")
    return item


def paper_for(viewer: User, paper_id: int) -> Paper:
    """One paper of an item that someone may read, or 404."""
    levels = readable_levels(manages=manages(viewer))
    found = Paper.objects.filter(item__confidentiality__in=levels, item__meeting__in=meetings_for(viewer))
    paper = found.select_related("item__meeting").filter(pk=paper_id).first()
    if paper is None:
        raise Http404("Cette pièce n’existe pas.")
    return paper


def committees_that_meet() -> QuerySet[Committee]:
    """The instances that can be convened."""
    return Committee.objects.filter(is_active=True)


def private_note_of(viewer: User, meeting: Meeting) -> str:
    """What someone wrote for herself about a meeting."""
    return PrivateNote.objects.filter(user=viewer, meeting=meeting).values_list("text", flat=True).first() or ""


def _counted(found: QuerySet[Meeting], committee: UUID | None) -> QuerySet[Meeting]:
    if committee is not None:
        found = found.filter(committee__public_id=committee)
    return found.annotate(item_count=Count("items"))
