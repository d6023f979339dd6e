"""The map of need, its exports and its method."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.programme.diagnosis import exports, selectors
from maillage.programme.diagnosis.enums import SHOWN
from maillage.programme.diagnosis.presenters import maps
from maillage.programme.diagnosis.presenters import territories as sheets
from maillage.programme.diagnosis.presenters.method import method_of
from maillage.programme.people.access import HOUR, allowed, public, shared
from maillage.programme.people.rules import Capability


@public
@shared(HOUR)
@require_safe
def map_and_table(request: HttpRequest) -> HttpResponse:
    """The map of need and its table twin."""
    departement = selectors.home_departement()
    published = selectors.published_runs(departement)
    run = selectors.published_run(departement, request.GET.get("recette", ""))
    level = request.GET.get("niveau", "commune")
    level = level if level in SHOWN else "commune"
    asked = (request.GET.get("indicateur", ""), request.GET.get("tri", "rang"))
    context = {
        "page": sheets.map_page(run, level, *asked) if run else None,
        "published": [(r.recipe_code, r.record["recipe"]["title"]) for r in published],
        "levels": [(choice.value, choice.label) for choice in SHOWN],
        "may_run": allowed(request, Capability.RUN_DIAGNOSIS),
        "may_compare": allowed(request, Capability.SEE_GOVERNANCE),
        "demonstration": selectors.demonstration_shown(departement),
    }
    return render(request, "diagnosis/map.html", context)


@public
@shared(HOUR)
@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """How each index is made, from the recipes themselves."""
    return render(request, "diagnosis/method.html", {"recipes": [method_of(r) for r in selectors.recipes()]})


@public
@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The published figures as a file."""
    run = selectors.published_run(selectors.home_departement(), request.GET.get("recette", ""))
    level = request.GET.get("niveau", "commune")
    if run is None or kind not in exports.EXPORTS or level not in SHOWN:
        raise Http404
    form, figures = exports.EXPORTS[kind], selectors.figures_of(run, level)
    lines = exports.lines_of(run, figures)
    if kind == "geojson":
        indicator = maps.known_indicator(run, request.GET.get("indicateur", ""))
        lines = maps.drawn_lines(lines, run, level, indicator, figures)
    content = form.make(lines, exports.attribution(run), maps.shapes_for(run, level))
    response = HttpResponse(content, content_type=form.media_type)
    response["Content-Disposition"] = f'attachment; filename="maillage-{run.departement_code}-{level}.{kind}"'
    return response
