"""Reads of obligations, of what each person is told of, and of the private calendars."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from maillage.programme.governance.enums import GovernanceRole, SeatFunction
from maillage.programme.governance.models import (
    FollowUp,
    Governance,
    Meeting,
    Member,
    MemberCharge,
    NoticePreference,
    Obligation,
    Representative,
    Seat,
)
from maillage.programme.governance.models.members import LEFT
from maillage.programme.governance.rules.duties import LEVELS, Told, is_told
from maillage.programme.governance.selectors.committees import coming_meetings
from maillage.programme.governance.selectors.follow_ups import OPEN
from maillage.programme.governance.selectors.members import members_spoken_for
from maillage.programme.people.enums import Role
from maillage.programme.people.models import User
from maillage.programme.people.rules import Capability, may

FURTHEST = timedelta(days=max(level.days for level in LEVELS))
FOLLOW_UP_NEAR = timedelta(days=7)
MEETING_NEAR = timedelta(days=15)


def obligations_of(governance: Governance) -> QuerySet[Obligation]:
    """Every obligation, the nearest first, those done at the end."""
    found = governance.obligations.select_related("responsible", "meeting")
    return found.order_by("done_on", "due_on")


def open_obligations(governance: Governance) -> QuerySet[Obligation]:
    """Those that are not done, the nearest first."""
    return governance.obligations.filter(done_on__isnull=True).select_related("responsible").order_by("due_on")


def obligation_by_id(governance: Governance, number: int) -> Obligation:
    """One obligation, or 404."""
    found = governance.obligations.select_related("responsible").filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def preference_of(user: User) -> NoticePreference:
    """What a person chose, or the choices that everyone starts with (not kept until she changes them)."""
    return NoticePreference.objects.filter(user=user).first() or NoticePreference(user=user)


@dataclass(frozen=True)
class Agenda:
    """What a private calendar holds."""

    obligations: tuple[Obligation, ...]
    follow_ups: tuple[FollowUp, ...]
    meetings: tuple[Meeting, ...]


def agenda_by_key(governance: Governance, key: uuid.UUID, now: datetime) -> Agenda:
    """The calendar behind a private address: 404 for a key that was renewed, or whose owner may see no more."""
    preference = NoticePreference.objects.select_related("user").filter(feed_key=key, user__is_active=True).first()
    if preference is None or not may(preference.user.roles, Capability.SEE_GOVERNANCE):
        raise Http404
    return agenda_of(governance, preference.user, now)


def agenda_of(governance: Governance, user: User, now: datetime) -> Agenda:
    """Obligations not done, the follow-ups of her own bodies (all, for who runs the governance), coming meetings."""
    follow_ups = _ongoing(governance)
    if not may(user.roles, Capability.MANAGE_GOVERNANCE):
        own = members_spoken_for(user, timezone.localdate(now)).values("pk")
        follow_ups = follow_ups.filter(responsible_member__in=own)
    return Agenda(
        obligations=tuple(open_obligations(governance)),
        follow_ups=tuple(follow_ups),
        meetings=tuple(coming_meetings(governance, now)),
    )


def _ongoing(governance: Governance) -> QuerySet[FollowUp]:
    found = FollowUp.objects.filter(meeting__committee__governance=governance, status__in=OPEN)
    return found.filter(due_on__isnull=False).select_related("meeting", "responsible_member")


@dataclass(frozen=True)
class Near:
    """What one person is to be told of."""

    user: User
    preference: NoticePreference
    obligations: tuple[Obligation, ...]
    follow_ups: tuple[FollowUp, ...]
    meetings: tuple[Meeting, ...]

    @property
    def days(self) -> list[date]:
        """Every date of it."""
        return [
            *(one.due_on for one in self.obligations),
            *(one.due_on for one in self.follow_ups if one.due_on),
            *(timezone.localdate(one.starts_at) for one in self.meetings),
        ]


def near_things(governance: Governance, now: datetime) -> list[Near]:
    """For each person who may see the governance, what is near according to the table of levels and her choices."""
    today = timezone.localdate(now)
    due = list(open_obligations(governance).filter(due_on__lte=today + FURTHEST))
    tasks = list(_ongoing(governance).filter(due_on__lte=today + FOLLOW_UP_NEAR))
    meetings = list(coming_meetings(governance, now).filter(starts_at__lte=now + MEETING_NEAR))
    spoken, seated = _spoken_for(governance, today), _seated_in(governance)
    charged = _charged(governance)
    found = []
    for user in _readers():
        members = spoken[user.pk] | spoken_by_work(governance, user)
        who = _who(user, members, charged)
        preference = getattr(user, "notice_preference", None) or NoticePreference(user=user)
        found.append(
            Near(
                user,
                preference,
                tuple(one for one in due if _concerns(one, who, members, today)) if preference.deadlines else (),
                tuple(one for one in tasks if one.responsible_member_id in members) if preference.follow_ups else (),
                tuple(one for one in meetings if seated[one.committee_id] & members) if preference.meetings else (),
            )
        )
    return found


def _readers() -> list[User]:
    everyone = User.objects.filter(is_active=True).select_related("notice_preference").order_by("pk")
    return [
        user
        for user in everyone.prefetch_related("role_assignments", "organisation__seats")
        if may(user.roles, Capability.SEE_GOVERNANCE)
    ]


def spoken_by_work(governance: Governance, user: User) -> set[int]:
    """The memberships of the organisation where a person works, read with her."""
    if user.organisation is None:
        return set()
    seats: Iterable[Member] = user.organisation.seats.all()
    return {seat.pk for seat in seats if seat.governance_id == governance.pk and seat.status not in LEFT}


def _spoken_for(governance: Governance, today: date) -> dict[int, set[int]]:
    named: dict[int, set[int]] = defaultdict(set)
    rows = Representative.objects.filter(member__governance=governance, user__isnull=False)
    for user, member in rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today)).values_list("user", "member"):
        named[user].add(member)
    return named


def _seated_in(governance: Governance) -> dict[int, set[int]]:
    seated: dict[int, set[int]] = defaultdict(set)
    rows = Seat.objects.filter(committee__governance=governance, ends_on__isnull=True)
    for committee, member in rows.values_list("committee", "member"):
        seated[committee].add(member)
    return seated


def _charged(governance: Governance) -> dict[Told, set[int]]:
    """The members that keep a secretariat, and those that are co-pilots."""
    secretaries = Seat.objects.filter(
        committee__governance=governance, committee__is_active=True, function=SeatFunction.SECRETARY, ends_on=None
    )
    pilots = MemberCharge.objects.filter(member__governance=governance, role=GovernanceRole.CO_PILOT, ends_on=None)
    return {
        Told.SECRETARY: set(secretaries.values_list("member", flat=True)),
        Told.CO_PILOT: set(pilots.values_list("member", flat=True)),
    }


def _who(user: User, members: set[int], charged: dict[Told, set[int]]) -> frozenset[Told]:
    held = {told for told, bodies in charged.items() if bodies & members}
    return frozenset(held | ({Told.CO_PILOT} if Role.CO_PILOT in user.roles else set()))


def _concerns(obligation: Obligation, who: frozenset[Told], members: set[int], today: date) -> bool:
    mine = who | ({Told.RESPONSIBLE} if obligation.responsible_id in members else frozenset())
    return is_told(obligation.due_on, today, mine, has_responsible=obligation.responsible_id is not None)
