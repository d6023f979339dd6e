"""Reads of proposals, and of the meetings where a step of one can be decided."""

from __future__ import annotations

import uuid
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from maillage.programme.governance.enums import CommitteeKind, MeetingState, Presence, ProposalState, QuorumRule
from maillage.programme.governance.models import (
    Attendance,
    Committee,
    Governance,
    Meeting,
    Member,
    Proposal,
    ProposalStep,
    ProposalVersion,
    Seat,
)
from maillage.programme.governance.rules.meetings import THERE, Quorum, SeatedMember, quorum_of
from maillage.programme.governance.rules.proposals import ENDED, EXAMINED_BY
from maillage.programme.governance.selectors.members import confirmed_members, members_spoken_for
from maillage.programme.people.models import User
from maillage.programme.people.rules import Capability, may

K = CommitteeKind
HOLDING = (MeetingState.OPEN, MeetingState.HELD)


def proposals_of(governance: Governance, user: User, *, state: str = "") -> QuerySet[Proposal]:
    """The proposals that someone may read: a draft belongs to who writes it and to who runs the governance."""
    found = governance.proposals.select_related("author", "group")
    if not may(user.roles, Capability.MANAGE_GOVERNANCE):
        own = members_spoken_for(user, timezone.localdate())
        found = found.filter(~Q(state=ProposalState.DRAFT) | Q(author__in=own.values("pk")))
    return found.filter(state=state) if state else found


def proposals_in_progress(governance: Governance, user: User) -> QuerySet[Proposal]:
    """Those that are not ended."""
    return proposals_of(governance, user).exclude(state__in=ENDED)


def proposals_for_copil(governance: Governance) -> QuerySet[Proposal]:
    """What the COTECH sent to the COPIL and waits for its vote, the oldest first."""
    states = (ProposalState.VALIDATED, ProposalState.SCHEDULED)
    return governance.proposals.filter(state__in=states).order_by("created_at", "pk")


def proposals_before(committee: Committee, user: User) -> QuerySet[Proposal]:
    """Those born in an instance, and those that it has to examine now."""
    states = [state for state, kind in EXAMINED_BY.items() if kind == committee.kind and kind != K.WORKING_GROUP]
    return proposals_of(committee.governance, user).filter(Q(group=committee) | Q(state__in=states))


def proposal_by_id(governance: Governance, user: User, public_id: uuid.UUID) -> Proposal:
    """One proposal that someone may read, or 404."""
    found = proposals_of(governance, user).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def versions_of(proposal: Proposal) -> QuerySet[ProposalVersion]:
    """Every text, the first first."""
    return proposal.versions.order_by("number")


def current_version(proposal: Proposal) -> ProposalVersion:
    """The last text."""
    return proposal.versions.latest("number")


def steps_of(proposal: Proposal) -> QuerySet[ProposalStep]:
    """What happened, the last first."""
    return proposal.steps.select_related("meeting").order_by("-at", "-pk")


def is_author(user: User, proposal: Proposal, today: date) -> bool:
    """Whether someone speaks for the body that proposes."""
    return proposal.author_id is not None and members_spoken_for(user, today).filter(pk=proposal.author_id).exists()


def authors_for(governance: Governance, user: User, today: date) -> QuerySet[Member]:
    """The members in whose name someone may propose."""
    members = confirmed_members(governance)
    if may(user.roles, Capability.MANAGE_GOVERNANCE):
        return members
    return members.filter(pk__in=members_spoken_for(user, today).values("pk"))


def working_groups(governance: Governance) -> QuerySet[Committee]:
    """The groups where a proposal can be filed."""
    return governance.committees.filter(kind=CommitteeKind.WORKING_GROUP, is_active=True)


def meetings_for_step(proposal: Proposal, kind: CommitteeKind) -> QuerySet[Meeting]:
    """The open or held meetings that can decide a step: those of its own group, or of the instance of that kind."""
    found = Meeting.objects.filter(
        committee__governance=proposal.governance_id, committee__kind=kind, state__in=HOLDING
    )
    if kind is CommitteeKind.WORKING_GROUP and proposal.group_id:
        found = found.filter(committee=proposal.group_id)
    return found.select_related("committee").order_by("-starts_at")


def meeting_quorum(meeting: Meeting) -> Quorum:
    """The quorum of a meeting, from who holds a seat that day and who is there."""
    committee, day = meeting.committee, timezone.localdate(meeting.starts_at)
    seats = Seat.objects.filter(committee=committee, starts_on__lte=day).exclude(ends_on__lte=day)
    present = Attendance.objects.filter(meeting=meeting, presence__in=[Presence(value) for value in THERE])
    there = set(present.values_list("member", flat=True))
    seated = [
        SeatedMember(college=college, there=member in there)
        for member, college in seats.values_list("member", "member__college__name")
    ]
    return quorum_of(QuorumRule(committee.quorum_rule), committee.quorum_value, seated)
