"""Pages of the follow-ups: all that is open, and saying that one is done."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maillage.programme.governance.enums import FollowUpStatus
from maillage.programme.governance.forms.live import StatusForm
from maillage.programme.governance.presenters.decisions import follow_up_line
from maillage.programme.governance.selectors import follow_ups as selectors
from maillage.programme.governance.services.follow_ups import change_follow_up
from maillage.programme.people.access import current_user, requires
from maillage.programme.people.commands import attempt
from maillage.programme.people.rules import Capability

PAGE = 30


@requires(Capability.SEE_GOVERNANCE)
@require_safe
def follow_ups(request: HttpRequest) -> HttpResponse:
    """The follow-ups, the first due first; mine, or those of one member."""
    viewer, today = current_user(request), timezone.localdate()
    mine, ended = request.GET.get("miennes") == "1", request.GET.get("etat") == "terminees"
    member = _identifier(request.GET.get("membre", ""))
    page = Paginator(selectors.follow_ups_for(viewer, ended=ended, mine=mine, member=member), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "lines": [follow_up_line(one, today) for one in page],
        "mine": mine,
        "ended": ended,
        "member": member,
        "members": selectors.responsible_choices(),
        "demonstration": any(one.meeting.is_demonstration for one in page),
    }
    return render(request, "governance/follow_ups.html", context)


@requires(Capability.SEE_GOVERNANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: HttpRequest, follow_up_id: int) -> HttpResponse:
    """One follow-up, and where it stands."""
    viewer, today = current_user(request), timezone.localdate()
    found = selectors.follow_up_for(viewer, follow_up_id)
    may_change = selectors.may_change(viewer, found)
    if request.method == "POST" and not may_change:
        raise PermissionDenied
    form = StatusForm(request.POST if request.method == "POST" else None, initial={"status": found.status})
    if form.is_valid():
        status, proof = FollowUpStatus(form.cleaned_data["status"]), form.cleaned_data["proof"]
        command = partial(change_follow_up, follow_up=found, status=status, proof=proof, by=viewer, today=today)
        if attempt(request, command, "L’état de la suite est enregistré."):
            return redirect("governance:follow_ups")
    context = {"line": follow_up_line(found, today), "form": form, "may_change": may_change}
    return render(request, "governance/follow_up.html", {**context, "demonstration": found.meeting.is_demonstration})


def _identifier(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""
