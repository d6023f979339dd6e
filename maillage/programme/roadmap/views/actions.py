"""Pages of the actions: the sheet, its writing, its follow-up, its money and where it comes from."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maillage.programme.governance.selectors.governances import the_governance
from maillage.programme.governance.selectors.members import voices
from maillage.programme.people.access import allowed, current_user, requires
from maillage.programme.people.commands import done, posted
from maillage.programme.people.rules import Capability
from maillage.programme.roadmap.forms import actions as forms
from maillage.programme.roadmap.models import Action
from maillage.programme.roadmap.presenters import actions as presenters
from maillage.programme.roadmap.presenters.indicators import indicator_line
from maillage.programme.roadmap.presenters.roadmaps import roadmap_url, trail
from maillage.programme.roadmap.related import related_to
from maillage.programme.roadmap.selectors import actions as selectors
from maillage.programme.roadmap.selectors.indicators import indicators_of_action, state_of
from maillage.programme.roadmap.selectors.roadmaps import roadmap_by_id
from maillage.programme.roadmap.services import actions as services
from maillage.programme.roadmap.views.pages import show, show_form


@requires(Capability.SEE_ROADMAP)
@require_safe
def action(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One action sheet."""
    user, today = current_user(request), timezone.localdate()
    found = selectors.action_by_id(the_governance(), user, public_id)
    follows = allowed(request, Capability.MANAGE_ROADMAP) or selectors.is_pilot(found, voices(user, today))
    return show(
        request,
        "roadmap/action.html",
        public_id=public_id,
        action=presenters.action_line(found, today),
        roadmap=found.roadmap,
        roadmap_url=roadmap_url(found.roadmap),
        objective=found.objective,
        description=found.description,
        context=found.context,
        facts=presenters.facts(found),
        missing=presenters.missing(found),
        steps=presenters.step_lines(found, today),
        risks=presenters.risk_lines(found.risks.all()),
        budget=presenters.budget_table(list(found.budget_lines.all())),
        notes=presenters.note_steps(found.notes.all()),
        origins=presenters.origins(found),
        indicators=[indicator_line(state_of(one, today)) for one in indicators_of_action(found)],
        related=related_to(found, user),
        follows=follows,
    )


@requires(Capability.MANAGE_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write an action sheet."""
    found, by = roadmap_by_id(the_governance(), public_id), current_user(request)
    form = forms.SheetForm(posted(request), roadmap=found)
    made = done(form, lambda: services.create_action(roadmap=found, sheet=form.sheet(), by=by))
    if made:
        messages.success(request, f"L’action {made.reference} est dans la feuille de route.")
        return redirect("roadmap:action", public_id=made.public_id)
    url, heading = roadmap_url(found), "Ajouter une action"
    crumbs = trail((found.name, url), last=heading)
    return show_form(request, form, crumbs=crumbs, heading=heading, action="Ajouter", back=url)


@requires(Capability.MANAGE_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change an action sheet."""
    found = _found(request, public_id)
    form = forms.SheetForm(posted(request), roadmap=found.roadmap, initial=selectors.sheet_of(found))
    by = current_user(request)
    act = lambda: (services.update_action(action=found, sheet=form.sheet(), by=by), True)  # noqa: E731
    return _answer(request, found, form, act, "Modifier la fiche", "Enregistrer", "La fiche est à jour.")


@requires(Capability.CONTRIBUTE)
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say where the action stands."""
    found, today, by = _found(request, public_id), timezone.localdate(), current_user(request)
    form = forms.StatusForm(posted(request), initial={"status": found.status})
    act = lambda: services.set_status(action=found, **form.cleaned_data, by=by, today=today)  # noqa: E731
    return _answer(request, found, form, act, "Changer l’état", "Enregistrer l’état", "L’état est à jour.")


@requires(Capability.CONTRIBUTE)
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep a note."""
    found, today, by = _found(request, public_id), timezone.localdate(), current_user(request)
    form = forms.NoteForm(posted(request))
    act = lambda: services.add_note(action=found, **form.cleaned_data, by=by, today=today)  # noqa: E731
    return _answer(request, found, form, act, "Ajouter une note", "Garder la note", "La note est gardée.")


@requires(Capability.CONTRIBUTE)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Add a step."""
    found, today, by = _found(request, public_id), timezone.localdate(), current_user(request)
    form = forms.StepForm(posted(request))
    act = lambda: services.add_step(action=found, **form.cleaned_data, by=by, today=today)  # noqa: E731
    return _answer(request, found, form, act, "Ajouter une étape", "Ajouter l’étape", "L’étape est ajoutée.")


@requires(Capability.CONTRIBUTE)
@require_http_methods(["GET", "HEAD", "POST"])
def step_done(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Say that a step is done, or take it back."""
    found, today, by = _found(request, public_id), timezone.localdate(), current_user(request)
    chosen = next((one for one in found.steps.all() if one.pk == number), None)
    if chosen is None:
        raise Http404
    form = forms.StepDoneForm(posted(request), initial={"done_on": chosen.done_on or today})
    act = lambda: services.complete_step(step=chosen, **form.cleaned_data, by=by, today=today)  # noqa: E731
    return _answer(request, found, form, act, f"Étape : {chosen.title}", "Enregistrer", "L’étape est à jour.")


@requires(Capability.CONTRIBUTE)
@require_http_methods(["GET", "HEAD", "POST"])
def risk(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Name a risk."""
    found, today, by = _found(request, public_id), timezone.localdate(), current_user(request)
    form = forms.RiskForm(posted(request))
    act = lambda: services.add_risk(action=found, **form.cleaned_data, by=by, today=today)  # noqa: E731
    return _answer(request, found, form, act, "Signaler un risque", "Garder ce risque", "Le risque est gardé.")


@requires(Capability.MANAGE_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def budget(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write a line of the budget."""
    found, by = _found(request, public_id), current_user(request)
    form = forms.BudgetForm(posted(request), initial={"year": timezone.localdate().year})
    act = lambda: services.set_budget(action=found, **form.cleaned_data, by=by)  # noqa: E731
    heading, lead = "Écrire une ligne de budget", "Une année et une nature ont une seule ligne : elle est remplacée."
    return _answer(request, found, form, act, heading, "Enregistrer", "Le budget est à jour.", lead)


@requires(Capability.MANAGE_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Tie a decision to the action."""
    governance, found, by = the_governance(), _found(request, public_id), current_user(request)
    form = forms.DecisionForm(posted(request), governance=governance)
    act = lambda: services.link_decision(action=found, **form.cleaned_data, by=by)  # noqa: E731
    return _answer(request, found, form, act, "Relier une décision", "Relier", "La décision est reliée.")


def _found(request: HttpRequest, public_id: UUID) -> Action:
    return selectors.action_by_id(the_governance(), current_user(request), public_id)


def _answer(
    request: HttpRequest,
    found: Action,
    form: Form,
    act: Callable[[], object],
    heading: str,
    label: str,
    success: str,
    lead: str = "",
) -> HttpResponse:
    """A form of one action: done and told, or shown again with what was typed."""
    if done(form, act):
        messages.success(request, success)
        return redirect("roadmap:action", public_id=found.public_id)
    url = presenters.action_line(found, timezone.localdate()).url
    crumbs = trail((found.roadmap.name, roadmap_url(found.roadmap)), (str(found), url), last=heading)
    return show_form(request, form, crumbs=crumbs, heading=heading, action=label, back=url, lead=lead or str(found))
