"""The public page of proofs."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage import __version__
from maillage.design.documents.paper import ODT, paper_odt
from maillage.portal.proof.assessment import Names, assessment_paper
from maillage.portal.proof.page import proof_page
from maillage.portal.proof.results import last_runs
from maillage.programme.people.access import public
from maillage.programme.privacy.selectors import field_labels, model_labels


@public
@require_safe
def proofs(request: HttpRequest) -> HttpResponse:
    """Each promise, its figures, and when it was last tried."""
    return render(request, "portal/proofs.html", {"page": proof_page(last_runs(settings.HOME / "preuves"))})


@public
@require_safe
def assessment(request: HttpRequest) -> HttpResponse:
    """The impact assessment of this version, for the data protection officer to complete."""
    paper = assessment_paper(
        names=Names(model_labels(), field_labels()),
        runs=last_runs(settings.HOME / "preuves"),
        version=__version__,
        day=timezone.localdate(),
    )
    response = HttpResponse(paper_odt(paper), content_type=ODT)
    response["Content-Disposition"] = 'attachment; filename="analyse-d-impact.odt"'
    return response
