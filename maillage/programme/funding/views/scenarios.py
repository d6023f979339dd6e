"""Pages of the scenarios: make one, compare them, read the reasons, submit one; and reserve an envelope."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maillage.programme.funding.forms.scenarios import ReserveForm, ScenarioForm
from maillage.programme.funding.presenters import scenarios as presenters
from maillage.programme.funding.presenters.envelopes import trail
from maillage.programme.funding.selectors.envelopes import envelope_states
from maillage.programme.funding.selectors.portfolio import candidates, pays_actions, scenario_by_id, scenarios_of
from maillage.programme.funding.services.scenarios import make_scenario, submit_scenario
from maillage.programme.funding.views.pages import show, show_form
from maillage.programme.governance.forms.proposals import SubmissionForm
from maillage.programme.governance.selectors.governances import the_governance
from maillage.programme.governance.selectors.proposals import proposal_by_id
from maillage.programme.people.access import current_user, requires
from maillage.programme.people.commands import done, posted
from maillage.programme.people.rules import Capability
from maillage.programme.roadmap.enums import EffectKind
from maillage.programme.roadmap.services.effects import prepare_effect

LIST = ("Scénarios", "/financements/scenarios/")


@requires(Capability.SEE_FUNDING)
@require_safe
def scenarios(request: HttpRequest) -> HttpResponse:
    """The scenarios side by side."""
    found = list(scenarios_of(the_governance()))
    return show(request, "funding/scenarios.html", scenarios=found, comparison=presenters.comparison(found))


@requires(Capability.SEE_FUNDING)
@require_safe
def scenario(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One scenario: its choice, its reasons, what more money would change."""
    found = scenario_by_id(the_governance(), public_id)
    words, kind = presenters.status(found)
    return show(
        request,
        "funding/scenario.html",
        public_id=public_id,
        scenario=found,
        status=words,
        status_kind=kind,
        figures=presenters.figures(found),
        kept=presenters.choices(found, chosen=True),
        left=presenters.choices(found, chosen=False),
        purses=presenters.purses(found),
        conditions=presenters.conditions(found),
        proposal=found.proposal,
    )


@requires(Capability.MANAGE_FUNDING)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Make a scenario."""
    governance, by, today = the_governance(), current_user(request), timezone.localdate()
    left = [(one.envelope, one.left_eur) for one in envelope_states(governance) if pays_actions(one.envelope)]
    form = ScenarioForm(posted(request), left=left, actions=candidates(governance))
    make = lambda: make_scenario(  # noqa: E731
        governance=governance, name=form.cleaned_data["name"], terms=form.terms(), by=by, today=today
    )
    made = done(form, make)
    if made:
        return redirect("funding:scenario", public_id=made.public_id)
    heading, lead = "Faire un scénario", "Maillage choisit les actions à financer et qui paie quoi. Rien n’est engagé."
    crumbs = trail(LIST, last=heading)
    return show_form(request, form, crumbs=crumbs, heading=heading, action="Calculer", back=LIST[1], lead=lead)


@requires(Capability.MANAGE_FUNDING)
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Turn a scenario into a proposal."""
    governance, by, today = the_governance(), current_user(request), timezone.localdate()
    found = scenario_by_id(governance, public_id)
    initial = {"text": presenters.proposal_text(found)}
    form = SubmissionForm(posted(request), governance=governance, initial=initial)
    made = done(form, lambda: submit_scenario(scenario=found, **form.cleaned_data, by=by, today=today))
    if made:
        messages.success(request, "La proposition est écrite, avec ce que son adoption fera. Rien n’est engagé.")
        return redirect("governance:proposal", public_id=made.public_id)
    heading, back = "Soumettre aux instances", presenters.scenario_url(found)
    crumbs = trail(LIST, (found.name, back), last=heading)
    lead = "La proposition suit la chaîne : groupe de travail, COTECH, COPIL."
    return show_form(request, form, crumbs=crumbs, heading=heading, action="Créer la proposition", back=back, lead=lead)


@requires(Capability.MANAGE_FUNDING)
@require_http_methods(["GET", "HEAD", "POST"])
def reserve(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Adoption will draft a request on an envelope."""
    governance, by = the_governance(), current_user(request)
    found, kind = proposal_by_id(governance, by, public_id), EffectKind.USE_ENVELOPE
    form = ReserveForm(posted(request), governance=governance)
    if done(form, lambda: prepare_effect(proposal=found, kind=kind, **form.prepared(), by=by)):
        messages.success(request, "L’effet est préparé : l’adoption écrira la demande en brouillon.")
        return redirect("roadmap:effects", public_id=public_id)
    back, lead = f"/feuille-de-route/propositions/{public_id}/effets/", f"Si « {found.title} » est adoptée."
    crumbs = trail(last=kind.label)
    return show_form(request, form, crumbs=crumbs, heading=kind.label, action="Préparer", back=back, lead=lead)
