"""A siting scenario: what was asked, what was found, and the proposal that it became."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from maillage.programme.governance.models import Governance, Proposal
from maillage.programme.siting.enums import SitingObjective, SitingState


class SitingScenario(models.Model):
    """Where so many new posts and stops would go; it engages nothing, and once made it never changes."""

    public_id = models.UUIDField("identifiant public", default=uuid.uuid4, unique=True, editable=False)
    governance = models.ForeignKey(
        Governance, models.CASCADE, related_name="siting_scenarios", verbose_name="gouvernance"
    )
    name = models.CharField("nom", max_length=150)
    posts = models.PositiveSmallIntegerField("postes de médiateur")
    stops = models.PositiveSmallIntegerField("arrêts du bus")
    objective = models.CharField("objectif", max_length=10, choices=SitingObjective, default=SitingObjective.COVERAGE)
    limit_minutes = models.PositiveSmallIntegerField("portée, en minutes")
    rural_share = models.PositiveSmallIntegerField("part servie du rural, au moins, en %", default=0)
    qpv_share = models.PositiveSmallIntegerField("part servie des communes avec QPV, au moins, en %", default=0)
    state = models.CharField("état", max_length=8, choices=SitingState, default=SitingState.QUEUED)
    error = models.TextField("erreur", blank=True)
    result = models.JSONField("résultat", default=dict, blank=True)
    proposal = models.ForeignKey(
        Proposal, models.SET_NULL, null=True, blank=True, related_name="siting_scenarios", verbose_name="proposition"
    )
    by_label = models.CharField("par", max_length=200)
    created_at = models.DateTimeField("créé le", default=timezone.now)
    finished_at = models.DateTimeField("terminé le", null=True, blank=True)
    is_demonstration = models.BooleanField("démonstration", default=False)

    class Meta:
        verbose_name = "scénario d’implantation"
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["governance", "name"], name="one_siting_scenario_per_name"),
            models.CheckConstraint(
                condition=models.Q(posts__gt=0) | models.Q(stops__gt=0), name="siting_scenario_adds_something"
            ),
            models.CheckConstraint(
                condition=models.Q(rural_share__lte=100) & models.Q(qpv_share__lte=100), name="siting_shares_to_100"
            ),
        ]

    def __str__(self) -> str:
        return self.name
