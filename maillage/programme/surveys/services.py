"""Opens a survey, sends its invitations and two reminders at most, keeps answers, erases addresses in time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from random import SystemRandom
from typing import Any

from django.core.mail import send_mail
from django.db import transaction

from maillage.programme.journal.services import record
from maillage.programme.surveys import rules
from maillage.programme.surveys.models import Survey, SurveyAnswer, SurveyInvitation

KEPT_AFTER_CLOSING = timedelta(days=365)


class SurveyRefusedError(ValueError):
    """The survey refuses this; the message says why, in French."""


@dataclass(frozen=True)
class Respondent:
    """Someone to invite: for which body, in which group, at which address (none: answered by phone or paper)."""

    label: str
    group: str
    email: str = ""


@transaction.atomic
def open_survey(
    *,
    code: str,
    title: str,
    subject: str,
    respondents: Iterable[Respondent],
    opens_on: date,
    closes_on: date,
    by: object,
    is_demonstration: bool = False,
) -> Survey:
    """Keep a survey and who is invited; nothing is sent yet."""
    invited = list({one.label: one for one in respondents}.values())
    if not invited:
        raise SurveyRefusedError("Personne n’est invité : choisissez une instance qui a des membres.")
    if closes_on < opens_on:
        raise SurveyRefusedError("La date de clôture vient avant la date d’ouverture.")
    asked = rules.questionnaire(code)
    survey = Survey.objects.create(
        questionnaire=code,
        version=asked.version,
        title=title,
        subject=subject,
        opens_on=opens_on,
        closes_on=closes_on,
        by_label=str(by)[:200],
        is_demonstration=is_demonstration,
    )
    SurveyInvitation.objects.bulk_create(
        [SurveyInvitation(survey=survey, label=one.label, group=one.group, email=one.email) for one in invited]
    )
    _trace("survey.opened", survey, by, invited=len(invited), questionnaire=code)
    return survey


@transaction.atomic
def send_invitations(
    *, survey: Survey, write: Callable[[SurveyInvitation], tuple[str, str]], by: object, today: date
) -> int:
    """Send the first mail, or the reminder that is due, to who has not answered; each once, when the act is kept."""
    if today > survey.closes_on:
        raise SurveyRefusedError("Cette enquête est close.")
    waiting = SurveyInvitation.objects.select_for_update(of=("self",)).filter(survey=survey).exclude(email="")
    sent = 0
    for invitation in waiting.filter(answered_on__isnull=True):
        if invitation.sent_on is None:
            invitation.sent_on = today
        elif rules.reminder_due(invitation.sent_on, invitation.reminders, today):
            invitation.reminders += 1
        else:
            continue
        invitation.save(update_fields=["sent_on", "reminders"])
        subject, text = write(invitation)
        transaction.on_commit(partial(send_mail, subject, text, None, [invitation.email]), robust=True)
        sent += 1
    _trace("survey.sent", survey, by, mails=sent)
    return sent


@transaction.atomic
def keep_answer(*, invitation: SurveyInvitation, values: Mapping[str, Any], today: date) -> SurveyAnswer:
    """Keep an answer; a later one replaces it until the survey closes."""
    invitation = SurveyInvitation.objects.select_for_update().select_related("survey").get(pk=invitation.pk)
    survey = invitation.survey
    if not survey.opens_on <= today <= survey.closes_on:
        raise SurveyRefusedError("Cette enquête n’est pas ouverte aujourd’hui.")
    asked = rules.questionnaire(survey.questionnaire)
    if rules.answer_faults(asked, values):
        raise SurveyRefusedError("Une réponse n’a pas de sens : reprenez le questionnaire.")
    known = {question.code for question in asked.questions}
    answer, _ = SurveyAnswer.objects.update_or_create(
        invitation=invitation,
        defaults={"survey": survey, "values": {k: v for k, v in values.items() if k in known}},
    )
    invitation.answered_on = today
    invitation.save(update_fields=["answered_on"])
    # The journal says that an answer came, never whose.
    _trace("survey.answered", survey, "Invité")
    return answer


@transaction.atomic
def purge_surveys(*, by: object, today: date) -> int:
    """Cut the answers of closed surveys from who gave them; erase who was invited, one year after closing."""
    for survey in Survey.objects.filter(closes_on__lt=today, answers__invitation__isnull=False).distinct():
        _unlink(survey, by)
    old = SurveyInvitation.objects.filter(survey__closes_on__lt=today - KEPT_AFTER_CLOSING).exclude(email="")
    erased = old.update(email="")
    record(actor=by, action="survey.purged", object_type="survey", object_id="all", details={"erased": erased})
    return erased


def _unlink(survey: Survey, by: object) -> None:
    """Write the answers again without their invitations, in an order that tells nothing of the former one."""
    given = list(survey.answers.values_list("values", flat=True))
    SystemRandom().shuffle(given)
    survey.answers.all().delete()
    SurveyAnswer.objects.bulk_create([SurveyAnswer(survey=survey, values=values) for values in given])
    _trace("survey.unlinked", survey, by, answers=len(given))


def _trace(action: str, survey: Survey, by: object, **details: object) -> None:
    record(actor=by, action=action, object_type="survey", object_id=str(survey.public_id), details=dict(details))
