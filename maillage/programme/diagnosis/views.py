"""Pages of the diagnosis: map and table, territory sheet, method, exports, runs."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maillage.programme.diagnosis import exports, maps, presenters, selectors, services, sheet, tasks
from maillage.programme.diagnosis.access import reach_of
from maillage.programme.diagnosis.access_page import access_csv, access_page
from maillage.programme.diagnosis.certainty_page import certainty_csv, certainty_page
from maillage.programme.diagnosis.enums import ShownLevel
from maillage.programme.diagnosis.estimates_page import estimates_csv, estimates_page, known_definition
from maillage.programme.diagnosis.forms import RunForm
from maillage.programme.diagnosis.method import method_of
from maillage.programme.people.access import allowed, current_user, public, requires
from maillage.programme.people.rules import Capability
from maillage.programme.territories import selectors as territories
from maillage.tables.errors import DataError

LEVELS = tuple(choice for choice in ShownLevel if choice in (ShownLevel.COMMUNE, ShownLevel.EPCI_PART))


@public
@require_safe
def map_and_table(request: HttpRequest) -> HttpResponse:
    """The map of need and its table twin."""
    departement = selectors.home_departement()
    published = selectors.published_runs(departement)
    run = selectors.published_run(departement, request.GET.get("recette", ""))
    level = request.GET.get("niveau", "commune")
    level = level if level in LEVELS else "commune"
    asked = (request.GET.get("indicateur", ""), request.GET.get("tri", "rang"))
    context = {
        "page": presenters.map_page(run, level, *asked) if run else None,
        "published": [(r.recipe_code, r.record["recipe"]["title"]) for r in published],
        "levels": [(choice.value, choice.label) for choice in LEVELS],
        "may_run": allowed(request, Capability.RUN_DIAGNOSIS),
        "may_compare": allowed(request, Capability.SEE_GOVERNANCE),
        "demonstration": selectors.demonstration_shown(departement),
    }
    return render(request, "diagnosis/map.html", context)


@public
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
    return _csv(access_csv(reach_of(run, timezone.localdate())), "acces")


@public
@require_safe
def estimates(request: HttpRequest) -> HttpResponse:
    """How many people are concerned, where, what they need, and how sure it is."""
    departement = selectors.home_departement()
    run, (level, definition) = selectors.published_run(departement), _estimate_asked(request)
    shown = {
        "page": estimates_page(run, level, definition) if run else None,
        "levels": [(choice.value, choice.label) for choice in LEVELS],
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
    return level if level in LEVELS else "epci_part", known_definition(request.GET.get("definition", ""))


@public
@require_safe
def certainty(request: HttpRequest) -> HttpResponse:
    """What is sure of the ranking, and which choice changes it most."""
    departement = selectors.home_departement()
    run = selectors.published_run(departement)
    shown = {
        "page": certainty_page(run) if run else None,
        "demonstration": selectors.demonstration_shown(departement),
    }
    return render(request, "diagnosis/certainty.html", shown)


@public
@require_safe
def certainty_file(request: HttpRequest) -> HttpResponse:
    """How sure each commune's rank is, in CSV."""
    run = selectors.published_run(selectors.home_departement())
    content = certainty_csv(run) if run else None
    if content is None:
        raise Http404
    return _csv(content, "certitude")


@public
@require_safe
def territory(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet of a commune, an EPCI or a département."""
    figures = selectors.figures_named(code)
    commune = territories.commune_of(code)
    if commune is not None and commune.code != code:
        return redirect("diagnosis:territory", code=commune.code)
    place = commune or territories.epci_of(code) or territories.departement_of(code)
    if place is None:
        raise Http404
    main = [f for f in figures if f.run.recipe_code == figures[0].run.recipe_code]
    context = {
        "place": place,
        "commune": commune,
        "members": territories.communes_of_epci(code),
        "parts": [presenters.territory_part(figure) for figure in main],
        "demonstration": any(f.run.data_kind == "demonstration" for f in figures),
    }
    return render(request, "diagnosis/territory.html", context)


@public
@require_safe
def territory_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The printable sheet of a territory."""
    figures = selectors.figures_named(code)
    if not figures:
        raise Http404
    response = HttpResponse(sheet.sheet_pdf(figures[0]), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="fiche-{figures[0].code}.pdf"'
    return response


@public
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
    if run is None or kind not in exports.EXPORTS or level not in LEVELS:
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


@requires(Capability.RUN_DIAGNOSIS)
@require_http_methods(["GET", "HEAD", "POST"])
def runs(request: HttpRequest) -> HttpResponse:
    """The last runs, and the form to ask for one."""
    form = RunForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = services.request_run(
            departement=selectors.home_departement(), **form.cleaned_data, by=str(current_user(request))
        )
        tasks.make_run.enqueue(made.pk)
        return redirect("diagnosis:run", run_id=made.pk)
    return render(request, "diagnosis/runs.html", {"form": form, "runs": selectors.latest_runs()})


@requires(Capability.RUN_DIAGNOSIS)
@require_safe
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    """Where a run stands; the page refreshes itself until it ends."""
    found = selectors.run_for(run_id)
    response = render(request, "diagnosis/run.html", {"run": found, "going": found.status in ("queued", "running")})
    if found.status in ("queued", "running"):
        response["Refresh"] = "3"
    return response


def _csv(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
