"""What the live screen reads: the items with all that was said, the one discussed, the figures to quote."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Prefetch

from maillage.programme.governance.enums import ItemOrigin
from maillage.programme.governance.models import AgendaItem, FollowUp, Intervention, Meeting, QuotedFigure
from maillage.programme.governance.selectors.agenda import open_follow_ups_of
from maillage.programme.governance.selectors.meetings import items_for
from maillage.programme.people.models import User
from maillage.programme.territories.figures import PublishedFigure, find_figures


def session_items(viewer: User, meeting: Meeting) -> list[AgendaItem]:
    """The items that someone may read, with interventions and figures."""
    found = items_for(viewer, meeting).prefetch_related(
        Prefetch("interventions", Intervention.objects.order_by("at", "pk")),
        Prefetch("figures", QuotedFigure.objects.order_by("pk")),
    )
    return list(found)


def chosen_item(items: Sequence[AgendaItem], asked: str) -> AgendaItem | None:
    """The item asked for; else the last one taken; else the first."""
    for item in items:
        if str(item.pk) == asked:
            return item
    taken = [item for item in items if item.started_at]
    if taken:
        return max(taken, key=lambda item: (item.started_at, item.position))
    return items[0] if items else None


def tasks_to_review(meeting: Meeting, item: AgendaItem) -> tuple[FollowUp, ...]:
    """The open follow-ups, when the item is about them."""
    return open_follow_ups_of(meeting) if item.origin == ItemOrigin.FOLLOW_UP else ()


def figures_typed(typed: str) -> tuple[PublishedFigure, ...]:
    """The figures of the platform about what is typed."""
    return find_figures(typed)
