"""Pages of those who keep places true: what waits, freshness by EPCI, where the values of a place come from."""

from __future__ import annotations

import csv
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.programme.people.access import allowed, requires
from maillage.programme.people.rules import Capability
from maillage.programme.places.presenters import directory as sheets
from maillage.programme.places.presenters import duplicates, quality
from maillage.programme.places.selectors import directory
from maillage.programme.places.selectors import quality as selectors
from maillage.programme.places.selectors.duplicates import merges_of

PAGE = 50


@requires(Capability.EDIT_PLACES)
@require_safe
def management(request: HttpRequest) -> HttpResponse:
    """What waits for someone."""
    manages = allowed(request, Capability.MANAGE_PLACES)
    cards = quality.cards(selectors.waiting(timezone.localdate()), manages)
    return render(
        request,
        "places/management.html",
        {"cards": cards, "manages": manages, "demonstration": selectors.shows_demonstration()},
    )


@requires(Capability.EDIT_PLACES)
@require_safe
def freshness(request: HttpRequest) -> HttpResponse:
    """The EPCI of the perimeter, the least trusted first."""
    areas = selectors.areas(timezone.localdate())
    context = {
        "lines": [quality.area_line(area) for area in areas],
        "finding": quality.finding(areas),
        "demonstration": selectors.shows_demonstration(),
    }
    return render(request, "places/freshness.html", context)


@requires(Capability.EDIT_PLACES)
@require_safe
def freshness_area(request: HttpRequest, code: str) -> HttpResponse:
    """The places of one EPCI, those to check first at the top."""
    name = selectors.area_name(code)
    page = Paginator(selectors.checked_places(code, timezone.localdate()), PAGE).get_page(request.GET.get("page"))
    context = {
        "name": name,
        "code": code,
        "page": page,
        "lines": [quality.checked_line(line) for line in page],
        "demonstration": selectors.shows_demonstration(),
    }
    return render(request, "places/freshness_area.html", context)


@requires(Capability.EDIT_PLACES)
@require_safe
def freshness_csv(request: HttpRequest) -> HttpResponse:
    """The places with their notes, of one EPCI or of all, for a spreadsheet."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="fraicheur.csv"'
    writer = csv.writer(response, delimiter=";", lineterminator="\r\n")
    writer.writerows(quality.csv_rows(selectors.checked_places(request.GET.get("epci", ""), timezone.localdate())))
    return response


@requires(Capability.EDIT_PLACES)
@require_safe
def history(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Where each value of a place comes from, its two notes, and the places that joined it."""
    found = directory.place_by_id(public_id)
    context = {
        "place": found,
        "notes": quality.checked_line(selectors.notes_of(found, timezone.localdate())),
        "merges": [duplicates.merge_line(merge) for merge in merges_of(found)],
        "manages": allowed(request, Capability.MANAGE_PLACES),
        "demonstration": found.is_demonstration,
        "traces": sheets.traces(directory.history_of(found)),
    }
    return render(request, "places/history.html", context)
