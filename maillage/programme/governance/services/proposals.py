"""The way of a proposal: written, amended, moved along the one table of `rules.proposals`."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from maillage.programme.governance.effects import Adoption, carry_out
from maillage.programme.governance.enums import (
    CommitteeKind,
    MemberStatus,
    ProposalEvent,
    ProposalState,
)
from maillage.programme.governance.models import (
    Committee,
    Governance,
    Meeting,
    Member,
    Proposal,
    ProposalStep,
    ProposalVersion,
)
from maillage.programme.governance.rules import proposals as rules
from maillage.programme.governance.selectors import proposals as selectors
from maillage.programme.journal.services import record
from maillage.programme.people.models import User
from maillage.programme.people.refusals import RefusedError
from maillage.programme.people.rights import NotAllowedError, demand, manages
from maillage.programme.people.rules import Capability


class AuthorRefusedError(RefusedError):
    """Nobody may propose in the name of this body."""


class MoveRefusedError(RefusedError):
    """The table, the meeting or the version does not allow this event."""


class TextRefusedError(RefusedError):
    """An amendment that changes nothing."""

    words = "Ce texte est celui de la version en cours : changez-le avant d’enregistrer."


@transaction.atomic
def create_proposal(
    *,
    governance: Governance,
    title: str,
    text: str,
    author: Member | None,
    group: Committee | None = None,
    is_demonstration: bool = False,
    by: object,
    today: date,
) -> Proposal:
    """Write the draft of a proposal, in the name of a confirmed member."""
    demand(by, Capability.PROPOSE)
    if isinstance(by, User) and not _speaks(by, author, governance, today):
        raise AuthorRefusedError("Votre compte ne parle pas pour ce membre : demandez aux co-pilotes de le relier.")
    if author is not None and author.status != MemberStatus.CONFIRMED:
        raise AuthorRefusedError("Seul un membre confirmé propose.")
    if group is not None and group.kind != CommitteeKind.WORKING_GROUP:
        raise MoveRefusedError("Une proposition naît dans un groupe de travail : choisissez-en un.")
    proposal = Proposal.objects.create(
        governance=governance, title=title.strip(), author=author, group=group, is_demonstration=is_demonstration
    )
    ProposalVersion.objects.create(proposal=proposal, number=1, text=text, by_label=str(by)[:200])
    _trace("proposal.created", proposal, by=by, title=proposal.title)
    return proposal


@transaction.atomic
def amend_proposal(*, proposal: Proposal, text: str, note: str = "", by: object, today: date) -> Proposal:
    """Keep a new version; a step that approved the former one must pass again."""
    demand(by, Capability.PROPOSE)
    proposal = _locked(proposal)
    _allow(ProposalEvent.AMEND, proposal, by=by, today=today)
    before = ProposalState(proposal.state)
    move = rules.moves_from(before).get(ProposalEvent.AMEND)
    if move is None:
        raise MoveRefusedError(f"Une proposition « {before.label} » ne s’amende pas.")
    current = selectors.current_version(proposal)
    if current.text.strip() == text.strip():
        raise TextRefusedError
    number = current.number + 1
    ProposalVersion.objects.create(proposal=proposal, number=number, text=text, note=note, by_label=str(by)[:200])
    proposal.state = move.to
    proposal.save(update_fields=["state"])
    _step(proposal, ProposalEvent.AMEND, before, number, meeting=None, reason=note, by=by)
    return proposal


@transaction.atomic
def move_proposal(
    *,
    proposal: Proposal,
    event: ProposalEvent,
    meeting: Meeting | None = None,
    reason: str = "",
    wanted: ProposalState | None = None,
    by: object,
    today: date,
) -> Proposal:
    """Make an event happen to a proposal, in the meeting that decided it; the loser of two moves is refused."""
    demand(by, Capability.PROPOSE)
    proposal = _locked(proposal)
    _allow(event, proposal, by=by, today=today)
    before, version = ProposalState(proposal.state), selectors.current_version(proposal).number
    if fault := _fault(proposal, event, meeting, reason, version):
        raise MoveRefusedError(fault)
    try:
        after = rules.destination(before, event, wanted, proposal.resume_state)
    except ValueError as refusal:
        raise MoveRefusedError(str(refusal)) from refusal
    proposal.resume_state = before if event is ProposalEvent.ADJOURN else ""
    proposal.state = after
    if rules.moves_from(before)[event].approves:
        proposal.approved_version = version
    proposal.save(update_fields=["state", "resume_state", "approved_version"])
    _step(proposal, event, before, version, meeting=meeting, reason=reason, by=by)
    if event is ProposalEvent.ADOPT:
        carry_out(Adoption(proposal=proposal, meeting=meeting, by=by, today=today))
    return proposal


def _fault(proposal: Proposal, event: ProposalEvent, meeting: Meeting | None, reason: str, version: int) -> str:
    state = ProposalState(proposal.state)
    if event is ProposalEvent.AMEND:
        return "Un amendement apporte un nouveau texte."
    move = rules.moves_from(state).get(event)
    fault = rules.move_fault(
        state,
        event,
        meeting_kind=CommitteeKind(meeting.committee.kind) if meeting else None,
        meeting_held=meeting is not None and _held(proposal, meeting),
        quorum_met=meeting is not None and selectors.meeting_quorum(meeting).met,
        reason=reason,
    )
    if not fault and event is ProposalEvent.FILE and proposal.group_id is None:
        return "Choisissez d’abord le groupe de travail qui l’examine."
    return fault or (rules.version_fault(move, current=version, approved=proposal.approved_version) if move else "")


def _held(proposal: Proposal, meeting: Meeting) -> bool:
    """Whether a meeting is open or held, and of the very instance that examines this proposal."""
    kind = CommitteeKind(meeting.committee.kind)
    return selectors.meetings_for_step(proposal, kind).filter(pk=meeting.pk).exists()


def _allow(event: ProposalEvent, proposal: Proposal, *, by: object, today: date) -> None:
    """Managers cause any event; the body that proposes, only its own."""
    author = isinstance(by, User) and selectors.is_author(by, proposal, today)
    if not rules.may_move(ProposalState(proposal.state), event, manages=manages(by), is_author=author):
        raise NotAllowedError(f"{by} : {event}")


def _speaks(user: User, author: Member | None, governance: Governance, today: date) -> bool:
    """Whether someone may propose in the name of a member; managers may in anyone's, or in nobody's."""
    if author is None:
        return manages(user)
    return manages(user) or selectors.authors_for(governance, user, today).filter(pk=author.pk).exists()


def _step(
    proposal: Proposal,
    event: ProposalEvent,
    before: ProposalState,
    version: int,
    *,
    meeting: Meeting | None,
    reason: str,
    by: object,
) -> None:
    ProposalStep.objects.create(
        proposal=proposal,
        event=event,
        from_state=before,
        to_state=proposal.state,
        version=version,
        meeting=meeting,
        reason=reason,
        by_label=str(by)[:200],
    )
    _trace("proposal.moved", proposal, by=by, event=event, before=before, after=proposal.state, version=version)


def _locked(proposal: Proposal) -> Proposal:
    return Proposal.objects.select_for_update(of=("self",)).select_related("governance").get(pk=proposal.pk)


def _trace(action: str, proposal: Proposal, *, by: object, **details: object) -> None:
    record(actor=by, action=action, object_type="proposal", object_id=str(proposal.public_id), details=dict(details))
