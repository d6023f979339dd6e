"""Pages of the obligations, the private calendar and what each person wants to be told."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.design.parts import Crumb
from maillage.programme.governance.forms.duties import DoneForm, ObligationForm, PreferenceForm
from maillage.programme.governance.letters import site_address
from maillage.programme.governance.presenters import duties as presenters
from maillage.programme.governance.presenters.words import trail
from maillage.programme.governance.selectors import duties as selectors
from maillage.programme.governance.selectors.governances import the_governance
from maillage.programme.governance.services import duties as services
from maillage.programme.governance.views.pages import show, show_form
from maillage.programme.people.access import current_user, public, requires
from maillage.programme.people.commands import done, posted
from maillage.programme.people.rules import Capability

DUTIES = ("Échéances", "/gouvernance/echeances/")


@requires(Capability.SEE_GOVERNANCE)
@require_safe
def obligations(request: HttpRequest) -> HttpResponse:
    """The obligations, the most urgent first."""
    found, today = list(selectors.obligations_of(the_governance())), timezone.localdate()
    return show(
        request,
        "governance/duties/list.html",
        finding=presenters.finding(found, today),
        obligations=presenters.by_urgency(found, today),
    )


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Keep an obligation."""
    governance, by = the_governance(), current_user(request)
    form = ObligationForm(posted(request), governance=governance)
    if done(form, lambda: services.create_obligation(governance=governance, **form.cleaned_data, by=by)):
        messages.success(request, "L’échéance est dans le calendrier.")
        return redirect("governance:obligations")
    crumbs = trail(DUTIES, last="Ajouter")
    return show_form(request, form, crumbs=crumbs, heading="Ajouter une échéance", action="Ajouter", back=DUTIES[1])


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Correct an obligation."""
    governance, by = the_governance(), current_user(request)
    found = selectors.obligation_by_id(governance, number)
    initial = {name: getattr(found, name) for name in ObligationForm.base_fields}
    form = ObligationForm(posted(request), governance=governance, initial=initial)
    if done(form, lambda: services.update_obligation(obligation=found, **form.cleaned_data, by=by)):
        messages.success(request, "L’échéance est à jour.")
        return redirect("governance:obligations")
    crumbs = trail(DUTIES, last="Modifier")
    heading = f"Modifier : {found.title}"
    return show_form(request, form, crumbs=crumbs, heading=heading, action="Enregistrer", back=DUTIES[1])


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def complete(request: HttpRequest, number: int) -> HttpResponse:
    """Say that it is done."""
    found, by, today = selectors.obligation_by_id(the_governance(), number), current_user(request), timezone.localdate()
    form = DoneForm(posted(request), initial={"done_on": today})
    if done(form, lambda: services.complete_obligation(obligation=found, **form.cleaned_data, by=by, today=today)):
        messages.success(request, f"« {found.title} » est faite.")
        return redirect("governance:obligations")
    crumbs = trail(DUTIES, last="Faite")
    heading = f"C’est fait : {found.title}"
    return show_form(request, form, crumbs=crumbs, heading=heading, action="Dire que c’est fait", back=DUTIES[1])


@requires(Capability.MANAGE_GOVERNANCE)
@require_POST
def reopen(request: HttpRequest, number: int) -> HttpResponse:
    """Take back « done »."""
    found = selectors.obligation_by_id(the_governance(), number)
    services.reopen_obligation(obligation=found, by=current_user(request))
    messages.success(request, f"« {found.title} » attend de nouveau.")
    return redirect("governance:obligations")


@public
@never_cache
@require_safe
def feed(request: HttpRequest, key: UUID) -> HttpResponse:
    """A private calendar: whoever has the address reads it, without an account."""
    governance, now = the_governance(), timezone.localtime()
    content = presenters.calendar_of(governance.name, selectors.agenda_by_key(governance, key, now), now)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="gouvernance.ics"'
    return response


@requires(Capability.SEE_GOVERNANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """What I want to be told, and the private address of my calendar."""
    user = current_user(request)
    preference = selectors.preference_of(user)
    initial = {name: getattr(preference, name) for name in PreferenceForm.base_fields}
    form = PreferenceForm(posted(request), initial=initial)
    if done(form, lambda: services.save_preferences(user=user, **form.cleaned_data, by=user)):
        messages.success(request, "Vos choix sont enregistrés.")
        return redirect("notices")
    address = ""
    if preference.pk:
        path = reverse("governance:feed", kwargs={"key": preference.feed_key})
        address = f"{site_address(request, settings.ADDRESS).rstrip('/')}{path}"
    crumbs = (Crumb("Accueil", "/"), Crumb("Mon compte", reverse("people:account")), Crumb("Mes avis"))
    return show(request, "governance/duties/preferences.html", form=form, address=address, crumbs=crumbs)


@requires(Capability.SEE_GOVERNANCE)
@require_POST
def renew_feed(request: HttpRequest) -> HttpResponse:
    """A new private address; the former one answers no more."""
    user = current_user(request)
    services.renew_feed_key(user=user, by=user)
    messages.success(request, "Votre agenda a une nouvelle adresse. L’ancienne, s’il y en avait une, ne répond plus.")
    return redirect("notices")
