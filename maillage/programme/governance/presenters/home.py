"""What the home of the governance says first."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from maillage.design.typography import long_date
from maillage.programme.governance.models import Meeting, Proposal
from maillage.programme.governance.presenters.words import counted


def finding(counts: tuple[int, int, int], meetings: Sequence[Meeting], proposals: Sequence[Proposal]) -> str:
    """« 35 membres confirmés siègent ; prochaine réunion jeudi 12 septembre ; 3 propositions avancent »."""
    total = sum(counts)
    words = (
        f"{counted(total, 'membre confirmé siège', 'membres confirmés siègent')}."
        if total
        else "Personne ne siège encore."
    )
    if meetings:
        day = long_date(timezone.localdate(meetings[0].starts_at))
        words += f" Prochaine réunion : {meetings[0].title}, {day}."
    if proposals:
        words += f" {counted(len(proposals), 'proposition est', 'propositions sont')} en cours."
    return words


def meetings_url() -> str:
    """The list of meetings, once it has a page."""
    try:
        return reverse("governance:meetings")
    except NoReverseMatch:
        return ""
