"""The sheet of a territory, on screen and on paper."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from maillage.programme.diagnosis import selectors, sheet
from maillage.programme.diagnosis.presenters import territories as sheets
from maillage.programme.people.access import HOUR, public, shared
from maillage.programme.territories import selectors as territories


@public
@shared(HOUR)
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
        "parts": [sheets.territory_part(figure) for figure in main],
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
