"""The public page of proofs."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.portal.proof.page import proof_page
from maillage.portal.proof.results import last_runs
from maillage.programme.people.access import public


@public
@require_safe
def proofs(request: HttpRequest) -> HttpResponse:
    """Each promise, its figures, and when it was last tried."""
    return render(request, "portal/proofs.html", {"page": proof_page(last_runs(settings.HOME / "preuves"))})
