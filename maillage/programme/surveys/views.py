"""Answering a questionnaire by its link, and reading its results."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from maillage.programme.people.access import public, requires
from maillage.programme.people.rules import Capability
from maillage.programme.surveys import presenters, selectors, services
from maillage.programme.surveys.forms import AnswerForm
from maillage.programme.surveys.rules import questionnaire


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The questionnaire of one invitation; opening it changes nothing."""
    invitation = selectors.invitation_of_link(token)
    today = timezone.localdate()
    if invitation is None or not invitation.survey.opens_on <= today <= invitation.survey.closes_on:
        status = 404 if invitation is None else 410
        return render(request, "surveys/refused.html", {"invitation": invitation}, status=status)
    asked = questionnaire(invitation.survey.questionnaire)
    form = AnswerForm(request.POST or None, asked=asked, initial=selectors.held_answer(invitation))
    if request.method == "POST" and form.is_valid():
        services.keep_answer(invitation=invitation, values=form.cleaned_data, today=today)
        messages.success(request, "Merci. Votre réponse est enregistrée, et peut changer jusqu’à la clôture.")
        return redirect("surveys:answer", token=token)
    context = {"invitation": invitation, "asked": asked, "form": form}
    return render(request, "surveys/answer.html", {**context, "demonstration": invitation.survey.is_demonstration})


@requires(Capability.SEE_GOVERNANCE)
@require_safe
def results(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who answered by group, and what, when it points at no one."""
    survey = selectors.survey_by_id(public_id)
    context = {
        "survey": survey,
        "rates": presenters.rates_table(selectors.response_rates(survey)),
        "results": [presenters.result(tally) for tally in selectors.results(survey, timezone.localdate())],
        "demonstration": survey.is_demonstration,
    }
    return render(request, "surveys/results.html", context)
