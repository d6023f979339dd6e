"""Typing a place, changing it, closing it, bringing back the value that a field had before."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.programme.people.access import current_user, requires
from maillage.programme.people.rules import Capability
from maillage.programme.places.enums import PlaceStatus
from maillage.programme.places.forms.place import PlaceForm
from maillage.programme.places.forms.resembling import ResemblingForm
from maillage.programme.places.forms.undo import UndoForm
from maillage.programme.places.models import Place
from maillage.programme.places.presenters import editing as presenters
from maillage.programme.places.presenters.words import field_word
from maillage.programme.places.selectors.directory import place_by_id
from maillage.programme.places.services import places as services

FORM = ["GET", "HEAD", "POST"]
ONLY_READ_AGAIN = "relire"


@requires(Capability.EDIT_PLACES)
@require_http_methods(FORM)
def create(request: HttpRequest) -> HttpResponse:
    """Type a new place; those that look like it are shown before it is kept."""
    form = PlaceForm(request.POST if request.method == "POST" else None)
    if _to_be_kept(request, form):
        place = services.create_place(values=form.values(), by=current_user(request), today=timezone.localdate())
        messages.success(request, f"« {place.name} » est dans l’annuaire.")
        return redirect("places:place", public_id=place.public_id)
    return _form_page(request, form, None)


@requires(Capability.EDIT_PLACES)
@require_http_methods(FORM)
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change a place; only what is new is kept and traced."""
    place = place_by_id(public_id)
    form = PlaceForm(request.POST if request.method == "POST" else None, place=place)
    if _to_be_kept(request, form):
        by, today = current_user(request), timezone.localdate()
        changed = services.update_place(place=place, values=form.values(), by=by, today=today)
        words = ", ".join(field_word(name) for name in changed)
        messages.success(request, f"C’est enregistré : {words}." if changed else "Rien n’a changé.")
        return redirect("places:place", public_id=place.public_id)
    return _form_page(request, form, place)


@requires(Capability.EDIT_PLACES)
@require_safe
def resembling(request: HttpRequest) -> HttpResponse:
    """The places that look like what is being typed, as a fragment."""
    found = ResemblingForm(request.GET).found()
    return render(request, "places/editing/_resembling.html", {"resembling": presenters.resemblances(found)})


@requires(Capability.EDIT_PLACES)
@require_http_methods(FORM)
def close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say that a place no longer exists, or that it exists again, after a yes or no."""
    place = place_by_id(public_id)
    closed = place.status == PlaceStatus.CLOSED
    if request.method != "POST":
        return render(request, "places/editing/close.html", {"place": place, "closed": closed})
    change = services.reopen_place if request.POST.get("etat") == "ouvert" else services.close_place
    change(place=place, by=current_user(request))
    words = "est fermé définitivement" if place.status == PlaceStatus.CLOSED else "est de nouveau ouvert"
    messages.success(request, f"« {place.name} » {words}.")
    return redirect("places:place", public_id=place.public_id)


@requires(Capability.EDIT_PLACES)
@require_POST
def undo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Bring back the value that a field had before."""
    place, form = place_by_id(public_id), UndoForm(request.POST)
    try:
        field = form.field()
        services.undo_field(place=place, field=field, by=current_user(request), today=timezone.localdate())
    except services.NothingToUndoError:
        messages.error(request, "Ce champ n’a pas de valeur précédente.")
    else:
        messages.success(request, f"La valeur précédente est revenue : {field_word(field)}.")
    return redirect("places:history", public_id=place.public_id)


def _to_be_kept(request: HttpRequest, form: PlaceForm) -> bool:
    wanted = request.method == "POST" and ONLY_READ_AGAIN not in request.POST
    return wanted and form.is_valid() and not form.needs_a_second_look()


def _form_page(request: HttpRequest, form: PlaceForm, place: Place | None) -> HttpResponse:
    form.reading()  # judges the form first: only then are its look-alikes known
    alike = presenters.resemblances(form.lookalikes)
    context: dict[str, Any] = {"form": form, "place": place, "resembling": alike}
    if form.too_fine:
        context["week"] = presenters.fine_week(form.hours, place, timezone.localdate())
    return render(request, "places/editing/form.html", context)
