"""Dates in French words: when, who is expected college by college, the chance of a quorum, what to know before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from maillage.analytics.planning.dates import CollegeOutlook, Ranked
from maillage.design.typography import long_time, number, percent, spaced
from maillage.programme.governance.models import Committee


@dataclass(frozen=True)
class DateLine:
    """One moment to propose."""

    when: str
    expected: str
    colleges: str
    quorum: str
    quorum_kind: str
    chair: str
    warnings: tuple[str, ...]
    plan_url: str


def date_line(one: Ranked, committee: Committee, *, chaired: bool) -> DateLine:
    """A moment in words."""
    local = timezone.localtime(one.slot.starts_at)
    query = urlencode({"instance": committee.public_id, "jour": f"{local:%Y-%m-%d}", "debut": f"{local:%H:%M}"})
    seats = sum(each.seats for each in one.colleges)
    unsafe = one.cost[0]
    return DateLine(
        when=long_time(local),
        expected=spaced(f"{number(one.expected, 1)} membres attendus sur {seats}"),
        colleges=", ".join(_college(each) for each in one.colleges),
        quorum=spaced(f"quorum : {percent(one.quorum_chance, 0)} de chances"),
        quorum_kind="warning" if unsafe else "success",
        chair=spaced(f"présidence : {percent(one.chair_chance, 0)} de chances") if chaired else "",
        warnings=one.slot.warnings,
        plan_url=f"{reverse('governance:meeting_new')}?{query}",
    )


def _college(each: CollegeOutlook) -> str:
    return spaced(f"{each.college} : {number(each.expected, 1)} sur {each.seats}")


def left_out_words(left_out: Mapping[str, int]) -> str:
    """« Laissés de côté : 8 jours (fins de semaine), 1 jour (jours fériés) »."""
    parts = [f"{count} jour{'s' if count > 1 else ''} ({reason})" for reason, count in sorted(left_out.items())]
    return spaced(f"Laissés de côté : {', '.join(parts)}.") if parts else ""


def has_chair(ranked: Iterable[Ranked]) -> bool:
    """Whether someone presides: without a chair, the chance of one is always 1."""
    return any(one.chair_chance < 1 for one in ranked)
