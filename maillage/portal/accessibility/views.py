"""The public pages on accessibility: declaration, multi-year scheme, action plan."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.design.parts import Cell, Column, Table
from maillage.portal.accessibility.criteria import criteria, last_run, sheets
from maillage.portal.accessibility.report import Report, report
from maillage.programme.people.access import public


@public
@require_safe
def declaration(request: HttpRequest) -> HttpResponse:
    """The declaration, honest about what nobody audited."""
    told = present()
    columns = tuple(map(Column, ("Critère", "Nom", "Jugé par", "Constat")))
    table = Table("Les 106 critères", columns, tuple(tuple(map(Cell, line)) for line in told.lines))
    return render(request, "portal/accessibility/declaration.html", {"report": told, "table": table})


@public
@require_safe
def scheme(request: HttpRequest) -> HttpResponse:
    """What is planned over three years."""
    return render(request, "portal/accessibility/scheme.html", {"report": present()})


@public
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """What is planned this year, from what failed or was not examined."""
    told = present()
    columns = tuple(map(Column, ("Action", "Raison", "Avant")))
    rows = tuple((Cell(one.what), Cell(one.why), Cell(one.when)) for one in told.plan)
    return render(request, "portal/accessibility/plan.html", {"table": Table("Actions", columns, rows)})


def present() -> Report:
    """The report of today."""
    return report(criteria(), last_run(), sheets(), timezone.localdate())
