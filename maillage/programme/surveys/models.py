"""A survey, who was invited, and what was answered: an answer is tied to its invitation until the survey closes."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone


class Survey(models.Model):
    """One round of a questionnaire; `subject` says what it is about, « meeting:<identifiant> »."""

    public_id = models.UUIDField("identifiant public", default=uuid.uuid4, unique=True, editable=False)
    questionnaire = models.CharField("questionnaire", max_length=60)
    version = models.CharField("version du questionnaire", max_length=20)
    title = models.CharField("intitulé", max_length=200)
    subject = models.CharField("objet", max_length=60, blank=True, db_index=True)
    opens_on = models.DateField("ouverte le")
    closes_on = models.DateField("close le")
    by_label = models.CharField("par", max_length=200)
    created_at = models.DateTimeField("créée le", default=timezone.now)
    is_demonstration = models.BooleanField("démonstration", default=False)

    class Meta:
        verbose_name = "enquête"
        ordering: ClassVar = ["-opens_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(closes_on__gte=models.F("opens_on")), name="survey_in_order")
        ]

    def __str__(self) -> str:
        return self.title


class SurveyInvitation(models.Model):
    """Someone asked to answer for a body; erased with the address one year after the survey closed."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="invitations", verbose_name="enquête")
    label = models.CharField("pour", max_length=200)
    group = models.CharField("groupe", max_length=100)
    email = models.EmailField("courriel", blank=True)
    key = models.UUIDField("clé du lien", default=uuid.uuid4, unique=True, editable=False)
    sent_on = models.DateField("envoyée le", null=True, blank=True)
    reminders = models.PositiveSmallIntegerField("relances", default=0)
    answered_on = models.DateField("répondu le", null=True, blank=True)

    class Meta:
        verbose_name = "invitation à une enquête"
        ordering: ClassVar = ["group", "label"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["survey", "label"], name="one_invitation_per_respondent"),
            models.CheckConstraint(condition=models.Q(reminders__lte=2), name="two_reminders_at_most"),
        ]

    def __str__(self) -> str:
        return self.label


class SurveyAnswer(models.Model):
    """One answer; its invitation can change it until the survey closes, and is then cut from it."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="answers", verbose_name="enquête")
    invitation = models.OneToOneField(
        SurveyInvitation, models.CASCADE, related_name="answer", verbose_name="invitation", null=True, blank=True
    )
    values = models.JSONField("réponses")

    class Meta:
        verbose_name = "réponse à une enquête"

    def __str__(self) -> str:
        return f"Réponse {self.pk}"
