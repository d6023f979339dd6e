"""The home of the governance, its opening and the composition that was voted."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maillage.programme.governance.forms.members import CompositionForm, OpeningForm
from maillage.programme.governance.presenters import committees, duties, members, proposals
from maillage.programme.governance.presenters.home import finding, meetings_url
from maillage.programme.governance.presenters.words import trail
from maillage.programme.governance.rules.members import composition_at
from maillage.programme.governance.selectors import members as bodies
from maillage.programme.governance.selectors.committees import coming_meetings, committees_of
from maillage.programme.governance.selectors.duties import open_obligations
from maillage.programme.governance.selectors.governances import (
    colleges_of,
    governance_or_none,
    the_governance,
    voted_composition,
)
from maillage.programme.governance.selectors.proposals import proposals_in_progress
from maillage.programme.governance.services import governances as services
from maillage.programme.governance.views.members import MEMBERS
from maillage.programme.governance.views.pages import show, show_form
from maillage.programme.people.access import current_user, requires
from maillage.programme.people.commands import done, posted
from maillage.programme.people.rules import Capability
from maillage.programme.territories.selectors import departement_of

SHOWN = 5


@requires(Capability.SEE_GOVERNANCE)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where the governance stands, in one page."""
    governance = governance_or_none()
    if governance is None:
        return show(request, "governance/closed.html")
    today, now = timezone.localdate(), timezone.now()
    counts = composition_at(bodies.seated(governance), today)
    duties_left = list(open_obligations(governance))
    meetings = list(coming_meetings(governance, now)[:SHOWN])
    moving = list(proposals_in_progress(governance, current_user(request)))
    return show(
        request,
        "governance/home.html",
        governance=governance,
        finding=finding(counts, meetings, moving),
        comparison=members.comparison(voted_composition(governance), counts, today, today),
        colleges=members.college_counts(colleges_of(governance), bodies.confirmed_members(governance)),
        committees=[committees.committee_line(one) for one in committees_of(governance)],
        meetings=[committees.meeting_line(one) for one in meetings],
        meetings_url=meetings_url(),
        proposals=[proposals.proposal_line(one) for one in moving[:SHOWN]],
        obligations=duties.by_urgency(duties_left, today)[:SHOWN],
    )


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def open_governance(request: HttpRequest) -> HttpResponse:
    """Open the governance of the département."""
    if governance_or_none() is not None:
        return redirect("governance:home")
    departement = departement_of(settings.DEPARTEMENT)
    if departement is None:
        raise Http404
    name = f"gouvernance France Numérique Ensemble, {departement}"
    form = OpeningForm(posted(request), initial={"name": name, "opened_on": timezone.localdate()})
    by = current_user(request)
    if done(form, lambda: services.open_governance(departement=departement, **form.cleaned_data, by=by)):
        messages.success(request, "La gouvernance est ouverte, avec ses quatre collèges.")
        return redirect("governance:home")
    return show_form(
        request,
        form,
        crumbs=trail(last="Ouvrir la gouvernance"),
        heading="Ouvrir la gouvernance",
        lead="Quatre collèges sont créés : services de l’État, collectivités, opérateurs France services, partenaires.",
        action="Ouvrir la gouvernance",
        back="/gouvernance/",
    )


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def composition(request: HttpRequest) -> HttpResponse:
    """Keep what was voted of the composition."""
    governance, by = the_governance(), current_user(request)
    form = CompositionForm(posted(request), governance=governance)
    if done(form, lambda: services.record_composition(governance=governance, **form.cleaned_data, by=by)):
        messages.success(request, "La composition votée est enregistrée.")
        return redirect("governance:members")
    return show_form(
        request,
        form,
        crumbs=trail(MEMBERS, last="Composition votée"),
        heading="Enregistrer une composition votée",
        lead="Elle sert de repère : la liste des membres dit chaque jour l’écart avec elle.",
        action="Enregistrer",
        back=MEMBERS[1],
    )
