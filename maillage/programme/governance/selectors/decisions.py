"""Decisions and their voices, as someone may read them."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from maillage.programme.governance.models import Decision, Intervention, Meeting, Vote
from maillage.programme.governance.rules.reading import readable_levels
from maillage.programme.governance.selectors.meetings import manages, meetings_for
from maillage.programme.people.models import User


def decisions_for(viewer: User, meeting: Meeting) -> QuerySet[Decision]:
    """The decisions of a meeting, in the order of its agenda."""
    found = _readable(viewer).filter(item__meeting=meeting)
    return found.order_by("item__position", "item__pk", "created_at", "pk")


def decision_for(viewer: User, decision_id: int) -> Decision:
    """One decision, or 404."""
    found = _readable(viewer).filter(item__meeting__in=meetings_for(viewer), pk=decision_id).first()
    if found is None:
        raise Http404("Ce scrutin n’existe pas.")
    return found


def intervention_for(meeting: Meeting, intervention_id: int) -> Intervention:
    """One intervention of a meeting, or 404."""
    found = Intervention.objects.filter(item__meeting=meeting, pk=intervention_id)
    intervention = found.select_related("item__meeting").first()
    if intervention is None:
        raise Http404("Cette intervention n’existe pas.")
    return intervention


def _readable(viewer: User) -> QuerySet[Decision]:
    levels = readable_levels(manages=manages(viewer))
    votes = Prefetch("votes", Vote.objects.select_related("member__college").order_by("member__display_name", "pk"))
    found = Decision.objects.filter(item__confidentiality__in=levels)
    return found.select_related("item__meeting__committee").prefetch_related(votes)
