"""Questionnaires to the members of an instance: prepared, sent, followed."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.design.mails import mail_text
from maillage.programme.governance.forms.questionnaires import QuestionnaireForm
from maillage.programme.governance.selectors.questionnaires import respondents_of, subject_of
from maillage.programme.people.access import current_user, requires
from maillage.programme.people.rules import Capability
from maillage.programme.surveys.models import SurveyInvitation
from maillage.programme.surveys.presenters import rates_table
from maillage.programme.surveys.selectors import response_rates, survey_by_id, surveys, token_of
from maillage.programme.surveys.services import SurveyRefusedError, open_survey, send_invitations


@requires(Capability.SEE_GOVERNANCE)
@require_safe
def questionnaires(request: HttpRequest) -> HttpResponse:
    """The questionnaires, the latest first."""
    return render(request, "governance/questionnaires.html", {"surveys": surveys()})


@requires(Capability.MANAGE_GOVERNANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Prepare one; nothing is sent yet."""
    form = QuestionnaireForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        meeting, today = form.cleaned_data["meeting"], timezone.localdate()
        try:
            survey = open_survey(
                code=form.cleaned_data["code"],
                title=f"Questionnaire : {meeting.title}"[:200],
                subject=subject_of(meeting),
                respondents=respondents_of(meeting.committee),
                opens_on=today,
                closes_on=form.cleaned_data["closes_on"],
                by=current_user(request),
            )
        except SurveyRefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("governance:questionnaire", public_id=survey.public_id)
    return render(request, "governance/questionnaire_new.html", {"form": form})


@requires(Capability.MANAGE_GOVERNANCE)
@require_safe
def questionnaire(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who was invited, who answered, and what can be sent."""
    survey = survey_by_id(public_id)
    invited = survey.invitations.all()
    context = {
        "survey": survey,
        "rates": rates_table(response_rates(survey)),
        "without_mail": [one for one in invited if not one.email and not one.answered_on],
        "waiting": sum(not one.answered_on for one in invited),
        "open": survey.opens_on <= timezone.localdate() <= survey.closes_on,
        "demonstration": survey.is_demonstration,
    }
    return render(request, "governance/questionnaire.html", context)


@requires(Capability.MANAGE_GOVERNANCE)
@require_POST
def send(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send what is due: first mails, or the reminder whose day has come."""
    base = settings.ADDRESS or f"{request.scheme}://{request.get_host()}"

    def write(invitation: SurveyInvitation) -> tuple[str, str]:
        link = f"{base}{reverse('surveys:answer', kwargs={'token': token_of(invitation)})}"
        shown = {"invitation": invitation, "survey": invitation.survey, "link": link}
        return invitation.survey.title, mail_text("governance/mails/questionnaire.txt", shown)

    try:
        sent = send_invitations(
            survey=survey_by_id(public_id), write=write, by=current_user(request), today=timezone.localdate()
        )
    except SurveyRefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Courriels envoyés : {sent}. Relances après 7 et 12 jours, deux au plus.")
    return redirect("governance:questionnaire", public_id=public_id)
