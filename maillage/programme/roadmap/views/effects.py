"""Pages where a secretariat prepares what the adoption of a proposal will do."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.programme.governance.models import Proposal
from maillage.programme.governance.selectors.governances import the_governance
from maillage.programme.governance.selectors.proposals import proposal_by_id
from maillage.programme.people.access import current_user, requires
from maillage.programme.people.commands import attempt, done, posted
from maillage.programme.people.rules import Capability
from maillage.programme.roadmap.enums import EffectKind
from maillage.programme.roadmap.forms.effects import AdoptionForm, CreationForm, UpdateForm
from maillage.programme.roadmap.forms.indicators import TargetEffectForm
from maillage.programme.roadmap.presenters import effects as presenters
from maillage.programme.roadmap.selectors.effects import effect_by_id
from maillage.programme.roadmap.services import effects as services
from maillage.programme.roadmap.views.pages import show, show_form

Prepared = CreationForm | UpdateForm | AdoptionForm | TargetEffectForm


@requires(Capability.SEE_ROADMAP)
@require_safe
def effects(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What this proposal will do once adopted."""
    found = _proposal(request, public_id)
    lines, prepares = presenters.prepared_lines(found), presenters.may_prepare(found)
    entries = presenters.preparations(found)
    return show(request, "roadmap/effects.html", proposal=found, lines=lines, prepares=prepares, preparations=entries)


@requires(Capability.MANAGE_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def create_action(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Adoption will create an action."""
    found = _proposal(request, public_id)
    form = CreationForm(posted(request), governance=the_governance(), initial={"title": found.title})
    return _prepare(request, found, form, EffectKind.CREATE_ACTION)


@requires(Capability.MANAGE_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def update_action(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Adoption will change an action."""
    found = _proposal(request, public_id)
    form = UpdateForm(posted(request), governance=the_governance())
    return _prepare(request, found, form, EffectKind.UPDATE_ACTION)


@requires(Capability.MANAGE_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def adopt_roadmap(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Adoption will adopt a roadmap."""
    found = _proposal(request, public_id)
    form = AdoptionForm(posted(request), governance=the_governance())
    return _prepare(request, found, form, EffectKind.ADOPT_ROADMAP)


@requires(Capability.MANAGE_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def set_target(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Adoption will set the target of an indicator."""
    found = _proposal(request, public_id)
    form = TargetEffectForm(posted(request), governance=the_governance())
    return _prepare(request, found, form, EffectKind.SET_TARGET)


@requires(Capability.MANAGE_ROADMAP)
@require_POST
def drop(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Take an effect back."""
    effect = effect_by_id(_proposal(request, public_id), number)
    attempt(request, lambda: services.drop_effect(effect=effect, by=current_user(request)), "L’effet est retiré.")
    return redirect("roadmap:effects", public_id=public_id)


def _proposal(request: HttpRequest, public_id: UUID) -> Proposal:
    return proposal_by_id(the_governance(), current_user(request), public_id)


def _prepare(request: HttpRequest, found: Proposal, form: Prepared, kind: EffectKind) -> HttpResponse:
    by, keep = current_user(request), services.prepare_effect
    if done(form, lambda: keep(proposal=found, kind=kind, **form.prepared(), by=by)):
        messages.success(request, "L’effet est préparé : il se fera dans l’acte même de l’adoption.")
        return redirect("roadmap:effects", public_id=found.public_id)
    back = presenters.prepare_url(found)
    crumbs = presenters.crumbs(found, kind.label)
    lead = f"Si « {found.title} » est adoptée."
    return show_form(request, form, crumbs=crumbs, heading=kind.label, action="Préparer", back=back, lead=lead)
