"""Pages of the convocation: prepared, previewed, sent, completed, printed for those without e-mail."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.programme.governance import prints
from maillage.programme.governance.forms.convocations import ConvocationForm
from maillage.programme.governance.links import invitation_letter
from maillage.programme.governance.models import Meeting
from maillage.programme.governance.presenters import convocations as presenters
from maillage.programme.governance.presenters.meetings import meeting_head
from maillage.programme.governance.presenters.preview import preview_of
from maillage.programme.governance.selectors import convocations as selectors
from maillage.programme.governance.selectors.meetings import meeting_for
from maillage.programme.governance.services import convocations as services
from maillage.programme.people.access import current_user, requires
from maillage.programme.people.commands import attempt
from maillage.programme.people.models import User
from maillage.programme.people.rules import Capability
from maillage.programme.places.links import site_address

FORM = ["GET", "HEAD", "POST"]


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(FORM)
def convocation(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Prepare the convocation and see its mail; once it left, who got what and who answered what."""
    by = current_user(request)
    found = meeting_for(by, public_id)
    if selectors.convocation_of(found) is not None:
        return _invite(request, found, by) if request.method == "POST" else _sent_page(request, found)
    persons = list(selectors.persons_to_invite(found))
    form = ConvocationForm(request.POST if request.method == "POST" else None, persons=persons)
    preview = None
    if form.is_valid():
        if request.POST.get("acte") == "convoquer":
            command = partial(services.convene_meeting, meeting=found, by=by, now=timezone.now(), **form.values)
            if attempt(request, command):
                return _send(request, found, by, "convocation")
        preview = preview_of(found, base=site_address(request), **form.values)
    context = {"form": form, "preview": preview, "head": meeting_head(found), "persons": persons}
    return render(request, "governance/meetings/convocation.html", {**context, "demonstration": found.is_demonstration})


@requires(Capability.MANAGE_GOVERNANCE)
@require_POST
def convocation_send(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send what waits: the first mails, those of a change, those that the server refused."""
    by = current_user(request)
    found = meeting_for(by, public_id)
    purpose = selectors.current_purpose(found)
    if not purpose:
        messages.error(request, "Rien n’est à envoyer pour cette réunion.")
        return redirect("governance:meeting", public_id=public_id)
    return _send(request, found, by, purpose)


@requires(Capability.MANAGE_GOVERNANCE)
@require_POST
def convocation_resend(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What a person decides of a mail in doubt: send it again, or say that it arrived."""
    by, now = current_user(request), timezone.now()
    found = meeting_for(by, public_id)
    key = request.POST.get("envoi", "")
    delivery = selectors.delivery_for(found, int(key)) if key.isascii() and key.isdigit() else None
    if delivery is None:
        raise Http404("Cet envoi n’existe pas.")
    if request.POST.get("acte") == "recu":
        attempt(request, partial(services.settle_uncertain, delivery=delivery, by=by, now=now), "C’est noté.")
    else:
        letter = partial(invitation_letter, purpose=delivery.purpose, base=site_address(request))
        attempt(request, partial(services.resend_uncertain, delivery=delivery, write_letter=letter, by=by, now=now))
    return redirect("governance:convocation", public_id=public_id)


@requires(Capability.MANAGE_GOVERNANCE)
@require_safe
def letters(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The letters to post: for one person, or for all those without e-mail."""
    found = meeting_for(current_user(request), public_id)
    invitations = selectors.invitations_of(found)
    key = request.GET.get("personne", "")
    chosen = list(invitations.filter(pk=int(key)) if key.isascii() and key.isdigit() else invitations.filter(email=""))
    if not chosen:
        raise Http404("Aucune lettre à imprimer.")
    content = prints.letters_pdf(found, chosen, base=site_address(request))
    return prints.pdf_response(content, "convocations.pdf")


def _sent_page(request: HttpRequest, found: Meeting) -> HttpResponse:
    invitations, purpose = list(selectors.invitations_of(found)), selectors.current_purpose(found)
    sending = selectors.sending_of(found, purpose or "convocation", timezone.now())
    head = meeting_head(found)
    context = {
        "head": head,
        "invitations": [presenters.invitation_line(one) for one in invitations],
        "counts": presenters.answer_counts(invitations),
        "sending": presenters.sending_words(sending),
        "may_send": bool(purpose),
        "newcomers": selectors.newcomers_to(found) if head.before else (),
        "by_post": sum(not one.email for one in invitations),
        "demonstration": found.is_demonstration,
    }
    return render(request, "governance/meetings/convocation_sent.html", context)


def _invite(request: HttpRequest, found: Meeting, by: User) -> HttpResponse:
    newcomers = list(selectors.newcomers_to(found))
    if newcomers and attempt(request, partial(services.invite_more, meeting=found, persons=newcomers, by=by)):
        return _send(request, found, by, "convocation")
    return redirect("governance:convocation", public_id=found.public_id)


def _send(request: HttpRequest, found: Meeting, by: User, purpose: str) -> HttpResponse:
    letter = partial(invitation_letter, purpose=purpose, base=site_address(request))
    attempt(request, partial(services.send_mails, meeting=found, purpose=purpose, write_letter=letter, by=by))
    return redirect("governance:convocation", public_id=found.public_id)
