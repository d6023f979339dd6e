"""The dashboard, and the monthly pack of the COPIL."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.design.documents.paper import ODT, paper_odt, paper_pdf
from maillage.portal.dashboard.board import board_of
from maillage.portal.dashboard.pack import pack_paper
from maillage.programme.governance.selectors.governances import governance_or_none, shows_demonstration
from maillage.programme.people.access import allowed, current_user, requires
from maillage.programme.people.rules import Capability


@requires(Capability.SEE_GOVERNANCE)
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """What waits for this person, what is late, what is left."""
    governance = governance_or_none()
    shown = {
        "board": board_of(governance, current_user(request), timezone.localtime()) if governance else None,
        "demonstration": shows_demonstration(governance),
        "prints": allowed(request, Capability.MANAGE_GOVERNANCE),
    }
    return render(request, "portal/dashboard.html", shown)


@requires(Capability.MANAGE_GOVERNANCE)
@require_safe
def pack(request: HttpRequest, kind: str) -> HttpResponse:
    """The pack of the COPIL of this month, as a document."""
    governance = governance_or_none()
    makers = {"pdf": ("application/pdf", paper_pdf), "odt": (ODT, paper_odt)}
    if governance is None or kind not in makers:
        raise Http404
    content_type, make = makers[kind]
    today = timezone.localdate()
    response = HttpResponse(make(pack_paper(governance, today)), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="dossier-copil-{today:%Y-%m}.{kind}"'
    return response
