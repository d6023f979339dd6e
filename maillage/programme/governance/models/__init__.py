"""Records of the governance: members, instances, meetings, decisions, proposals, convocations, minutes, duties."""

from __future__ import annotations

from maillage.programme.governance.models.committees import Committee, Seat
from maillage.programme.governance.models.convocations import Convocation, Delivery, Invitation
from maillage.programme.governance.models.decisions import Decision, FollowUp, Vote
from maillage.programme.governance.models.duties import NoticePreference, Obligation, PrivateNote
from maillage.programme.governance.models.meetings import (
    AgendaItem,
    Attendance,
    Intervention,
    Meeting,
    Paper,
    QuotedFigure,
)
from maillage.programme.governance.models.members import (
    College,
    Composition,
    Governance,
    Member,
    MemberCharge,
    MemberTransition,
    Representative,
)
from maillage.programme.governance.models.minutes import Erratum, Minutes, MinutesComment
from maillage.programme.governance.models.proposals import Proposal, ProposalStep, ProposalVersion

__all__ = [
    "AgendaItem",
    "Attendance",
    "College",
    "Committee",
    "Composition",
    "Convocation",
    "Decision",
    "Delivery",
    "Erratum",
    "FollowUp",
    "Governance",
    "Intervention",
    "Invitation",
    "Meeting",
    "Member",
    "MemberCharge",
    "MemberTransition",
    "Minutes",
    "MinutesComment",
    "NoticePreference",
    "Obligation",
    "Paper",
    "PrivateNote",
    "Proposal",
    "ProposalStep",
    "ProposalVersion",
    "QuotedFigure",
    "Representative",
    "Seat",
    "Vote",
]
