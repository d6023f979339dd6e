"""The directory outside its own pages: printed, embedded in another site, carried away as a page that stands alone."""

from __future__ import annotations

from uuid import UUID

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from maillage.programme.people.access import public
from maillage.programme.people.parameters import asked_number
from maillage.programme.places import prints
from maillage.programme.places.forms.search import SearchForm, criteria_of
from maillage.programme.places.presenters import directory as presenters
from maillage.programme.places.presenters.calendar import calendar_of
from maillage.programme.places.selectors import directory, stops
from maillage.programme.places.standalone import standalone_zip

# What a person can carry; beyond, the list of a smaller area is more useful.
CARRIED = 150
TITLE = "Trouver de l’aide avec le numérique"


@public
@require_safe
def sheet(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The sheet of a place to print and hand over, in large type."""
    found = directory.place_by_id(public_id)
    now = timezone.localtime()
    shown = presenters.sheet(found, directory.hit_of(found, None, now), now, stops.coming_stops(found, now))
    address = request.build_absolute_uri(reverse("places:place", kwargs={"public_id": found.public_id}))
    return _file(prints.sheet_pdf(shown, address), "application/pdf", f"lieu-{found.public_id}.pdf", inline=True)


@public
@require_safe
def leaflet(request: HttpRequest) -> HttpResponse:
    """The places found, as a leaflet in large type."""
    title, cards, fictitious = _carried(request)
    address = request.build_absolute_uri(f"{reverse('places:places')}?{request.GET.urlencode()}")
    content = prints.leaflet_pdf(title, cards, address, demonstration=fictitious)
    return _file(content, "application/pdf", "depliant.pdf", inline=True)


@public
@require_safe
def standalone(request: HttpRequest) -> HttpResponse:
    """The places found, as a page for any site."""
    title, cards, fictitious = _carried(request)
    content = standalone_zip(title, cards, timezone.localdate(), demonstration=fictitious)
    return _file(content, "application/zip", "lieux.zip")


@public
@require_safe
def calendar(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The coming stops, for a calendar application."""
    found = directory.place_by_id(public_id)
    now = timezone.localtime()
    content = calendar_of(found, stops.coming_stops(found, now, limit=100), now)
    return _file(content, "text/calendar; charset=utf-8", f"passages-{found.public_id}.ics")


@public  # type: ignore[arg-type]
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@require_safe
def embed(request: HttpRequest) -> HttpResponse:
    """The list inside a frame of another site: no account, no form, nothing to click-jack."""
    criteria, where = criteria_of(SearchForm(request.GET))
    now = timezone.localtime()
    page = directory.found_places(criteria, now, asked_number(request, "page", 1))
    context = {
        "where": where,
        "page": page,
        "cards": [presenters.card(hit, now) for hit in page.hits],
        "links": presenters.page_links(page, request.GET),
        "home": request.build_absolute_uri(f"{reverse('places:places')}?{request.GET.urlencode()}"),
        "demonstration": any(hit.place.is_demonstration for hit in page.hits),
    }
    return render(request, "places/embed.html", context)


def _carried(request: HttpRequest) -> tuple[str, list[presenters.Card], bool]:
    criteria, where = criteria_of(SearchForm(request.GET))
    now = timezone.localtime()
    hits = directory.found_places(criteria, now, size=CARRIED).hits
    title = f"{TITLE} : {where}" if where else TITLE
    return title, [presenters.card(hit, now) for hit in hits], any(hit.place.is_demonstration for hit in hits)


def _file(content: bytes, media_type: str, name: str, *, inline: bool = False) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    return response
