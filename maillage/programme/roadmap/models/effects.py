"""What the adoption of a proposal will do, prepared before the vote and done with it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from maillage.programme.governance.models import Proposal
from maillage.programme.roadmap.enums import EffectKind
from maillage.programme.roadmap.models.actions import Action


class ProposedEffect(models.Model):
    """One effect of a proposal; it happens once, in the transaction that adopts it."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="effects", verbose_name="proposition")
    kind = models.CharField("effet", max_length=15, choices=EffectKind)
    content = models.JSONField("contenu", default=dict)
    action = models.ForeignKey(
        Action, models.SET_NULL, null=True, blank=True, related_name="effects", verbose_name="action"
    )
    applied_at = models.DateTimeField("fait le", null=True, blank=True)

    class Meta:
        verbose_name = "effet d’une proposition"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.proposal}"
