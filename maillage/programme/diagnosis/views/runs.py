"""Runs: asked for, followed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from maillage.programme.diagnosis import selectors, services, tasks
from maillage.programme.diagnosis.forms import RunForm
from maillage.programme.people.access import current_user, requires
from maillage.programme.people.rules import Capability


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
