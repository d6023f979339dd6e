"""Pages of the attendance sheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.programme.governance import prints
from maillage.programme.governance.enums import Presence
from maillage.programme.governance.forms.live import AttendeeForm
from maillage.programme.governance.models import Attendance
from maillage.programme.governance.presenters.attendance import college_blocks
from maillage.programme.governance.presenters.meetings import meeting_head
from maillage.programme.governance.rules.attendance import WRITABLE
from maillage.programme.governance.selectors import attendance as selectors
from maillage.programme.governance.selectors.meetings import meeting_for
from maillage.programme.governance.services import attendance as services
from maillage.programme.people.access import current_user, requires
from maillage.programme.people.commands import attempt
from maillage.programme.people.models import User
from maillage.programme.people.parameters import own_address, typed_text
from maillage.programme.people.rules import Capability


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The sheet by college, the quorum as it is, and a form for someone who was not invited."""
    by = current_user(request)
    found = meeting_for(by, public_id)
    form = AttendeeForm(request.POST if request.method == "POST" else None, meeting=found)
    if form.is_valid():
        answers = form.cleaned_data | {"presence": Presence(form.cleaned_data["presence"])}
        command = partial(services.add_attendee, meeting=found, by=by, now=timezone.now(), **answers)
        if attempt(request, command, "La personne est ajoutée."):
            return redirect("governance:attendance", public_id=public_id)
    lines = selectors.sheet_of(found)
    context = {
        "head": meeting_head(found),
        "blocks": college_blocks(lines),
        "presences": Presence.choices,
        "people": lines,
        "writable": found.state in WRITABLE,
        "quorum": selectors.quorum_for(found, lines),
        "form": form,
        "demonstration": found.is_demonstration,
    }
    return render(request, "governance/meetings/attendance.html", context)


@requires(Capability.MANAGE_GOVERNANCE)
@require_POST
def attendance_fill(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Make the sheet from the invitations."""
    by = current_user(request)
    found = meeting_for(by, public_id)
    attempt(request, partial(services.fill_sheet, meeting=found, by=by), "La feuille suit les réponses reçues.")
    return redirect("governance:attendance", public_id=public_id)


@requires(Capability.MANAGE_GOVERNANCE)
@require_POST
def attendance_change(request: HttpRequest, public_id: UUID, attendance_id: int) -> HttpResponse:
    """A presence, an arrival, a departure, a proxy."""
    by = current_user(request)
    found = meeting_for(by, public_id)
    line = selectors.attendance_for(found, attendance_id)
    command = _command(request, line, by)
    if command is not None:
        attempt(request, command)
    sheet = reverse("governance:attendance", kwargs={"public_id": public_id})
    return redirect(own_address(request, request.POST.get("retour", ""), sheet))


@requires(Capability.MANAGE_GOVERNANCE)
@require_safe
def attendance_sheet(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The blank sheet to be signed."""
    found = meeting_for(current_user(request), public_id)
    return prints.pdf_response(prints.sheet_pdf(found, selectors.sheet_of(found)), "presences.pdf")


def _command(request: HttpRequest, line: Attendance, by: User) -> Callable[[], object] | None:
    now, act = timezone.now(), request.POST.get("acte", "")
    holder = request.POST.get("porteur", "")
    if act == "pouvoir" and holder.isascii() and holder.isdigit():
        carrier = selectors.attendance_for(line.meeting, int(holder))
        return partial(services.give_proxy, giver=line, holder=carrier, by=by)
    if act == "arrivee":
        return partial(services.mark_arrival, attendance=line, by=by, at=now)
    if act == "depart":
        return partial(services.mark_departure, attendance=line, by=by, at=now)
    if request.POST.get("presence") in Presence.values:
        presence, name = Presence(request.POST["presence"]), typed_text(request, "nom")[:200] or None
        change = partial(services.change_presence, attendance=line, presence=presence, stands_for=name)
        return partial(change, by=by, now=now)
    return None
