"""How places are kept true: campaigns, one-click confirmations, reports of the public."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from maillage.programme.places.enums import ConfirmationAnswer, ReportKind, ReportStatus
from maillage.programme.places.models.place import Place


class Campaign(models.Model):
    """A round of requests for confirmation."""

    name = models.CharField("nom", max_length=150)
    message = models.TextField("message", blank=True)
    opens_on = models.DateField("ouverte le")
    closes_on = models.DateField("close le")
    by_label = models.CharField("par", max_length=200)
    created_at = models.DateTimeField("créée le", default=timezone.now)

    class Meta:
        verbose_name = "campagne de confirmation"
        ordering: ClassVar = ["-opens_on"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(closes_on__gte=models.F("opens_on")), name="campaign_in_order")
        ]

    def __str__(self) -> str:
        return self.name


class ConfirmationRequest(models.Model):
    """What was asked of one place; `key` is what the signed link carries. Without e-mail, the place is phoned."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="requests", verbose_name="campagne")
    place = models.ForeignKey(Place, models.CASCADE, related_name="confirmations", verbose_name="lieu")
    key = models.UUIDField("clé du lien", default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField("courriel", blank=True)
    sent_at = models.DateTimeField("envoyée le", null=True, blank=True)
    reminded_at = models.DateTimeField("relancée le", null=True, blank=True)
    answer = models.CharField("réponse", max_length=10, choices=ConfirmationAnswer, default=ConfirmationAnswer.NONE)
    answered_at = models.DateTimeField("répondue le", null=True, blank=True)

    class Meta:
        verbose_name = "demande de confirmation"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "place"], name="one_request_per_place_and_campaign"),
            models.CheckConstraint(
                condition=models.Q(answer=ConfirmationAnswer.NONE, answered_at__isnull=True)
                | (~models.Q(answer=ConfirmationAnswer.NONE) & models.Q(answered_at__isnull=False)),
                name="confirmation_answer_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} : {self.place}"


class Report(models.Model):
    """Something wrong that someone saw; the contact is erased once the answer has had time to be read."""

    public_id = models.UUIDField("numéro de suivi", default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey(Place, models.CASCADE, related_name="reports", verbose_name="lieu")
    kind = models.CharField("nature", max_length=12, choices=ReportKind)
    message = models.TextField("message", max_length=1000, blank=True)
    contact = models.EmailField("courriel pour la réponse", blank=True)
    status = models.CharField("état", max_length=10, choices=ReportStatus, default=ReportStatus.OPEN)
    answer = models.TextField("réponse", blank=True)
    received_at = models.DateTimeField("reçu le", default=timezone.now)
    answered_at = models.DateTimeField("répondu le", null=True, blank=True)
    answered_by = models.CharField("répondu par", max_length=200, blank=True)

    class Meta:
        verbose_name = "signalement"
        ordering: ClassVar = ["status", "-received_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} : {self.place}"
