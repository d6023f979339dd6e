"""The audit trail: entries that are only ever added, each holding the digest of the one before."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Entry(models.Model):
    """Who did what, when, on what. No foreign key: the trail outlives what it speaks of."""

    sequence = models.PositiveBigIntegerField("numéro", unique=True)
    at = models.DateTimeField("date")
    actor_label = models.CharField("auteur", max_length=200)
    actor_id = models.CharField("identifiant de l’auteur", max_length=50, blank=True)
    action = models.CharField("acte", max_length=60, db_index=True)
    object_type = models.CharField("nature de l’objet", max_length=60)
    object_id = models.CharField("identifiant de l’objet", max_length=100)
    details = models.JSONField("détails", default=dict)
    previous_hash = models.CharField("empreinte précédente", max_length=64)
    hash = models.CharField("empreinte", max_length=64)

    class Meta:
        verbose_name = "entrée du journal"
        ordering: ClassVar = ["-sequence"]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.object_type} {self.object_id}"
