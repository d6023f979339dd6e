"""Convocations: what was sent to whom, and what each answered through a link without account."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from maillage.programme.governance.enums import DeliveryStatus, InvitationAnswer
from maillage.programme.governance.models.meetings import Meeting
from maillage.programme.governance.models.members import Representative


class Convocation(models.Model):
    """The letter of a meeting: who signs it, what it says."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="convocation", verbose_name="réunion")
    signatories = models.JSONField("signataires", default=list)
    message = models.TextField("message", blank=True)
    created_at = models.DateTimeField("préparée le", default=timezone.now)
    by_label = models.CharField("par", max_length=200)

    class Meta:
        verbose_name = "convocation"

    def __str__(self) -> str:
        return str(self.meeting)


class Invitation(models.Model):
    """One person invited; `key` is what the signed link carries."""

    convocation = models.ForeignKey(Convocation, models.CASCADE, related_name="invitations", verbose_name="convocation")
    representative = models.ForeignKey(
        Representative, models.CASCADE, related_name="invitations", verbose_name="représentant"
    )
    key = models.UUIDField("clé du lien", default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField("courriel", blank=True)
    answer = models.CharField("réponse", max_length=12, choices=InvitationAnswer, default=InvitationAnswer.NONE)
    stands_for = models.CharField("représenté par, ou pouvoir à", max_length=200, blank=True)
    answered_at = models.DateTimeField("répondue le", null=True, blank=True)
    opened_at = models.DateTimeField("lien ouvert le", null=True, blank=True)

    class Meta:
        verbose_name = "invitation"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["convocation", "representative"], name="one_invitation_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.representative}, {self.convocation}"


class Delivery(models.Model):
    """One mail of one purpose to one person: claimed before it leaves, so that it never leaves twice."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="deliveries", verbose_name="invitation")
    purpose = models.CharField("objet", max_length=20)
    status = models.CharField("état", max_length=10, choices=DeliveryStatus, default=DeliveryStatus.CLAIMED)
    claimed_at = models.DateTimeField("commencé le", default=timezone.now)
    sent_at = models.DateTimeField("envoyé le", null=True, blank=True)

    class Meta:
        verbose_name = "envoi"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["invitation", "purpose"], name="one_delivery_per_purpose")
        ]

    def __str__(self) -> str:
        return f"{self.invitation} : {self.purpose}"
