"""Reads of what adoptions will do, or did."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from maillage.programme.governance.models import Proposal
from maillage.programme.roadmap.models import ProposedEffect


def effects_prepared(proposal: Proposal) -> QuerySet[ProposedEffect]:
    """The effects of a proposal in the order of their preparation."""
    return proposal.effects.select_related("action", "proposal").order_by("pk")


def effect_by_id(proposal: Proposal, number: int) -> ProposedEffect:
    """One effect of a proposal, or 404."""
    found = effects_prepared(proposal).filter(pk=number).first()
    if found is None:
        raise Http404
    return found
