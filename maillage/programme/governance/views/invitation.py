"""The answer of an invited person, by the link of her mail, without account."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maillage.programme.governance.enums import InvitationAnswer, MeetingState
from maillage.programme.governance.forms.convocations import AnswerForm
from maillage.programme.governance.links import mailed_items
from maillage.programme.governance.models import Invitation
from maillage.programme.governance.presenters.convocations import invitation_line
from maillage.programme.governance.presenters.meetings import meeting_head
from maillage.programme.governance.rules.attendance import may_answer
from maillage.programme.governance.selectors.convocations import invitation_of_link
from maillage.programme.governance.services.convocations import answer_invitation, note_opening
from maillage.programme.governance.views.meetings import calendar_file
from maillage.programme.people.access import public
from maillage.programme.people.commands import attempt
from maillage.programme.places.links import site_address

THANKS = "Merci. Votre réponse est enregistrée."


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The meeting and five choices. Opening the page answers nothing: mail scanners follow links."""
    found, now = invitation_of_link(token), timezone.now()
    if found is None or not _open(found):
        return _refused(request, found)
    meeting = found.convocation.meeting
    initial = {"answer": found.answer, "stands_for": found.stands_for}
    form = AnswerForm(request.POST if request.method == "POST" else None, committee=meeting.committee, initial=initial)
    if request.method == "GET":
        note_opening(invitation=found, now=now)
    if form.is_valid():
        answer, stands_for = InvitationAnswer(form.cleaned_data["answer"]), form.cleaned_data["stands_for"]
        command = partial(answer_invitation, invitation=found, answer=answer, stands_for=stands_for, now=now)
        if attempt(request, command, THANKS):
            return redirect("governance:invitation", token=token)
    context = {"head": meeting_head(meeting), "person": found.representative, "form": form, "token": token}
    context |= {"line": invitation_line(found), "items": mailed_items(meeting), "noindex": True}
    return render(request, "governance/invitation.html", {**context, "demonstration": meeting.is_demonstration})


@public
@never_cache
@require_safe
def invitation_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The meeting as a calendar file, for an invited person."""
    found = invitation_of_link(token)
    if found is None:
        return _refused(request, None)
    return calendar_file(found.convocation.meeting, site_address(request))


def _open(found: Invitation) -> bool:
    meeting = found.convocation.meeting
    return may_answer(MeetingState(meeting.state), meeting.ends_at, timezone.now())


def _refused(request: HttpRequest, found: Invitation | None) -> HttpResponse:
    head = meeting_head(found.convocation.meeting) if found else None
    return render(request, "governance/invitation_refused.html", {"head": head}, status=410 if found else 404)
