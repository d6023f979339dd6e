"""The governance of this installation, its colleges, and what was voted of its composition."""

from __future__ import annotations

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404

from maillage.programme.governance.enums import MeetingState
from maillage.programme.governance.models import College, Composition, Governance, Meeting

DECIDED_IN = (MeetingState.OPEN, MeetingState.HELD, MeetingState.CLOSED)


def governance_or_none() -> Governance | None:
    """The governance of the département of this installation, once it is open."""
    return Governance.objects.select_related("departement").filter(departement=settings.DEPARTEMENT).first()


def the_governance() -> Governance:
    """The governance, or 404 while it is not open."""
    governance = governance_or_none()
    if governance is None:
        raise Http404
    return governance


def colleges_of(governance: Governance) -> QuerySet[College]:
    """The colleges in their order."""
    return governance.colleges.order_by("position")


def voted_composition(governance: Governance) -> Composition | None:
    """What was last voted of the composition."""
    return governance.compositions.select_related("meeting").first()


def deciding_meetings(governance: Governance) -> QuerySet[Meeting]:
    """The meetings where something can have been decided, the last first."""
    return Meeting.objects.filter(committee__governance=governance, state__in=DECIDED_IN).select_related("committee")


def shows_demonstration(governance: Governance | None) -> bool:
    """Whether the governance holds fictitious persons of the demonstration."""
    return governance is not None and governance.members.filter(is_demonstration=True).exists()
