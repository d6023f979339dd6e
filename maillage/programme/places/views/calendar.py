"""The dates of a place: exceptional closures, and the stops of a bus."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from maillage.programme.people.access import current_user, requires
from maillage.programme.people.rules import Capability
from maillage.programme.places.forms.calendar import ClosureForm, SessionForm
from maillage.programme.places.presenters import editing as presenters
from maillage.programme.places.selectors import calendar as selectors
from maillage.programme.places.selectors.directory import place_by_id
from maillage.programme.places.selectors.localities import commune_with_code
from maillage.programme.places.services import places as services

FORM = ["GET", "HEAD", "POST"]


@requires(Capability.EDIT_PLACES)
@require_http_methods(FORM)
def closures(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The exceptional closures of a place, and one more."""
    place = place_by_id(public_id)
    form = ClosureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.add_closure(place=place, **form.values(), by=current_user(request))
        messages.success(request, "La fermeture est enregistrée.")
        return redirect("places:closures", public_id=place.public_id)
    lines = presenters.closure_lines(place.closures.all(), timezone.localdate())
    return render(request, "places/editing/closures.html", {"place": place, "form": form, "lines": lines})


@requires(Capability.EDIT_PLACES)
@require_POST
def closure_remove(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """The week holds again."""
    place = place_by_id(public_id)
    services.remove_closure(closure=selectors.closure_of(place, number), by=current_user(request))
    messages.success(request, "La fermeture est retirée.")
    return redirect("places:closures", public_id=place.public_id)


@requires(Capability.EDIT_PLACES)
@require_http_methods(FORM)
def sessions(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The dated presences of a place, and one more."""
    place = place_by_id(public_id)
    form = SessionForm(request.POST if request.method == "POST" else None)
    commune = commune_with_code(form.cleaned_data["commune_code"]) if form.is_valid() else None
    if commune is not None:
        services.add_session(place=place, commune=commune, **form.values(), by=current_user(request))
        messages.success(request, "Le passage est enregistré.")
        return redirect("places:sessions", public_id=place.public_id)
    lines = presenters.session_lines(place.sessions.all(), timezone.localdate())
    return render(request, "places/editing/sessions.html", {"place": place, "form": form, "lines": lines})


@requires(Capability.EDIT_PLACES)
@require_POST
def session_remove(request: HttpRequest, public_id: UUID, session_id: UUID) -> HttpResponse:
    """The presence ends."""
    place = place_by_id(public_id)
    services.remove_session(session=selectors.session_of(place, session_id), by=current_user(request))
    messages.success(request, "Le passage est retiré.")
    return redirect("places:sessions", public_id=place.public_id)
