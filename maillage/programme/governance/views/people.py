"""Pages of the people who speak for a member, and of its charges."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from maillage.programme.governance.forms.members import ChargeForm, EndForm
from maillage.programme.governance.forms.people import RepresentativeForm
from maillage.programme.governance.models import Member
from maillage.programme.governance.presenters.words import trail
from maillage.programme.governance.selectors import members as selectors
from maillage.programme.governance.selectors.governances import the_governance
from maillage.programme.governance.services import representatives as services
from maillage.programme.governance.views.members import MEMBERS
from maillage.programme.governance.views.pages import show_form
from maillage.programme.people.access import current_user, requires
from maillage.programme.people.commands import done, posted
from maillage.programme.people.rules import Capability


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Name someone who speaks for a member."""
    member = selectors.member_by_id(the_governance(), public_id)
    form = RepresentativeForm(posted(request), initial={"starts_on": timezone.localdate()})

    def act() -> object:
        return services.add_representative(
            member=member, person=form.person(), starts_on=form.cleaned_data["starts_on"], by=current_user(request)
        )

    if done(form, act):
        messages.success(request, f"{form.cleaned_data['full_name']} représente {member}.")
        return redirect("governance:member", public_id=public_id)
    return _form(request, member, form, heading="Ajouter un représentant", action="Ajouter")


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Correct what is known of a person."""
    member = selectors.member_by_id(the_governance(), public_id)
    person = selectors.representative_by_id(member, number)
    initial = {name: getattr(person, name) for name in RepresentativeForm.base_fields}
    form = RepresentativeForm(posted(request), initial=initial)

    def act() -> object:
        return services.update_representative(
            representative=person,
            person=form.person(),
            starts_on=form.cleaned_data["starts_on"],
            by=current_user(request),
        )

    if done(form, act):
        messages.success(request, "La personne est à jour.")
        return redirect("governance:member", public_id=public_id)
    return _form(request, member, form, heading=f"Corriger : {person}", action="Enregistrer")


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """End the time of a person, after a confirmation."""
    member = selectors.member_by_id(the_governance(), public_id)
    person = selectors.representative_by_id(member, number)
    form = EndForm(posted(request), initial={"ends_on": timezone.localdate()})
    by = current_user(request)
    if done(form, lambda: services.end_representative(representative=person, **form.cleaned_data, by=by)):
        messages.success(request, f"{person} ne représente plus {member}.")
        return redirect("governance:member", public_id=public_id)
    warning = (
        f"{person} ne recevra plus les convocations de {member}. "
        "Ses présences passées restent ; son courriel et son téléphone sont effacés un an après."
    )
    return _form(request, member, form, heading=f"Retirer {person} ?", warning=warning, action=f"Oui, retirer {person}")


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def charge_take(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a charge to a member."""
    member = selectors.member_by_id(the_governance(), public_id)
    form = ChargeForm(posted(request), initial={"starts_on": timezone.localdate()})
    by = current_user(request)
    if done(form, lambda: services.take_charge(member=member, **form.cleaned_data, by=by)):
        messages.success(request, "La charge est enregistrée.")
        return redirect("governance:member", public_id=public_id)
    lead = "Seul un membre confirmé prend une charge. Un service de l’État est toujours parmi les co-pilotes."
    return _form(request, member, form, heading="Confier une charge", lead=lead, action="Confier la charge")


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def charge_end(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """End a charge."""
    member = selectors.member_by_id(the_governance(), public_id)
    charge = selectors.charge_by_id(member, number)
    form = EndForm(posted(request), initial={"ends_on": timezone.localdate()})
    by = current_user(request)
    if done(form, lambda: services.end_charge(charge=charge, **form.cleaned_data, by=by)):
        messages.success(request, "La charge est terminée.")
        return redirect("governance:member", public_id=public_id)
    heading = f"Terminer la charge « {charge.get_role_display()} »"
    return _form(request, member, form, heading=heading, action="Terminer la charge")


def _form(
    request: HttpRequest,
    member: Member,
    form: RepresentativeForm | ChargeForm | EndForm,
    *,
    heading: str,
    action: str,
    lead: str = "",
    warning: str = "",
) -> HttpResponse:
    back = reverse("governance:member", kwargs={"public_id": member.public_id})
    crumbs = trail(MEMBERS, (member.display_name, back), last=heading)
    return show_form(
        request,
        form,
        crumbs=crumbs,
        heading=heading,
        action=action,
        back=back,
        lead=lead or f"Pour {member.display_name}.",
        warning=warning,
    )
