"""Pairs of places that may be one, what people decided of them, and merges that can be undone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from maillage.programme.places.enums import Verdict
from maillage.programme.places.models.place import Place


class DuplicatePair(models.Model):
    """Two places compared, the older first; a verdict is kept for ever."""

    first = models.ForeignKey(Place, models.CASCADE, related_name="pairs_as_first", verbose_name="premier lieu")
    second = models.ForeignKey(Place, models.CASCADE, related_name="pairs_as_second", verbose_name="second lieu")
    score = models.FloatField("ressemblance, de 0 à 1")
    band = models.CharField("bande", max_length=10)
    reasons = models.JSONField("raisons", default=list)
    verdict = models.CharField("décision", max_length=10, choices=Verdict, default=Verdict.PENDING)
    found_at = models.DateTimeField("repérée le", default=timezone.now)
    decided_by = models.CharField("décidée par", max_length=200, blank=True)
    decided_at = models.DateTimeField("décidée le", null=True, blank=True)

    class Meta:
        verbose_name = "paire de doublons possibles"
        ordering: ClassVar = ["-score", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first", "second"], name="one_row_per_pair"),
            models.CheckConstraint(condition=models.Q(first_id__lt=models.F("second_id")), name="pair_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first} / {self.second}"


class Merge(models.Model):
    """A place that joined another; `snapshot` is what is needed to undo it."""

    kept = models.ForeignKey(Place, models.CASCADE, related_name="merges_kept", verbose_name="lieu gardé")
    absorbed = models.ForeignKey(Place, models.CASCADE, related_name="merges_absorbed", verbose_name="lieu réuni")
    picks = models.JSONField("champs choisis", default=dict)
    snapshot = models.JSONField("état avant la réunion")
    by_label = models.CharField("par", max_length=200)
    at = models.DateTimeField("le", default=timezone.now)
    undone_by = models.CharField("défaite par", max_length=200, blank=True)
    undone_at = models.DateTimeField("défaite le", null=True, blank=True)

    class Meta:
        verbose_name = "réunion de doublons"
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return f"{self.absorbed} → {self.kept}"
