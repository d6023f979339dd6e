"""Pages of the differences between us and the sources."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from maillage.programme.people.access import current_user, requires
from maillage.programme.people.rules import Capability
from maillage.programme.places.presenters import conflicts as presenters
from maillage.programme.places.selectors import conflicts as selectors
from maillage.programme.places.selectors.quality import shows_demonstration
from maillage.programme.places.services.conflicts import AlreadySettledError, settle_conflict

PAGE = 20


@requires(Capability.MANAGE_PLACES)
@require_safe
def conflicts(request: HttpRequest) -> HttpResponse:
    """The differences to settle, field by field; or those settled, the latest first."""
    field, settled = request.GET.get("champ", ""), request.GET.get("etat") == "tranches"
    found = selectors.settled_conflicts() if settled else selectors.open_conflicts(field)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": presenters.conflict_lines(page, selectors.our_traces(page)),
        "fields": presenters.field_counts(selectors.fields_in_conflict(), field),
        "field": field,
        "settled": settled,
        "demonstration": shows_demonstration(),
    }
    return render(request, "places/conflicts.html", context)


@requires(Capability.MANAGE_PLACES)
@require_POST
def settle(request: HttpRequest, conflict_id: int) -> HttpResponse:
    """Keep our value, or take the source's; says so when someone settled it before."""
    conflict = selectors.conflict_by_number(conflict_id)
    decision = request.POST.get("decision")
    if decision not in ("take", "keep"):
        messages.error(request, "Choisissez la valeur à garder.")
        return redirect("places:conflicts")
    take = decision == "take"
    try:
        settle_conflict(conflict=conflict, take=take, by=current_user(request), today=timezone.localdate())
    except AlreadySettledError:
        decided = presenters.decided_words(conflict)
        messages.warning(request, f"Cet écart est déjà tranché {decided} : {conflict.get_status_display().lower()}.")
    else:
        kept = "La valeur de la source est prise" if take else "Notre valeur est gardée"
        messages.success(request, f"{kept} pour « {conflict.place.name} ».")
    return redirect("places:conflicts")


@requires(Capability.EDIT_PLACES)
@require_safe
def absences(request: HttpRequest) -> HttpResponse:
    """The places that a source no longer names: closed, renamed, or forgotten? Nothing was deleted."""
    page = Paginator(selectors.absent_records(), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "table": presenters.absences(page), "demonstration": shows_demonstration()}
    return render(request, "places/absences.html", context)
