"""Follow-ups as someone may read them: those of a confidential decision stay as confidential."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet
from django.http import Http404

from maillage.programme.governance.enums import FollowUpStatus
from maillage.programme.governance.models import FollowUp, Meeting, Member, Representative
from maillage.programme.governance.rules.reading import readable_levels, readable_states
from maillage.programme.governance.selectors.meetings import manages
from maillage.programme.people.models import User

OPEN = (FollowUpStatus.TODO, FollowUpStatus.DOING)


def follow_ups_for(viewer: User, *, ended: bool = False, mine: bool = False, member: str = "") -> QuerySet[FollowUp]:
    """The follow-ups that someone may read, open or ended; the first due first."""
    found = _readable(viewer)
    found = found.exclude(status__in=OPEN) if ended else found.filter(status__in=OPEN)
    if mine:
        found = found.filter(responsible_member__in=members_of(viewer))
    if member:
        found = found.filter(responsible_member__public_id=member)
    return found.order_by(F("due_on").asc(nulls_last=True), "pk")


def follow_ups_of(viewer: User, meeting: Meeting) -> QuerySet[FollowUp]:
    """The follow-ups of one meeting."""
    return _readable(viewer).filter(meeting=meeting).order_by(F("due_on").asc(nulls_last=True), "pk")


def follow_up_for(viewer: User, follow_up_id: int) -> FollowUp:
    """One follow-up, or 404."""
    found = _readable(viewer).filter(pk=follow_up_id).first()
    if found is None:
        raise Http404("Cette suite n’existe pas.")
    return found


def may_change(viewer: User, follow_up: FollowUp) -> bool:
    """Whether someone may say where a follow-up stands: who manages, or who speaks for the responsible member."""
    if manages(viewer):
        return True
    return follow_up.responsible_member_id in members_of(viewer)


def members_of(viewer: User) -> frozenset[int]:
    """The members that someone speaks for."""
    found = Representative.objects.filter(user=viewer, ends_on__isnull=True)
    return frozenset(found.values_list("member", flat=True))


def responsible_choices() -> list[tuple[str, str]]:
    """The members that have open follow-ups."""
    found = Member.objects.filter(follow_ups__status__in=OPEN).distinct().order_by("display_name")
    return [(str(key), name) for key, name in found.values_list("public_id", "display_name")]


def _readable(viewer: User) -> QuerySet[FollowUp]:
    all_levels = manages(viewer)
    levels, states = readable_levels(manages=all_levels), readable_states(manages=all_levels)
    found = FollowUp.objects.filter(
        Q(decision__isnull=True) | Q(decision__item__confidentiality__in=levels), meeting__state__in=states
    )
    return found.select_related("responsible_member", "meeting", "decision")
