"""Pages of the instances: the list, one, its rules, its seats."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maillage.programme.governance.enums import SeatFunction
from maillage.programme.governance.forms.committees import CommitteeEditForm, CommitteeForm, SeatForm
from maillage.programme.governance.forms.members import EndForm
from maillage.programme.governance.models import Committee
from maillage.programme.governance.presenters import committees as presenters
from maillage.programme.governance.presenters.proposals import proposal_line
from maillage.programme.governance.presenters.words import trail
from maillage.programme.governance.rules.presets import presets
from maillage.programme.governance.selectors import committees as selectors
from maillage.programme.governance.selectors.governances import the_governance
from maillage.programme.governance.selectors.proposals import proposals_before
from maillage.programme.governance.services import committees as services
from maillage.programme.governance.views.pages import show, show_form
from maillage.programme.people.access import allowed, current_user, requires
from maillage.programme.people.commands import done, posted
from maillage.programme.people.rules import Capability

COMMITTEES = ("Instances", "/gouvernance/instances/")


@requires(Capability.SEE_GOVERNANCE)
@require_safe
def committees(request: HttpRequest) -> HttpResponse:
    """The instances."""
    governance = the_governance()
    return show(
        request,
        "governance/committees/list.html",
        committees=[presenters.committee_line(one) for one in selectors.committees_of(governance)],
        closed=[(one.name, presenters.committee_url(one)) for one in selectors.closed_committees_of(governance)],
        presets=presets(),
    )


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Open an instance, from a preset or from nothing."""
    governance = the_governance()
    asked = request.GET.get("modele", "")
    preset = next((one for one in presets().committees if one.key == asked), None)
    initial: dict[str, Any] = vars(preset) if preset else {"proxies_per_person": 1, "convening_days": 0}
    form = CommitteeForm(posted(request), governance=governance, initial=initial)
    by = current_user(request)
    created = done(form, lambda: services.create_committee(governance=governance, charter=form.charter(), by=by))
    if created:
        messages.success(request, f"« {created} » est ouverte. Ajoutez ceux qui y siègent.")
        return redirect("governance:committee", public_id=created.public_id)
    return show_form(
        request,
        form,
        crumbs=trail(COMMITTEES, last="Ouvrir une instance"),
        heading="Ouvrir une instance",
        lead=presets().note,
        action="Ouvrir l’instance",
        back=COMMITTEES[1],
    )


@requires(Capability.SEE_GOVERNANCE)
@require_safe
def committee(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One instance: its rules in words, who sits, its meetings and proposals."""
    governance, user = the_governance(), current_user(request)
    found = selectors.committee_by_id(governance, public_id)
    drafts = allowed(request, Capability.MANAGE_GOVERNANCE)
    return show(
        request,
        "governance/committees/committee.html",
        committee=presenters.committee_line(found),
        is_active=found.is_active,
        public_id=found.public_id,
        parent_url=presenters.committee_url(found.parent) if found.parent else "",
        sentences=presenters.sentences(found),
        seats=presenters.seats_by_function(selectors.seats_of(found)),
        meetings=[presenters.meeting_line(one) for one in selectors.meetings_of(found, drafts=drafts)],
        proposals=[proposal_line(one) for one in proposals_before(found, user)],
    )


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change the rules of an instance, or close it."""
    governance, by = the_governance(), current_user(request)
    found = selectors.committee_by_id(governance, public_id)
    initial = {name: getattr(found, name) for name in CommitteeEditForm.base_fields}
    form = CommitteeEditForm(posted(request), governance=governance, committee=found, initial=initial)

    def act() -> Committee:
        is_active = form.cleaned_data["is_active"]
        return services.update_committee(committee=found, charter=form.charter(), is_active=is_active, by=by)

    if done(form, act):
        messages.success(request, "L’instance est à jour.")
        return redirect("governance:committee", public_id=public_id)
    return _form(request, found, form, heading=f"Modifier : {found}", action="Enregistrer")


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def seat_add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Seat a member."""
    found, by = selectors.committee_by_id(the_governance(), public_id), current_user(request)
    initial = {"function": SeatFunction.MEMBER, "starts_on": timezone.localdate()}
    form = SeatForm(posted(request), committee=found, initial=initial)
    if done(form, lambda: services.add_seat(committee=found, **form.cleaned_data, by=by)):
        messages.success(request, f"{form.cleaned_data['member']} siège dans « {found} ».")
        return redirect("governance:committee", public_id=public_id)
    return _form(request, found, form, heading="Ajouter un siège", action="Ajouter le siège")


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def seat_end(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """End a seat."""
    found, by = selectors.committee_by_id(the_governance(), public_id), current_user(request)
    seat = selectors.seat_by_id(found, number)
    form = EndForm(posted(request), initial={"ends_on": timezone.localdate()})
    if done(form, lambda: services.end_seat(seat=seat, **form.cleaned_data, by=by)):
        messages.success(request, f"{seat.member} ne siège plus dans « {found} ».")
        return redirect("governance:committee", public_id=public_id)
    return _form(request, found, form, heading=f"Retirer {seat.member} ?", action="Oui, terminer ce siège")


def _form(
    request: HttpRequest, found: Committee, form: CommitteeForm | SeatForm | EndForm, *, heading: str, action: str
) -> HttpResponse:
    back = presenters.committee_url(found)
    crumbs = trail(COMMITTEES, (found.name, back), last=heading)
    return show_form(request, form, crumbs=crumbs, heading=heading, action=action, back=back, lead=found.name)
