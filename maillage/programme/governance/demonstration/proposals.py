"""Proposals of the story, each as far on its way as it says."""

from __future__ import annotations

from typing import Any

from maillage.programme.governance.enums import (
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
from maillage.programme.governance.rules.proposals import FORWARD

Story = dict[str, Any]
WAY = (ProposalEvent.FILE, ProposalEvent.RETAIN, ProposalEvent.FORWARD)


def make_proposals(
    governance: Governance,
    told: Story,
    members: dict[str, Member],
    committees: dict[str, Committee],
    groups: list[Meeting],
    by: str,
) -> None:
    """Proposals, each taken step by step as far as the story says."""
    for line in told["proposals"]:
        proposal = Proposal.objects.create(
            governance=governance,
            title=line["title"],
            author=members[line["author"]],
            group=committees[f"group-{line['group']}"],
            is_demonstration=True,
        )
        ProposalVersion.objects.create(proposal=proposal, number=1, text=line["text"], by_label=by)
        for event in WAY:
            if proposal.state == line["reach"]:
                break
            _advance(proposal, event, groups[line["group"]], by)


def _advance(proposal: Proposal, event: ProposalEvent, meeting: Meeting, by: str) -> None:
    before = ProposalState(proposal.state)
    move = FORWARD[before, event]
    ProposalStep.objects.create(
        proposal=proposal,
        event=event,
        from_state=before,
        to_state=move.to,
        version=1,
        meeting=meeting if move.meeting else None,
        by_label=by,
    )
    proposal.state = move.to
    proposal.approved_version = 1 if move.approves else proposal.approved_version
    proposal.save(update_fields=["state", "approved_version"])
