"""Existing minutes brought in: the file, then its text beside what was read in it; a person validates."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from maillage.programme.governance.enums import CollegeKind
from maillage.programme.governance.forms.readings import KeptForm, MinutesFileForm
from maillage.programme.governance.presenters import readings as presenters
from maillage.programme.governance.selectors.committees import committees_of
from maillage.programme.governance.selectors.governances import the_governance
from maillage.programme.governance.selectors.readings import reading_of
from maillage.programme.governance.services import readings as services
from maillage.programme.people.access import current_user, requires
from maillage.programme.people.rules import Capability
from maillage.tables.errors import DataError
from maillage.tables.minutes import MinutesRead


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Send a file; one that cannot be read goes at once, with the reason."""
    form = MinutesFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, user = form.cleaned_data["file"], current_user(request)
        try:
            key = services.keep_file(name=file.name, chunks=file.chunks(), by=user)
        except services.ReadingRefusedError as refusal:
            form.add_error("file", str(refusal))
        else:
            try:
                reading_of(key)
            except DataError as error:
                services.drop_file(key=key, by=user)
                form.add_error("file", str(error))
            else:
                return redirect("governance:reading", key=key)
    return render(request, "governance/reading_upload.html", {"form": form})


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: HttpRequest, key: UUID) -> HttpResponse:
    """The text and what was read in it; what is ticked becomes a held meeting."""
    read = reading_of(key)
    found = presenters.lists(read, request.POST if request.method == "POST" else None)
    form = _form(request, read)
    if request.method == "POST" and form.is_valid():
        user = current_user(request)
        meeting = services.create_from_reading(
            read=read, kept=form.kept(), committee=form.cleaned_data["committee"], by=user
        )
        services.drop_file(key=key, by=user)
        messages.success(request, "La réunion est créée avec ce que vous avez gardé.")
        return redirect("governance:meeting", public_id=meeting.public_id)
    context = {
        "key": key,
        "read": read,
        "form": form,
        "lists": found,
        "amounts": presenters.amounts(read),
        "sums": presenters.sums(read),
        "lines": read.lines,
        "colleges": CollegeKind.choices,
    }
    return render(request, "governance/reading.html", context)


@requires(Capability.MANAGE_GOVERNANCE)
@require_POST
def drop(request: HttpRequest, key: UUID) -> HttpResponse:
    """Abandon the file."""
    services.drop_file(key=key, by=current_user(request))
    messages.success(request, "Le fichier est abandonné : rien n’est gardé.")
    return redirect("governance:reading_upload")


def _form(request: HttpRequest, read: MinutesRead) -> KeptForm:
    initial = {
        "title": read.title.value if read.title else "",
        "held_on": read.meeting.start if read.meeting else None,
    }
    data = request.POST if request.method == "POST" else None
    return KeptForm(data, committees=committees_of(the_governance()), sizes=presenters.sizes(read), initial=initial)
