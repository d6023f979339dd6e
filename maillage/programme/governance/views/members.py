"""Pages of the members: the list, one member, what it shows of itself, its state."""

from __future__ import annotations

import csv
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maillage.programme.governance.enums import MemberStatus
from maillage.programme.governance.forms.members import MemberFilters, MemberForm, NewMemberForm, StatusForm
from maillage.programme.governance.presenters import members as presenters
from maillage.programme.governance.presenters.words import trail
from maillage.programme.governance.rules.members import NEXT, composition_at
from maillage.programme.governance.selectors import members as selectors
from maillage.programme.governance.selectors.committees import seats_of_member
from maillage.programme.governance.selectors.governances import the_governance, voted_composition
from maillage.programme.governance.services import members as services
from maillage.programme.governance.views.pages import show, show_form
from maillage.programme.people.access import current_user, requires
from maillage.programme.people.commands import done, posted
from maillage.programme.people.rules import Capability
from maillage.programme.territories.selectors import territory_name

MEMBERS = ("Membres", "/gouvernance/membres/")


@requires(Capability.SEE_GOVERNANCE)
@require_safe
def members(request: HttpRequest) -> HttpResponse:
    """The members by college, filtered; or those who sat on a day."""
    governance, today = the_governance(), timezone.localdate()
    form = MemberFilters(request.GET)
    criteria = form.criteria()
    day = criteria.day or today
    found = selectors.members_of(governance, criteria)
    counts = composition_at(selectors.seated(governance), day)
    return show(
        request,
        "governance/members/list.html",
        form=form,
        colleges=presenters.by_college(found),
        count=len(found),
        filters=presenters.chosen_filters(form),
        comparison=presenters.comparison(voted_composition(governance), counts, day, today),
        query=request.GET.urlencode(),
        waiting=selectors.candidates(governance).count(),
        incomplete=selectors.members_to_consolidate(governance).count(),
    )


@requires(Capability.MANAGE_GOVERNANCE)
@require_safe
def contacts_csv(request: HttpRequest) -> HttpResponse:
    """The contacts of the members that the filters keep, for a spreadsheet."""
    found = selectors.members_of(the_governance(), MemberFilters(request.GET).criteria())
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="contacts.csv"'
    writer = csv.writer(response, delimiter=";", lineterminator="\r\n")
    writer.writerows(presenters.contact_rows(selectors.contacts_of(found, timezone.localdate())))
    return response


@requires(Capability.MANAGE_GOVERNANCE)
@require_safe
def to_consolidate(request: HttpRequest) -> HttpResponse:
    """The members of whose identity something misses."""
    lines = [presenters.member_line(member) for member in selectors.members_to_consolidate(the_governance())]
    return show(request, "governance/members/to_consolidate.html", lines=lines)


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Add a member."""
    governance, by, today = the_governance(), current_user(request), timezone.localdate()
    form = NewMemberForm(posted(request), initial={"on": today, "status": MemberStatus.CONFIRMED})

    def act() -> object:
        found = form.cleaned_data
        return services.add_member(
            governance=governance,
            body=form.body(),
            status=MemberStatus(found["status"]),
            on=found["on"],
            reason=found["reason"],
            by=by,
            today=today,
        )

    if done(form, act):
        messages.success(request, f"« {form.cleaned_data['name']} » est dans la liste des membres.")
        return redirect("governance:members")
    crumbs = trail(MEMBERS, last="Ajouter un membre")
    lead = "Une structure par membre. Les personnes qui la représentent s’ajoutent ensuite."
    return show_form(
        request, form, crumbs=crumbs, heading="Ajouter un membre", lead=lead, action="Ajouter", back=MEMBERS[1]
    )


@requires(Capability.SEE_GOVERNANCE)
@require_safe
def member(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One member: identity, state, charges, people, seats, history."""
    found = selectors.member_by_id(the_governance(), public_id)
    contacts = selectors.may_see_contacts(current_user(request))
    people = selectors.representatives_of(found, timezone.localdate())
    return show(
        request,
        "governance/members/member.html",
        member=presenters.member_line(found),
        public_id=found.public_id,
        is_candidate=found.status == MemberStatus.CANDIDATE,
        can_change=bool(NEXT[MemberStatus(found.status)]),
        identity=presenters.identity(found, territory_name(found.territory_code) if found.territory_code else ""),
        people=[presenters.person_line(person, contacts=contacts) for person in people],
        charges=[presenters.charge_line(charge) for charge in selectors.charges_of(found)],
        seats=[presenters.seat_line(seat) for seat in seats_of_member(found)],
        history=presenters.history(selectors.transitions_of(found)),
    )


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Correct what a member shows of itself."""
    found = selectors.member_by_id(the_governance(), public_id)
    initial = {
        "name": found.display_name,
        "category": found.category,
        "siren": found.organisation.siren,
        "siret": found.siret,
        "territory": found.territory_code,
        "postal_code": found.postal_code,
        "college": found.college.kind,
    }
    form = MemberForm(posted(request), initial=initial)
    if done(form, lambda: services.update_member(member=found, body=form.body(), by=current_user(request))):
        messages.success(request, "La fiche est à jour.")
        return redirect("governance:member", public_id=public_id)
    back = reverse("governance:member", kwargs={"public_id": public_id})
    crumbs = trail(MEMBERS, (found.display_name, back), last="Corriger")
    return show_form(
        request, form, crumbs=crumbs, heading=f"Corriger : {found.display_name}", action="Enregistrer", back=back
    )


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change the state of a member."""
    found, by, today = selectors.member_by_id(the_governance(), public_id), current_user(request), timezone.localdate()
    form = StatusForm(posted(request), member=found, initial={"on": today})
    if done(form, lambda: services.change_status(member=found, **form.cleaned_data, by=by, today=today)):
        messages.success(request, f"« {found.display_name} » a changé d’état.")
        return redirect("governance:member", public_id=public_id)
    back = reverse("governance:member", kwargs={"public_id": public_id})
    crumbs = trail(MEMBERS, (found.display_name, back), last="Changer l’état")
    warning = "Retirer ou refuser un membre met fin à ses sièges, et personne ne parle plus pour lui."
    return show_form(
        request,
        form,
        crumbs=crumbs,
        heading=f"Changer l’état : {found.display_name}",
        lead=f"Aujourd’hui « {found.get_status_display()} ».",
        warning=warning,
        action="Changer l’état",
        back=back,
    )
