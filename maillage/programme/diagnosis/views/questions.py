"""Pages that each answer one question of the diagnosis, with the same in CSV."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.programme.diagnosis import selectors
from maillage.programme.diagnosis.access import reach_of
from maillage.programme.diagnosis.enums import SHOWN
from maillage.programme.diagnosis.presenters.access import access_csv, access_page
from maillage.programme.diagnosis.presenters.certainty import certainty_csv, certainty_page
from maillage.programme.diagnosis.presenters.estimates import estimates_csv, estimates_page, known_definition
from maillage.programme.diagnosis.presenters.profiles import profiles_csv, profiles_page
from maillage.programme.people.access import HOUR, public, shared
from maillage.tables.errors import DataError

if TYPE_CHECKING:
    from maillage.programme.diagnosis.models import Run


@public
@shared(HOUR)
@require_safe
def access(request: HttpRequest) -> HttpResponse:
    """How each commune reaches help: map, table, and where much is needed and little reached."""
    departement = selectors.home_departement()
    run, page, trouble = selectors.published_run(departement), None, "Publiez d’abord un diagnostic du département."
    if run is not None:
        try:
            page = access_page(run, reach_of(run, timezone.localdate()))
        except DataError as error:
            trouble = str(error)
    shown = {"page": page, "trouble": trouble, "demonstration": selectors.demonstration_shown(departement)}
    return render(request, "diagnosis/access.html", shown)


@public
@require_safe
def access_file(request: HttpRequest) -> HttpResponse:
    """The table of access, in CSV."""
    run = selectors.published_run(selectors.home_departement())
    if run is None:
        raise Http404
    try:
        return _csv(access_csv(reach_of(run, timezone.localdate())), "acces")
    except DataError as error:
        raise Http404(str(error)) from error


@public
@shared(HOUR)
@require_safe
def estimates(request: HttpRequest) -> HttpResponse:
    """How many people are concerned, where, what they need, and how sure it is."""
    departement = selectors.home_departement()
    run, (level, definition) = selectors.published_run(departement), _estimate_asked(request)
    shown = {
        "page": estimates_page(run, level, definition) if run else None,
        "levels": [(choice.value, choice.label) for choice in SHOWN],
        "demonstration": selectors.demonstration_shown(departement),
    }
    return render(request, "diagnosis/estimates.html", shown)


@public
@require_safe
def estimates_file(request: HttpRequest) -> HttpResponse:
    """The table of the estimates, in CSV."""
    run = selectors.published_run(selectors.home_departement())
    found = selectors.estimates_of(run, *_estimate_asked(request)) if run else ()
    if run is None or not found:
        raise Http404
    return _csv(estimates_csv(found, run.data_kind), "estimations")


def _estimate_asked(request: HttpRequest) -> tuple[str, str]:
    level = request.GET.get("niveau", "epci_part")
    return level if level in SHOWN else "epci_part", known_definition(request.GET.get("definition", ""))


@public
@shared(HOUR)
@require_safe
def certainty(request: HttpRequest) -> HttpResponse:
    """What is sure of the ranking, and which choice changes it most."""
    return _page(request, "diagnosis/certainty.html", certainty_page)


@public
@require_safe
def certainty_file(request: HttpRequest) -> HttpResponse:
    """How sure each commune's rank is, in CSV."""
    return _file("certitude", certainty_csv)


@public
@shared(HOUR)
@require_safe
def profiles(request: HttpRequest) -> HttpResponse:
    """Which communes are alike, and what helps there."""
    return _page(request, "diagnosis/profiles.html", profiles_page)


@public
@require_safe
def profiles_file(request: HttpRequest) -> HttpResponse:
    """Each commune's profile, in CSV."""
    return _file("profils", profiles_csv)


def _page(request: HttpRequest, template: str, make: Callable[[Run], object]) -> HttpResponse:
    """The page of the published run; without one, or with nothing to tell, the template says what to do."""
    departement = selectors.home_departement()
    run = selectors.published_run(departement)
    shown = {"page": make(run) if run else None, "demonstration": selectors.demonstration_shown(departement)}
    return render(request, template, shown)


def _file(name: str, make: Callable[[Run], bytes | None]) -> HttpResponse:
    """The same in CSV; 404 where the page has nothing to tell."""
    run = selectors.published_run(selectors.home_departement())
    content = make(run) if run else None
    if content is None:
        raise Http404
    return _csv(content, name)


def _csv(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
