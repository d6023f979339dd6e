"""The page that looks for a date; it proposes, and a person plans the meeting."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.analytics.planning.dates import Ranked, series
from maillage.programme.governance.forms.dates import DatesForm
from maillage.programme.governance.presenters import dates as presenters
from maillage.programme.governance.selectors.dates import dates_for
from maillage.programme.governance.selectors.governances import governance_or_none, shows_demonstration
from maillage.programme.people.access import requires
from maillage.programme.people.rules import Capability

SHOWN = 8


@requires(Capability.MANAGE_GOVERNANCE)
@require_safe
def dates(request: HttpRequest) -> HttpResponse:
    """The best moments of a period for an instance, or the best series of them."""
    today = timezone.localdate()
    asked = request.GET if request.GET.get("committee") else None
    first = {"first": today + timedelta(days=7), "last": today + timedelta(days=60), "hours": ["09:30", "14:00"]}
    form = DatesForm(asked, initial={**first, "count": 1, "gap_days": 30})
    shown = {"form": form, "demonstration": shows_demonstration(governance_or_none())}
    if form.is_valid():
        given = form.cleaned_data
        committee = given["committee"]
        found = dates_for(committee, form.days, form.times, today)
        best = _several(form, found.ranked, given["count"], given["gap_days"])
        chaired = presenters.has_chair(found.ranked)
        lines = [presenters.date_line(one, committee, chaired=chaired) for one in best]
        shown |= {"lines": lines, "left_out": presenters.left_out_words(found.left_out), "searched": True}
        shown["seated"] = bool(found.ranked and found.ranked[0].colleges)
    return render(request, "governance/meetings/dates.html", shown)


def _several(form: DatesForm, ranked: tuple[Ranked, ...], count: int, gap_days: int) -> tuple[Ranked, ...]:
    """One date: the best few to choose from; several: the best series, or the reason why there is none."""
    if count == 1:
        return ranked[:SHOWN]
    try:
        return series(ranked, count, gap_days)
    except ValueError as error:
        form.add_error(None, str(error))
        return ()
