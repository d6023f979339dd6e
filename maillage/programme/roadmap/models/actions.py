"""An action sheet: who, for whom, where, when, with which money, and what happened."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from maillage.programme.governance.models import Committee, Decision, Member, Proposal
from maillage.programme.roadmap.enums import ActionRole, ActionStatus, BudgetNature, Priority, RiskLevel
from maillage.programme.roadmap.models.roadmaps import Objective, Roadmap


class Action(models.Model):
    """What some members do together; `reference` is its short name in a roadmap, « A07 »."""

    public_id = models.UUIDField("identifiant public", default=uuid.uuid4, unique=True, editable=False)
    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="actions", verbose_name="feuille de route")
    objective = models.ForeignKey(Objective, models.PROTECT, related_name="actions", verbose_name="objectif")
    reference = models.CharField("référence", max_length=10)
    title = models.CharField("intitulé", max_length=200)
    context = models.TextField("contexte", blank=True)
    description = models.TextField("description", blank=True)
    engagement = models.PositiveSmallIntegerField(
        "engagement national (1 à 16)",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(16)],
    )
    needs = models.JSONField("besoins d’ingénierie", default=list)
    audiences = models.JSONField("publics", default=list)
    territory_codes = models.JSONField("territoires", default=list)
    status = models.CharField("état", max_length=10, choices=ActionStatus, default=ActionStatus.TO_COME)
    priority = models.CharField("priorité", max_length=6, choices=Priority, default=Priority.MEDIUM)
    starts_on = models.DateField("début", null=True, blank=True)
    ends_on = models.DateField("fin", null=True, blank=True)
    reach_count = models.PositiveIntegerField("personnes à toucher", null=True, blank=True)
    elected_sponsor = models.CharField("élu référent", max_length=150, blank=True)
    committee = models.ForeignKey(
        Committee, models.SET_NULL, null=True, blank=True, related_name="actions", verbose_name="instance qui la suit"
    )
    is_confidential = models.BooleanField("réservée aux co-pilotes", default=False)
    proposal = models.ForeignKey(
        Proposal, models.SET_NULL, null=True, blank=True, related_name="actions", verbose_name="proposition d’origine"
    )
    decisions = models.ManyToManyField(Decision, blank=True, related_name="actions", verbose_name="décisions")
    created_at = models.DateTimeField("créée le", default=timezone.now)

    class Meta:
        verbose_name = "action"
        ordering: ClassVar = ["objective__axis__position", "objective__position", "reference"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["roadmap", "reference"], name="one_action_per_reference"),
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="action_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(engagement__isnull=True) | models.Q(engagement__gte=1, engagement__lte=16),
                name="engagement_between_1_and_16",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"


class ActionMember(models.Model):
    """A member in an action: it pilots, or it takes part."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="members", verbose_name="action")
    member = models.ForeignKey(Member, models.PROTECT, related_name="actions", verbose_name="membre")
    role = models.CharField("rôle", max_length=8, choices=ActionRole)

    class Meta:
        verbose_name = "membre d’une action"
        ordering: ClassVar = ["-role", "member__display_name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "member"], name="one_role_per_member_and_action")
        ]

    def __str__(self) -> str:
        return f"{self.member}, {self.get_role_display()} de {self.action}"


class ActionStep(models.Model):
    """One dated step of an action, checked when it is done."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="steps", verbose_name="action")
    position = models.PositiveSmallIntegerField("ordre")
    title = models.CharField("intitulé", max_length=200)
    due_on = models.DateField("pour le", null=True, blank=True)
    done_on = models.DateField("faite le", null=True, blank=True)

    class Meta:
        verbose_name = "étape d’action"
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class BudgetLine(models.Model):
    """The money of an action for one year and one nature: planned, and really spent."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="budget_lines", verbose_name="action")
    year = models.PositiveSmallIntegerField("année", validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    nature = models.CharField("nature", max_length=10, choices=BudgetNature)
    planned_eur = models.DecimalField("prévu (€)", max_digits=12, decimal_places=2, default=0)
    actual_eur = models.DecimalField("réalisé (€)", max_digits=12, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = "ligne de budget"
        ordering: ClassVar = ["year", "nature"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "year", "nature"], name="one_budget_per_year_and_nature"),
            models.CheckConstraint(
                condition=models.Q(planned_eur__gte=0)
                & (models.Q(actual_eur__isnull=True) | models.Q(actual_eur__gte=0)),
                name="budget_is_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action}, {self.year}, {self.get_nature_display()}"


class ActionNote(models.Model):
    """A dated note of the follow-up; never changed after."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="notes", verbose_name="action")
    text = models.TextField("texte", max_length=2000)
    by_label = models.CharField("par", max_length=200)
    at = models.DateTimeField("le", default=timezone.now)

    class Meta:
        verbose_name = "note de suivi"
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.action}, {self.at:%d/%m/%Y}"


class Risk(models.Model):
    """What could stop an action, and what is done about it."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="risks", verbose_name="action")
    title = models.CharField("risque ou frein", max_length=250)
    likelihood = models.CharField("probabilité", max_length=6, choices=RiskLevel, default=RiskLevel.MEDIUM)
    impact = models.CharField("gravité", max_length=6, choices=RiskLevel, default=RiskLevel.MEDIUM)
    response = models.CharField("réponse", max_length=500, blank=True)

    class Meta:
        verbose_name = "risque"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.title
