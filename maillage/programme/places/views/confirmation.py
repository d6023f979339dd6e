"""A place confirms its sheet: by the link of a mail, without account, or by phone with an agent who writes it down."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage.programme.people.access import current_user, public, requires
from maillage.programme.people.rules import Capability
from maillage.programme.places.enums import ConfirmationAnswer
from maillage.programme.places.forms.correction import CorrectionForm
from maillage.programme.places.models import ConfirmationRequest
from maillage.programme.places.presenters import campaigns as presenters
from maillage.programme.places.selectors import campaigns as selectors
from maillage.programme.places.services.campaigns import LinkRefusedError, answer_request

SHORT_ANSWERS = (ConfirmationAnswer.CORRECT, ConfirmationAnswer.CLOSED)
THANKS = "Merci. Votre réponse est enregistrée."
CLOSED = "Cette campagne est close : la réponse n’est pas enregistrée."


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """What we say of the place, and three choices. Opening the page changes nothing: mail scanners follow links."""
    asked = selectors.request_of_link(token)
    if asked is None or timezone.localdate() > asked.campaign.closes_on:
        return _refused(request, asked)
    if request.POST.get("answer") in SHORT_ANSWERS:
        _keep(asked, ConfirmationAnswer(request.POST["answer"]), {}, "")
        messages.success(request, THANKS)
        return redirect("places:confirm", token=token)
    return render(request, "places/confirm.html", {**_context(asked), "token": token})


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_correct(request: HttpRequest, token: str) -> HttpResponse:
    """The sheet as a form."""
    asked = selectors.request_of_link(token)
    if asked is None or timezone.localdate() > asked.campaign.closes_on:
        return _refused(request, asked)
    form = _correction(request, asked)
    if form.is_valid():
        _keep(asked, ConfirmationAnswer.CHANGED, form.values, "")
        messages.success(request, THANKS)
        return redirect("places:confirm", token=token)
    return render(request, "places/confirm_correct.html", {**_context(asked), "form": form, "token": token})


@requires(Capability.MANAGE_PLACES)
@require_http_methods(["GET", "HEAD", "POST"])
def phone_answer(request: HttpRequest, request_id: int) -> HttpResponse:
    """What to say on the phone, and the answer written down."""
    asked = selectors.request_by_number(request_id)
    form = CorrectionForm(place=selectors.place_asked(asked))
    answer = request.POST.get("answer", "")
    if answer == ConfirmationAnswer.CHANGED:
        form = _correction(request, asked)
    if answer in SHORT_ANSWERS or form.is_valid():
        kept = _keep(asked, ConfirmationAnswer(answer), form.values if form.is_bound else {}, current_user(request))
        messages.success(request, "La réponse est enregistrée.") if kept else messages.error(request, CLOSED)
        return redirect("places:phone_list", campaign_id=asked.campaign_id)
    return render(request, "places/phone_answer.html", {**_context(asked), "form": form, "campaign": asked.campaign})


def _correction(request: HttpRequest, asked: ConfirmationRequest) -> CorrectionForm:
    return CorrectionForm(request.POST if request.method == "POST" else None, place=selectors.place_asked(asked))


def _context(asked: ConfirmationRequest) -> dict[str, object]:
    place = selectors.place_asked(asked)
    return {
        "asked": presenters.asked(asked),
        "facts": presenters.facts(place),
        "demonstration": place.is_demonstration,
    }


def _keep(asked: ConfirmationRequest, answer: ConfirmationAnswer, values: dict[str, object], by: object) -> bool:
    try:
        answer_request(request=asked, answer=answer, values=values, today=timezone.localdate(), by=by)
    except LinkRefusedError:
        return False
    return True


def _refused(request: HttpRequest, asked: ConfirmationRequest | None) -> HttpResponse:
    known = presenters.asked(asked) if asked else None
    return render(request, "places/confirm_refused.html", {"asked": known}, status=410 if asked else 404)
