"""Pages of the siting scenarios: make one, compare them, read one, send it to the instances."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maillage.design.parts import Crumb
from maillage.programme.governance.forms.proposals import SubmissionForm
from maillage.programme.governance.selectors.governances import governance_or_none, shows_demonstration, the_governance
from maillage.programme.people.access import allowed, current_user, requires
from maillage.programme.people.commands import done, posted
from maillage.programme.people.rules import Capability
from maillage.programme.siting import presenters, tasks
from maillage.programme.siting.enums import SitingState
from maillage.programme.siting.forms import SitingForm
from maillage.programme.siting.selectors import scenario_by_id, scenarios_of
from maillage.programme.siting.services import request_siting, submit_siting

TRAIL = (Crumb("Accueil", "/"), Crumb("Diagnostic", "/diagnostic/"), Crumb("Scénarios", "/diagnostic/scenarios/"))
GOING = (SitingState.QUEUED, SitingState.RUNNING)


@requires(Capability.SEE_GOVERNANCE)
@require_safe
def scenarios(request: HttpRequest) -> HttpResponse:
    """The scenarios side by side."""
    found = list(scenarios_of(the_governance()))
    return _show(request, "siting/scenarios.html", scenarios=found, comparison=presenters.comparison(found))


@requires(Capability.SEE_GOVERNANCE)
@require_safe
def scenario(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One scenario: where, for whom, on a map and in a table; the page waits for a computation that goes on."""
    found = scenario_by_id(the_governance(), public_id)
    page = presenters.scenario_page(found) if found.state == SitingState.DONE else None
    response = _show(request, "siting/scenario.html", scenario=found, page=page, going=found.state in GOING)
    if found.state in GOING:
        response["Refresh"] = "3"
    return response


@requires(Capability.SEE_GOVERNANCE)
@require_safe
def scenario_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What changes in each commune, in CSV."""
    found = scenario_by_id(the_governance(), public_id)
    if found.state != SitingState.DONE:
        raise Http404
    response = HttpResponse(presenters.scenario_csv(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="scenario-communes.csv"'
    return response


@requires(Capability.RUN_DIAGNOSIS)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Ask for a scenario."""
    form = SitingForm(posted(request))
    ask = lambda: request_siting(  # noqa: E731
        governance=the_governance(), terms=form.cleaned_data, by=current_user(request)
    )
    made = done(form, ask)
    if made:
        tasks.make_scenario.enqueue(made.pk)
        return redirect("siting:scenario", public_id=made.public_id)
    lead = "Maillage cherche les communes où un poste ou un arrêt sert le plus de personnes. Rien n’est engagé."
    return _form(request, form, heading="Faire un scénario", action="Calculer", lead=lead)


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Turn a scenario into a proposal of a working group."""
    governance, by, now = the_governance(), current_user(request), timezone.now()
    found = scenario_by_id(governance, public_id)
    if found.state != SitingState.DONE:
        raise Http404
    form = SubmissionForm(posted(request), governance=governance, initial={"text": presenters.proposal_text(found)})
    made = done(form, lambda: submit_siting(scenario=found, **form.cleaned_data, by=by, now=now))
    if made:
        messages.success(request, "La proposition est écrite. Inscrivez-la à l’ordre du jour d’un COTECH.")
        return redirect("governance:proposal", public_id=made.public_id)
    lead = "La proposition suit la chaîne : groupe de travail, COTECH, COPIL."
    return _form(request, form, heading="Soumettre aux instances", action="Créer la proposition", lead=lead, of=found)


def _form(request: HttpRequest, form: Any, *, heading: str, action: str, lead: str, of: Any = None) -> HttpResponse:
    back = presenters.scenario_url(of) if of else TRAIL[-1].url
    middle = (Crumb(of.name, back),) if of else ()
    shown = {"form": form, "heading": heading, "action": action, "lead": lead, "back": back}
    return _show(request, "design/form.html", crumbs=(*TRAIL, *middle, Crumb(heading)), **shown)


def _show(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    context["makes"] = allowed(request, Capability.RUN_DIAGNOSIS)
    context["submits"] = allowed(request, Capability.MANAGE_GOVERNANCE)
    context["demonstration"] = shows_demonstration(governance_or_none())
    return render(request, template, context)
