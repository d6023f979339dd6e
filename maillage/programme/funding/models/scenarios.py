"""A scenario of funding: what was asked, what the plan answered, and the proposal that it became."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from maillage.programme.funding.enums import ScenarioKind
from maillage.programme.governance.models import Governance, Proposal


class Scenario(models.Model):
    """One plan to compare with others; it engages nothing, and never changes: another is made."""

    public_id = models.UUIDField("identifiant public", default=uuid.uuid4, unique=True, editable=False)
    governance = models.ForeignKey(Governance, models.CASCADE, related_name="scenarios", verbose_name="gouvernance")
    kind = models.CharField("nature", max_length=8, choices=ScenarioKind, default=ScenarioKind.ACTIONS)
    name = models.CharField("nom", max_length=150)
    terms = models.JSONField("conditions")
    result = models.JSONField("résultat")
    proposal = models.ForeignKey(
        Proposal, models.SET_NULL, null=True, blank=True, related_name="scenarios", verbose_name="proposition"
    )
    by_label = models.CharField("par", max_length=200)
    created_at = models.DateTimeField("créé le", default=timezone.now)
    is_demonstration = models.BooleanField("démonstration", default=False)

    class Meta:
        verbose_name = "scénario de financement"
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["governance", "name"], name="one_scenario_per_name")]

    def __str__(self) -> str:
        return self.name
