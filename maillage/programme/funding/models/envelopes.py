"""Who gives money, under which rules and up to how much."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from maillage.programme.governance.models import Governance
from maillage.programme.people.models import Organisation


class Funder(models.Model):
    """A body that gives money; its agents have the role « Financeur » and this organisation."""

    name = models.CharField("nom", max_length=150, unique=True)
    organisation = models.OneToOneField(
        Organisation, models.PROTECT, null=True, blank=True, related_name="funder", verbose_name="organisation"
    )

    class Meta:
        verbose_name = "financeur"

    def __str__(self) -> str:
        return self.name


class Envelope(models.Model):
    """Money for one territory; its rules are those of its definition, `code`, in `definitions/envelopes/`."""

    governance = models.ForeignKey(Governance, models.CASCADE, related_name="envelopes", verbose_name="gouvernance")
    code = models.SlugField("code", max_length=60)
    title = models.CharField("intitulé", max_length=200)
    funder = models.ForeignKey(Funder, models.PROTECT, related_name="envelopes", verbose_name="financeur")
    amount_eur = models.DecimalField("montant (€)", max_digits=12, decimal_places=2, null=True, blank=True)
    is_demonstration = models.BooleanField("démonstration", default=False)

    class Meta:
        verbose_name = "enveloppe"
        ordering: ClassVar = ["title"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["governance", "code"], name="one_envelope_per_code"),
            models.CheckConstraint(
                condition=models.Q(amount_eur__isnull=True) | models.Q(amount_eur__gte=0),
                name="envelope_is_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.title
