"""The public directory: the list, the page of a place, its printed sheet, its stops as a calendar."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.programme.people.access import MINUTE, allowed, public, shared
from maillage.programme.people.parameters import asked_number
from maillage.programme.people.rules import Capability
from maillage.programme.places.forms.search import SearchForm, criteria_of
from maillage.programme.places.presenters import directory as presenters
from maillage.programme.places.selectors import directory, stops


@public
@shared(MINUTE)
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """The places that answer, list first."""
    form = SearchForm(request.GET)
    criteria, where = criteria_of(form)
    now = timezone.localtime()
    page = directory.found_places(criteria, now, asked_number(request, "page", 1))
    context = {
        "form": form,
        "where": where,
        "page": page,
        "cards": [presenters.card(hit, now) for hit in page.hits],
        "filters": presenters.active_filters(form, request.GET, where),
        "links": presenters.page_links(page, request.GET),
        "query": request.GET.urlencode(),
        "may_edit": allowed(request, Capability.EDIT_PLACES),
        "may_manage": allowed(request, Capability.MANAGE_PLACES),
        "demonstration": any(hit.place.is_demonstration for hit in page.hits),
    }
    return render(request, "places/list.html", context)


@public
@shared(MINUTE)
@require_safe
def place(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One place; the address of a merged one leads to the place that it joined."""
    found = directory.place_by_id(public_id)
    if found.public_id != public_id:
        return redirect("places:place", public_id=found.public_id, permanent=True)
    now = timezone.localtime()
    context = {
        "sheet": presenters.sheet(found, directory.hit_of(found, None, now), now, stops.coming_stops(found, now)),
        "nearby": [presenters.card(hit, now) for hit in directory.nearby(found, now)],
        "may_edit": allowed(request, Capability.EDIT_PLACES),
        "demonstration": found.is_demonstration,
    }
    return render(request, "places/place.html", context)
