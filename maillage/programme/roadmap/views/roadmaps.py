"""Pages of the roadmaps: the list, one with its axes and actions, its states, axes, objectives and versions."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maillage.programme.governance.selectors.governances import the_governance
from maillage.programme.people.access import current_user, requires
from maillage.programme.people.commands import done, posted
from maillage.programme.people.rules import Capability
from maillage.programme.roadmap.enums import RoadmapState
from maillage.programme.roadmap.forms.roadmaps import AxisForm, MoveForm, ObjectiveForm, RoadmapForm
from maillage.programme.roadmap.models import Roadmap
from maillage.programme.roadmap.presenters import roadmaps as presenters
from maillage.programme.roadmap.presenters.roadmaps import trail
from maillage.programme.roadmap.rules.roadmaps import moves_from, uncovered
from maillage.programme.roadmap.selectors import roadmaps as selectors
from maillage.programme.roadmap.selectors.actions import actions_for
from maillage.programme.roadmap.services import roadmaps as services
from maillage.programme.roadmap.views.pages import show, show_form


@requires(Capability.SEE_ROADMAP)
@require_safe
def roadmaps(request: HttpRequest) -> HttpResponse:
    """Every roadmap, and the communes that none covers."""
    governance = the_governance()
    found, counts = list(selectors.roadmaps_of(governance)), selectors.action_counts(governance)
    whole = selectors.communes_of_codes([governance.departement_id])
    alone = uncovered(whole, selectors.live_all(governance))
    names = sorted(selectors.names_of_codes(sorted(alone))) if len(alone) < len(whole) else []
    return show(
        request,
        "roadmap/list.html",
        finding=presenters.coverage_finding(names, len(whole)) if found else "",
        roadmaps=[
            presenters.roadmap_line(one, selectors.names_of_codes(one.territory_codes), counts[one.pk]) for one in found
        ],
    )


@requires(Capability.MANAGE_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Open a roadmap."""
    governance, by = the_governance(), current_user(request)
    form = RoadmapForm(posted(request), governance=governance)
    created = done(form, lambda: services.create_roadmap(governance=governance, **form.cleaned_data, by=by))
    if created:
        messages.success(request, "La feuille de route est ouverte. Écrivez ses axes, puis ses objectifs.")
        return redirect("roadmap:roadmap", public_id=created.public_id)
    heading = "Ouvrir une feuille de route"
    return show_form(
        request, form, crumbs=trail(last=heading), heading=heading, action="Ouvrir", back=presenters.HOME[1]
    )


