"""A request for money: what for, how much, who receives it, who else pays, and its way."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from maillage.programme.funding.enums import (
    PaperKind,
    PlanKind,
    PlanStatus,
    Purpose,
    RequestEvent,
    RequestState,
)
from maillage.programme.funding.models.envelopes import Envelope
from maillage.programme.governance.models import Member
from maillage.programme.roadmap.enums import BudgetNature
from maillage.programme.roadmap.models import Action


class GrantRequest(models.Model):
    """What is asked of one envelope for one action."""

    public_id = models.UUIDField("identifiant public", default=uuid.uuid4, unique=True, editable=False)
    envelope = models.ForeignKey(Envelope, models.PROTECT, related_name="requests", verbose_name="enveloppe")
    action = models.ForeignKey(Action, models.PROTECT, related_name="grant_requests", verbose_name="action")
    purpose = models.CharField("objet", max_length=12, choices=Purpose, default=Purpose.DEPLOYMENT)
    state = models.CharField("état", max_length=12, choices=RequestState, default=RequestState.DRAFT)
    budget_eur = models.DecimalField("budget de l’opération (€)", max_digits=12, decimal_places=2)
    asked_eur = models.DecimalField("montant demandé (€)", max_digits=12, decimal_places=2)
    granted_eur = models.DecimalField("montant accordé (€)", max_digits=12, decimal_places=2, null=True, blank=True)
    derogation = models.CharField("raison de la dérogation", max_length=500, blank=True)
    filed_on = models.DateField("déposée le", null=True, blank=True)
    created_at = models.DateTimeField("créée le", default=timezone.now)
    is_demonstration = models.BooleanField("démonstration", default=False)

    class Meta:
        verbose_name = "demande de financement"
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(asked_eur__gt=0) & models.Q(budget_eur__gt=0), name="request_asks_something"
            ),
            models.CheckConstraint(
                condition=models.Q(granted_eur__isnull=True)
                | (models.Q(granted_eur__gte=0) & models.Q(granted_eur__lte=models.F("asked_eur"))),
                name="grant_is_at_most_what_was_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action.reference}, {self.envelope}"


class RequestLine(models.Model):
    """The part of a request that pays one nature."""

    request = models.ForeignKey(GrantRequest, models.CASCADE, related_name="lines", verbose_name="demande")
    nature = models.CharField("nature", max_length=10, choices=BudgetNature)
    amount_eur = models.DecimalField("montant (€)", max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = "ligne de demande"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "nature"], name="one_line_per_nature"),
            models.CheckConstraint(condition=models.Q(amount_eur__gt=0), name="request_line_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.request}, {self.get_nature_display()}"


class Beneficiary(models.Model):
    """A member that receives a part of a request."""

    request = models.ForeignKey(GrantRequest, models.CASCADE, related_name="beneficiaries", verbose_name="demande")
    member = models.ForeignKey(Member, models.PROTECT, related_name="benefits", verbose_name="membre")
    amount_eur = models.DecimalField("montant (€)", max_digits=12, decimal_places=2)
    passes_on = models.BooleanField("reverse à un prestataire", default=False)
    is_training_body = models.BooleanField("est un organisme de formation", default=False)

    class Meta:
        verbose_name = "bénéficiaire"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "member"], name="one_part_per_beneficiary"),
            models.CheckConstraint(condition=models.Q(amount_eur__gt=0), name="beneficiary_part_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.member}, {self.request}"


class PlanLine(models.Model):
    """Other money of the same operation."""

    request = models.ForeignKey(GrantRequest, models.CASCADE, related_name="plan", verbose_name="demande")
    kind = models.CharField("nature", max_length=10, choices=PlanKind)
    source = models.CharField("d’où vient l’argent", max_length=150)
    status = models.CharField("état", max_length=10, choices=PlanStatus, default=PlanStatus.HOPED)
    amount_eur = models.DecimalField("montant (€)", max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = "ligne du plan de financement"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(amount_eur__gt=0), name="plan_line_is_positive")
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.get_kind_display()}"


class RequestTransition(models.Model):
    """One event of a request: from where to where, when, by whom, why."""

    request = models.ForeignKey(GrantRequest, models.CASCADE, related_name="transitions", verbose_name="demande")
    event = models.CharField("événement", max_length=10, choices=RequestEvent)
    from_state = models.CharField("état d’avant", max_length=12, choices=RequestState)
    to_state = models.CharField("état d’après", max_length=12, choices=RequestState)
    on = models.DateField("le")
    reason = models.CharField("raison", max_length=500, blank=True)
    by_label = models.CharField("par", max_length=200)
    at = models.DateTimeField("enregistré le", default=timezone.now)

    class Meta:
        verbose_name = "étape de demande"
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.request} : {self.get_event_display()}"


class FundingPaper(models.Model):
    """A paper of a request, kept with its digest; a new one never replaces the former."""

    request = models.ForeignKey(GrantRequest, models.CASCADE, related_name="papers", verbose_name="demande")
    kind = models.CharField("nature", max_length=10, choices=PaperKind)
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bénéficiaire"
    )
    file = models.FileField("fichier", upload_to="financements/")
    sha256 = models.CharField("empreinte", max_length=64)
    size = models.PositiveIntegerField("taille, en octets")
    by_label = models.CharField("par", max_length=200)
    added_at = models.DateTimeField("ajoutée le", default=timezone.now)

    class Meta:
        verbose_name = "pièce de financement"
        ordering: ClassVar = ["-added_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.request}"
