"""Pages of the meetings: the list, planning, the page of one, its steps, postponing, cancelling."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.programme.governance.calendars import meeting_ics
from maillage.programme.governance.forms.meetings import (
    CancelForm,
    MeetingForm,
    NewMeetingForm,
    NoteForm,
    PostponeForm,
    meeting_initial,
    new_initial,
)
from maillage.programme.governance.models import Meeting
from maillage.programme.governance.presenters import meetings as presenters
from maillage.programme.governance.presenters.summary import meeting_summary
from maillage.programme.governance.selectors import meetings as selectors
from maillage.programme.governance.selectors.minutes import minutes_state
from maillage.programme.governance.services import meetings as services
from maillage.programme.governance.services.notes import save_private_note
from maillage.programme.people.access import current_user, requires
from maillage.programme.people.commands import attempt
from maillage.programme.people.models import User
from maillage.programme.people.refusals import RefusedError
from maillage.programme.people.rules import Capability
from maillage.programme.places.links import site_address

PAGE = 20
FORM = ["GET", "HEAD", "POST"]


@requires(Capability.SEE_GOVERNANCE)
@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """The meetings to come, or those past, of every instance or of one."""
    viewer, past = current_user(request), request.GET.get("quand") == "passees"
    committees = list(selectors.committees_that_meet())
    chosen = next((one for one in committees if str(one.public_id) == request.GET.get("instance")), None)
    found = selectors.past_for if past else selectors.coming_for
    page = Paginator(found(viewer, timezone.now(), chosen.public_id if chosen else None), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "lines": [presenters.meeting_line(meeting) for meeting in page],
        "past": past,
        "committees": committees,
        "chosen": chosen,
        "manages": selectors.manages(viewer),
        "demonstration": any(meeting.is_demonstration for meeting in page),
    }
    return render(request, "governance/meetings/list.html", context)


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(FORM)
def meeting_new(request: HttpRequest) -> HttpResponse:
    """Plan a meeting."""
    form = NewMeetingForm(request.POST if request.method == "POST" else None, initial=new_initial(request.GET))
    if form.is_valid():
        try:
            meeting = services.create_meeting(
                committee=form.cleaned_data["committee"], **form.values, by=current_user(request)
            )
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("governance:agenda", public_id=meeting.public_id)
    return render(request, "governance/meetings/form.html", {"form": form})


@requires(Capability.SEE_GOVERNANCE)
@require_safe
def meeting(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One meeting: its state, its agenda, who comes, what was decided, what to do next."""
    viewer = current_user(request)
    found = selectors.meeting_for(viewer, public_id)
    items = list(selectors.items_for(viewer, found))
    manages = selectors.manages(viewer)
    today = timezone.localdate() == timezone.localdate(found.starts_at)
    context = {
        "head": presenters.meeting_head(found),
        "items": presenters.item_lines(items),
        "length": presenters.agenda_length(found, items),
        "steps": presenters.next_steps(found, has_items=bool(items), is_today=today) if manages else (),
        "summary": meeting_summary(viewer, found, timezone.now()),
        "manages": manages,
        "note": NoteForm(initial={"text": selectors.private_note_of(viewer, found)}),
        "minutes": minutes_state(found),
        "demonstration": found.is_demonstration,
    }
    return render(request, "governance/meetings/meeting.html", context)


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(FORM)
def meeting_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change what is planned."""
    by = current_user(request)
    found = selectors.meeting_for(by, public_id)
    form = MeetingForm(request.POST if request.method == "POST" else None, initial=meeting_initial(found))
    change = partial(services.update_meeting, meeting=found, by=by)
    if form.is_valid() and attempt(request, lambda: change(values=form.values), "La réunion est modifiée."):
        return redirect("governance:meeting", public_id=public_id)
    context = {"form": form, "head": presenters.meeting_head(found), "demonstration": found.is_demonstration}
    return render(request, "governance/meetings/form.html", context)


@requires(Capability.MANAGE_GOVERNANCE)
@require_POST
def meeting_step(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One step of the life of a meeting."""
    by = current_user(request)
    found = selectors.meeting_for(by, public_id)
    command = _steps(found, by).get(request.POST.get("step", ""))
    if command is not None:
        done = attempt(request, command)
        if done and request.POST.get("step") == "ouvrir":
            return redirect("governance:attendance", public_id=public_id)
    return redirect("governance:meeting", public_id=public_id)


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(FORM)
def meeting_postpone(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Postpone a convened meeting."""
    by = current_user(request)
    found = selectors.meeting_for(by, public_id)
    form = PostponeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        times, reason = form.times, form.cleaned_data["reason"]
        command = partial(services.postpone_meeting, meeting=found, by=by, now=timezone.now(), reason=reason)
        done = "La réunion est reportée. Prévenez les membres."
        if attempt(request, lambda: command(starts_at=times["starts_at"], ends_at=times["ends_at"]), done):
            return redirect("governance:convocation", public_id=public_id)
    context = {"form": form, "head": presenters.meeting_head(found), "demonstration": found.is_demonstration}
    return render(request, "governance/meetings/postpone.html", context)


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(FORM)
def meeting_cancel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Cancel a meeting, saying why."""
    by = current_user(request)
    found = selectors.meeting_for(by, public_id)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        command = partial(services.cancel_meeting, meeting=found, by=by, **form.cleaned_data)
        if attempt(request, command, "La réunion est annulée."):
            return redirect("governance:meeting", public_id=public_id)
    context = {"form": form, "head": presenters.meeting_head(found), "demonstration": found.is_demonstration}
    return render(request, "governance/meetings/cancel.html", context)


@requires(Capability.SEE_GOVERNANCE)
@require_POST
def private_note(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep what someone wrote for herself."""
    by = current_user(request)
    found, form = selectors.meeting_for(by, public_id), NoteForm(request.POST)
    if form.is_valid():
        note = partial(save_private_note, meeting=found, text=form.cleaned_data["text"], by=by)
        attempt(request, note, "Votre note est enregistrée.")
    return redirect("governance:meeting", public_id=public_id)


@requires(Capability.SEE_GOVERNANCE)
@require_safe
def meeting_calendar(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The meeting as a calendar file."""
    found = selectors.meeting_for(current_user(request), public_id)
    return calendar_file(found, site_address(request))


def calendar_file(found: Meeting, base: str) -> HttpResponse:
    """A calendar file to download."""
    headers = {"Content-Disposition": 'attachment; filename="reunion.ics"'}
    return HttpResponse(meeting_ics(found, base=base), content_type="text/calendar; charset=utf-8", headers=headers)


def _steps(found: Meeting, by: User) -> dict[str, Callable[[], object]]:
    now = timezone.now()
    return {
        "figer": partial(services.freeze_agenda, meeting=found, by=by, now=now),
        "degeler": partial(services.release_agenda, meeting=found, by=by),
        "ouvrir": partial(services.open_meeting, meeting=found, by=by, now=now),
        "lever": partial(services.close_meeting, meeting=found, by=by, now=now),
        "rouvrir": partial(services.reopen_meeting, meeting=found, by=by),
        "classer": partial(services.conclude_meeting, meeting=found, by=by),
    }
