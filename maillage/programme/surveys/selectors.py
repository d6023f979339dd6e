"""Reads of surveys: by address, by link, results that hide what is too few."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core import signing
from django.http import Http404

from maillage.programme.surveys import rules
from maillage.programme.surveys.models import Survey, SurveyAnswer, SurveyInvitation

SALT = "maillage.surveys.invitation"


def surveys() -> list[Survey]:
    """Every survey, the latest first."""
    return list(Survey.objects.all())


def survey_by_id(public_id: UUID) -> Survey:
    """One survey with its invitations; 404 when there is none."""
    found = Survey.objects.prefetch_related("invitations").filter(public_id=public_id).first()
    if found is None:
        raise Http404("Cette enquête n’existe pas.")
    return found


def surveys_about(subject: str) -> list[Survey]:
    """The surveys about something, « meeting:<identifiant> »."""
    return list(Survey.objects.filter(subject=subject).prefetch_related("invitations"))


def token_of(invitation: SurveyInvitation) -> str:
    """What the link of an invitation carries."""
    return signing.Signer(salt=SALT).sign(invitation.key.hex)


def invitation_of_link(token: str) -> SurveyInvitation | None:
    """The invitation of a link; None when the link is not ours."""
    try:
        key = signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        return None
    return SurveyInvitation.objects.select_related("survey").filter(key=key).first()


def held_answer(invitation: SurveyInvitation) -> dict[str, object]:
    """What was answered so far."""
    found = SurveyAnswer.objects.filter(invitation=invitation).first()
    return dict(found.values) if found else {}


def results(survey: Survey, today: date) -> tuple[rules.Tally, ...]:
    """The tallies of a survey; none until it is closed."""
    answers = SurveyAnswer.objects.filter(survey=survey).values_list("values", flat=True)
    return rules.reading(rules.questionnaire(survey.questionnaire), answers, survey.closes_on, today)


def response_rates(survey: Survey) -> tuple[tuple[str, int, int], ...]:
    """(group, answered, invited)."""
    invited = survey.invitations.all()
    return rules.rates((one.group, one.answered_on is not None) for one in invited)
