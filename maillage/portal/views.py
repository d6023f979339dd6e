"""The public pages: what this is, the search, and the pages that the law asks for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.programme.diagnosis import selectors as runs
from maillage.programme.diagnosis.presenters import territories as diagnosis
from maillage.programme.people.access import MINUTE, public, shared
from maillage.programme.places.presenters.directory import card
from maillage.programme.places.selectors.directory import Criteria, found_places
from maillage.programme.territories.selectors import territories_named

PLACES_SHOWN = 9


@public
@shared(MINUTE)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, a search, and the département at a glance."""
    run = runs.published_run(runs.home_departement())
    glance = diagnosis.glance(run) if run else None
    shown = {"glance": glance, "demonstration": bool(run) and runs.demonstration_shown(runs.home_departement())}
    return render(request, "portal/home.html", shown)


@public
@shared(MINUTE)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Territories and places whose name was typed; a single territory opens at once."""
    text = request.GET.get("q", "").strip()[:100]
    found = territories_named(text)
    if len(found) == 1:
        return redirect("diagnosis:territory", code=found[0].code)
    now = timezone.localtime()
    page = found_places(Criteria(text=text), now, size=PLACES_SHOWN) if text else None
    cards = [card(hit, now) for hit in page.hits] if page else []
    shown = {"text": text, "found": found, "cards": cards, "place_count": page.total if page else 0}
    return render(request, "portal/search.html", shown)


@public
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How to read the pages."""
    return render(request, "portal/help.html")


@public
@require_safe
def legal(request: HttpRequest) -> HttpResponse:
    """Publisher, host, licence."""
    return render(request, "portal/legal.html")


@public
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page."""
    return render(request, "portal/sitemap.html")
