"""The public form of candidature, and the queue of those who answer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maillage.programme.governance.enums import MemberStatus
from maillage.programme.governance.forms.people import AnswerForm, CandidatureForm
from maillage.programme.governance.models import Member
from maillage.programme.governance.presenters.members import candidature as presented
from maillage.programme.governance.presenters.words import trail
from maillage.programme.governance.selectors import members as selectors
from maillage.programme.governance.selectors.governances import shows_demonstration, the_governance
from maillage.programme.governance.services import candidatures as services
from maillage.programme.governance.views.members import MEMBERS
from maillage.programme.governance.views.pages import show, show_form
from maillage.programme.people.access import current_user, public, requires
from maillage.programme.people.commands import done, posted
from maillage.programme.people.rules import Capability

QUEUE = ("Candidatures", "/gouvernance/candidatures/")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest) -> HttpResponse:
    """Apply without an account."""
    governance = the_governance()
    form = CandidatureForm(posted(request))

    def act() -> Member:
        return services.file_candidature(
            governance=governance,
            body=form.body(),
            person=form.person(),
            motivation=form.cleaned_data["motivation"],
            today=timezone.localdate(),
        )

    if done(form, act):
        return redirect("governance:candidature_thanks")
    context = {"form": form, "governance": governance, "demonstration": shows_demonstration(governance)}
    return render(request, "governance/candidature/apply.html", context)


@public
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """What happens next."""
    return render(request, "governance/candidature/thanks.html", {"governance": the_governance()})


@requires(Capability.MANAGE_GOVERNANCE)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The candidatures that wait for an answer."""
    waiting = [presented(member) for member in selectors.candidates(the_governance())]
    return show(request, "governance/candidature/queue.html", candidatures=waiting)


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Accept or refuse a candidature."""
    governance, by, today = the_governance(), current_user(request), timezone.localdate()
    member = selectors.member_by_id(governance, public_id)
    form = AnswerForm(posted(request), governance=governance, initial={"on": today})

    def act() -> Member:
        found = form.cleaned_data
        if found["answer"] == "accept":
            return services.accept_candidature(
                member=member, on=found["on"], meeting=found["meeting"], by=by, today=today
            )
        return services.refuse_candidature(
            member=member, on=found["on"], reason=found["reason"], meeting=found["meeting"], by=by, today=today
        )

    answered = done(form, act)
    if answered:
        word = "membre" if answered.status == MemberStatus.CONFIRMED else "refusée"
        messages.success(request, f"« {member.display_name} » est {word}. La personne est prévenue par courriel.")
        return redirect("governance:candidatures")
    crumbs = trail(MEMBERS, QUEUE, last=member.display_name)
    back = reverse("governance:candidatures")
    heading = f"Répondre à la candidature : {member.display_name}"
    return show_form(
        request,
        form,
        crumbs=crumbs,
        heading=heading,
        action="Envoyer la réponse",
        back=back,
    )