@requires(Capability.SEE_ROADMAP)
@require_safe
def roadmap(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One roadmap: what was found, its axes, what is next."""
    found, today = selectors.roadmap_by_id(the_governance(), public_id), timezone.localdate()
    actions = list(actions_for(current_user(request), found))
    blocks = presenters.axis_blocks(found, selectors.axes_of(found), actions, today)
    lines = [line for block in blocks for objective in block.objectives for line in objective.actions]
    return show(
        request,
        "roadmap/roadmap.html",
        public_id=found.public_id,
        roadmap=presenters.roadmap_line(found, selectors.names_of_codes(found.territory_codes), len(actions)),
        context=found.context,
        finding=presenters.finding(found, lines),
        figures=presenters.key_figures(actions),
        axes=blocks,
        moves=presenters.next_moves(found),
        history=presenters.history(selectors.transitions_of(found)),
        versions=presenters.version_lines(selectors.versions_of(found)),
        can_add_action=any(block.objectives for block in blocks),
    )


@requires(Capability.MANAGE_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Correct what a roadmap says of itself."""
    governance, by = the_governance(), current_user(request)
    found = selectors.roadmap_by_id(governance, public_id)
    initial = {name: getattr(found, name) for name in RoadmapForm.base_fields}
    form = RoadmapForm(posted(request), governance=governance, initial=initial)
    if done(form, lambda: services.update_roadmap(roadmap=found, **form.cleaned_data, by=by)):
        messages.success(request, "La feuille de route est à jour.")
        return redirect("roadmap:roadmap", public_id=public_id)
    return _form_of(request, found, form, "Modifier", "Enregistrer")


@requires(Capability.MANAGE_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, public_id: UUID, state: str) -> HttpResponse:
    """Change the state."""
    by, today = current_user(request), timezone.localdate()
    found = selectors.roadmap_by_id(the_governance(), public_id)
    if state not in RoadmapState.values:
        raise Http404
    to = RoadmapState(state)
    if to not in moves_from(RoadmapState(found.state)):
        messages.warning(request, "Cette étape n’est plus possible : la feuille de route a avancé entre-temps.")
        return redirect("roadmap:roadmap", public_id=public_id)
    form = MoveForm(posted(request), roadmap=found, to=to)
    if done(form, lambda: services.move_roadmap(roadmap=found, to=to, **form.cleaned_data, by=by, today=today)):
        messages.success(request, f"La feuille de route est « {to.label} ».")
        return redirect("roadmap:roadmap", public_id=public_id)
    label = presenters.MOVES[to]
    return _form_of(request, found, form, label, label, lead=f"Aujourd’hui « {found.get_state_display()} ».")


@requires(Capability.MANAGE_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def axis_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Add an axis."""
    found, by = selectors.roadmap_by_id(the_governance(), public_id), current_user(request)
    form = AxisForm(posted(request), roadmap=found)
    if done(form, lambda: services.save_axis(roadmap=found, **form.cleaned_data, by=by)):
        messages.success(request, "L’axe est ajouté.")
        return redirect("roadmap:roadmap", public_id=public_id)
    return _form_of(request, found, form, "Ajouter un axe", "Ajouter")


@requires(Capability.MANAGE_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def axis_edit(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Correct an axis."""
    found, by = selectors.roadmap_by_id(the_governance(), public_id), current_user(request)
    axis = selectors.axis_by_id(found, number)
    initial = {"title": axis.title, "ambition": axis.ambition, "serves": axis.serves}
    form = AxisForm(posted(request), roadmap=found, initial=initial)
    if done(form, lambda: services.save_axis(roadmap=found, axis=axis, **form.cleaned_data, by=by)):
        messages.success(request, "L’axe est à jour.")
        return redirect("roadmap:roadmap", public_id=public_id)
    return _form_of(request, found, form, f"Modifier : {axis}", "Enregistrer")


@requires(Capability.MANAGE_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def objective_new(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Add an objective to an axis."""
    found, by = selectors.roadmap_by_id(the_governance(), public_id), current_user(request)
    axis = selectors.axis_by_id(found, number)
    form = ObjectiveForm(posted(request))
    if done(form, lambda: services.save_objective(axis=axis, **form.cleaned_data, by=by)):
        messages.success(request, "L’objectif est ajouté.")
        return redirect("roadmap:roadmap", public_id=public_id)
    return _form_of(request, found, form, "Ajouter un objectif", "Ajouter", lead=str(axis))


@requires(Capability.MANAGE_ROADMAP)
@require_http_methods(["GET", "HEAD", "POST"])
def objective_edit(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Correct an objective."""
    found, by = selectors.roadmap_by_id(the_governance(), public_id), current_user(request)
    objective = selectors.objective_by_id(found, number)
    form = ObjectiveForm(posted(request), initial={"title": objective.title})
    save = services.save_objective
    if done(form, lambda: save(axis=objective.axis, objective=objective, **form.cleaned_data, by=by)):
        messages.success(request, "L’objectif est à jour.")
        return redirect("roadmap:roadmap", public_id=public_id)
    return _form_of(request, found, form, f"Modifier : {objective}", "Enregistrer")


def _form_of(
    request: HttpRequest, found: Roadmap, form: Form, heading: str, action: str, lead: str = ""
) -> HttpResponse:
    """A form of one roadmap."""
    url, name = presenters.roadmap_url(found), str(found)
    crumbs = trail((name, url), last=heading)
    return show_form(request, form, crumbs=crumbs, heading=heading, action=action, back=url, lead=lead)
