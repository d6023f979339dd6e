"""What a granted request becomes: an agreement a beneficiary, payments, expenses, a report, a refund, trainees."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from maillage.programme.funding.enums import TraineeModule
from maillage.programme.funding.models.requests import Beneficiary, FundingPaper, GrantRequest
from maillage.programme.roadmap.enums import BudgetNature


class Agreement(models.Model):
    """The convention of one beneficiary."""

    beneficiary = models.OneToOneField(
        Beneficiary, models.PROTECT, related_name="agreement", verbose_name="bénéficiaire"
    )
    number = models.CharField("numéro", max_length=40, unique=True)
    amount_eur = models.DecimalField("montant (€)", max_digits=12, decimal_places=2)
    signatories = models.JSONField("signataires", default=list)
    starts_on = models.DateField("début")
    ends_on = models.DateField("fin")
    signed_on = models.DateField("signée le", null=True, blank=True)
    refund_eur = models.DecimalField("à restituer (€)", max_digits=12, decimal_places=2, null=True, blank=True)
    refunded_on = models.DateField("restituée le", null=True, blank=True)
    reported_on = models.DateField("bilan déposé le", null=True, blank=True)
    report_text = models.TextField("bilan", blank=True)

    class Meta:
        verbose_name = "convention"
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(ends_on__gt=models.F("starts_on")), name="agreement_in_order"),
            models.CheckConstraint(condition=models.Q(amount_eur__gt=0), name="agreement_gives_something"),
        ]

    def __str__(self) -> str:
        return f"Convention {self.number}"


class Amendment(models.Model):
    """A change of a signed agreement: what, from which day."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="amendments", verbose_name="convention")
    number = models.PositiveSmallIntegerField("numéro")
    wording = models.TextField("objet")
    ends_on = models.DateField("nouvelle fin", null=True, blank=True)
    signed_on = models.DateField("signé le")
    by_label = models.CharField("par", max_length=200)

    class Meta:
        verbose_name = "avenant"
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "number"], name="one_amendment_per_number")
        ]

    def __str__(self) -> str:
        return f"Avenant {self.number}, {self.agreement}"


class Payment(models.Model):
    """Money sent to a beneficiary."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="payments", verbose_name="convention")
    amount_eur = models.DecimalField("montant (€)", max_digits=12, decimal_places=2)
    paid_on = models.DateField("versé le")
    reference = models.CharField("référence", max_length=60, blank=True)
    by_label = models.CharField("par", max_length=200)

    class Meta:
        verbose_name = "versement"
        ordering: ClassVar = ["paid_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(amount_eur__gt=0), name="payment_is_positive")
        ]

    def __str__(self) -> str:
        return f"{self.agreement}, {self.paid_on}"


class Expense(models.Model):
    """What a beneficiary spent; one invoice of one supplier counts once in the whole programme."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="expenses", verbose_name="convention")
    spent_on = models.DateField("dépensé le")
    label = models.CharField("intitulé", max_length=200)
    nature = models.CharField("nature", max_length=10, choices=BudgetNature)
    supplier = models.CharField("fournisseur", max_length=150)
    invoice = models.CharField("numéro de la facture", max_length=60)
    amount_eur = models.DecimalField("montant (€)", max_digits=12, decimal_places=2)
    paper = models.ForeignKey(
        FundingPaper, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="justificatif"
    )
    by_label = models.CharField("par", max_length=200)

    class Meta:
        verbose_name = "dépense"
        ordering: ClassVar = ["spent_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["supplier", "invoice"], name="one_expense_per_invoice"),
            models.CheckConstraint(condition=models.Q(amount_eur__gt=0), name="expense_is_positive"),
        ]

    def __str__(self) -> str:
        return self.label


class Trainee(models.Model):
    """Someone trained with the training envelope; kept until the report is settled, then five years, then erased."""

    request = models.ForeignKey(GrantRequest, models.CASCADE, related_name="trainees", verbose_name="demande")
    full_name = models.CharField("nom complet", max_length=150)
    employer = models.CharField("employeur", max_length=200)
    employer_siret = models.CharField("SIRET de l’employeur", max_length=14)
    is_conseiller_numerique = models.BooleanField("conseiller numérique", default=False)
    employer_in_uniformation = models.BooleanField("employeur adhérent d’Uniformation", default=False)
    training_body = models.CharField("organisme de formation", max_length=200)
    qualiopi_until = models.DateField("certifié Qualiopi jusqu’au")
    module = models.CharField("module", max_length=15, choices=TraineeModule)
    trained_on = models.DateField("formé le")
    created_at = models.DateTimeField("enregistré le", default=timezone.now)

    class Meta:
        verbose_name = "stagiaire"
        ordering: ClassVar = ["full_name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["request", "full_name", "employer_siret"], name="one_trainee_per_person_and_employer"
            )
        ]

    def __str__(self) -> str:
        return self.full_name
