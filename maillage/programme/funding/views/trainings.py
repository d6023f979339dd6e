"""Pages that share training places out: make a scenario, read it, submit it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maillage.programme.funding.enums import ScenarioKind
from maillage.programme.funding.forms.trainings import TrainingForm
from maillage.programme.funding.presenters import trainings as presenters
from maillage.programme.funding.presenters.envelopes import trail
from maillage.programme.funding.selectors.portfolio import scenario_by_id, scenarios_of
from maillage.programme.funding.selectors.trainings import first_bodies
from maillage.programme.funding.services.scenarios import submit_scenario
from maillage.programme.funding.services.trainings import make_training_scenario
from maillage.programme.funding.views.pages import show, show_form
from maillage.programme.governance.forms.proposals import SubmissionForm
from maillage.programme.governance.selectors.governances import the_governance
from maillage.programme.people.access import current_user, requires
from maillage.programme.people.commands import done, posted
from maillage.programme.people.rules import Capability

KIND = ScenarioKind.TRAINING
LIST = ("Places de formation", "/financements/formations/")


@requires(Capability.SEE_FUNDING)
@require_safe
def trainings(request: HttpRequest) -> HttpResponse:
    """The training scenarios side by side."""
    found = list(scenarios_of(the_governance(), KIND))
    return show(request, "funding/trainings.html", scenarios=found, comparison=presenters.comparison(found))


@requires(Capability.SEE_FUNDING)
@require_safe
def training(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One training scenario."""
    found = scenario_by_id(the_governance(), public_id, KIND)
    return show(
        request,
        "funding/training.html",
        public_id=public_id,
        scenario=found,
        figures=presenters.figures(found),
        places=presenters.places_table(found),
        sessions=presenters.sessions_table(found),
        proven=found.result["proven"],
        proposal=found.proposal,
    )


@requires(Capability.MANAGE_FUNDING)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Share places out."""
    governance, by, today = the_governance(), current_user(request), timezone.localdate()
    form = TrainingForm(posted(request), initial={"bodies": first_bodies(governance)})
    make = lambda: make_training_scenario(  # noqa: E731
        governance=governance, name=form.cleaned_data["name"], terms=form.terms(), by=by, today=today
    )
    made = done(form, make)
    if made:
        return redirect("funding:training", public_id=made.public_id)
    heading = "Répartir des places"
    lead = "Les nombres d’agents sont une estimation, un pour 2 000 habitants : corrigez-les. Rien n’est engagé."
    crumbs = trail(LIST, last=heading)
    return show_form(request, form, crumbs=crumbs, heading=heading, action="Calculer", back=LIST[1], lead=lead)


@requires(Capability.MANAGE_FUNDING)
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Turn a training scenario into a proposal."""
    governance, by, today = the_governance(), current_user(request), timezone.localdate()
    found = scenario_by_id(governance, public_id, KIND)
    form = SubmissionForm(posted(request), governance=governance, initial={"text": presenters.proposal_text(found)})
    made = done(form, lambda: submit_scenario(scenario=found, **form.cleaned_data, by=by, today=today))
    if made:
        messages.success(request, "La proposition est écrite. Rien n’est engagé.")
        return redirect("governance:proposal", public_id=made.public_id)
    heading, back = "Soumettre aux instances", presenters.training_url(found)
    crumbs = trail(LIST, (found.name, back), last=heading)
    return show_form(request, form, crumbs=crumbs, heading=heading, action="Créer la proposition", back=back)
