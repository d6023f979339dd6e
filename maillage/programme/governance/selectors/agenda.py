"""What a meeting should examine: open follow-ups, proposals waiting for its instance, deadlines, usual items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from maillage.programme.governance.alerts import alerts_of
from maillage.programme.governance.enums import CommitteeKind, Confidentiality, ItemKind, ItemOrigin
from maillage.programme.governance.models import FollowUp, Meeting, Obligation, Proposal
from maillage.programme.governance.rules.agenda import DEADLINE_HORIZON, FOLLOW_UPS_TITLE, RECURRING
from maillage.programme.governance.rules.duties import days_words
from maillage.programme.governance.rules.proposals import EXAMINED_BY
from maillage.programme.governance.selectors.follow_ups import OPEN


@dataclass(frozen=True)
class Suggestion:
    """An item that the agenda could have, and why."""

    key: str
    title: str
    kind: ItemKind
    origin: ItemOrigin
    why: str
    minutes: int
    proposal: int | None = None
    confidentiality: Confidentiality = Confidentiality.PARTNERS


def suggestions_for(meeting: Meeting, today: date) -> tuple[Suggestion, ...]:
    """Every item to propose, in the order to take them, less those already on the agenda."""
    items = list(meeting.items.all())
    titles = {item.title for item in items}
    proposals = {item.proposal_id for item in items}
    followed = any(item.origin == ItemOrigin.FOLLOW_UP for item in items)
    found = [
        *([] if followed else _follow_ups(meeting)),
        *(one for one in _proposals(meeting) if one.proposal not in proposals),
        *_deadlines(meeting, today),
        *_alerts(meeting, today),
        *_recurring(),
    ]
    return tuple(one for one in found if one.title not in titles)


def open_follow_ups_of(meeting: Meeting) -> tuple[FollowUp, ...]:
    """What the earlier meetings of the same instance still wait for."""
    found = FollowUp.objects.filter(meeting__committee=meeting.committee_id, status__in=OPEN)
    return tuple(found.exclude(meeting=meeting).select_related("responsible_member", "meeting"))


def _follow_ups(meeting: Meeting) -> list[Suggestion]:
    count = len(open_follow_ups_of(meeting))
    if not count:
        return []
    why = "1 suite en cours" if count == 1 else f"{count} suites en cours"
    return [Suggestion("suites", FOLLOW_UPS_TITLE, ItemKind.INFORMATION, ItemOrigin.FOLLOW_UP, why, 10)]


def _proposals(meeting: Meeting) -> list[Suggestion]:
    committee = meeting.committee
    states = [state for state, kind in EXAMINED_BY.items() if kind == committee.kind]
    found = Proposal.objects.filter(governance=committee.governance_id, state__in=states).order_by("created_at", "pk")
    if committee.kind == CommitteeKind.WORKING_GROUP:
        found = found.filter(group=committee)
    kind = ItemKind.DECISION if committee.kind == CommitteeKind.COPIL else ItemKind.OPINION
    return [
        Suggestion(
            f"proposition-{one.pk}",
            one.title,
            kind,
            ItemOrigin.PROPOSAL,
            f"proposition « {one.get_state_display().lower()} »",
            15,
            one.pk,
        )
        for one in found
    ]


def _deadlines(meeting: Meeting, today: date) -> list[Suggestion]:
    near = Obligation.objects.filter(
        governance=meeting.committee.governance_id, done_on__isnull=True, due_on__lte=today + DEADLINE_HORIZON
    )
    return [
        Suggestion(
            f"echeance-{one.pk}",
            one.title,
            ItemKind.DEBATE,
            ItemOrigin.DEADLINE,
            f"échéance {days_words(one.due_on, today)}",
            10,
        )
        for one in near
    ]


def _alerts(meeting: Meeting, today: date) -> list[Suggestion]:
    return [
        Suggestion(f"alerte-{one.key}", one.title, ItemKind.DEBATE, one.origin, one.why, one.minutes)
        for one in alerts_of(meeting.committee.governance, today)
    ]


def _recurring() -> list[Suggestion]:
    return [
        Suggestion(f"habituel-{number}", title, kind, ItemOrigin.RECURRING, "à chaque réunion", minutes)
        for number, (title, kind, minutes) in enumerate(RECURRING)
    ]
