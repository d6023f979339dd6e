"""The relevé de conclusions: written from the meeting, read over, approved, signed; after that, only errata."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from maillage.programme.governance.enums import MinutesState
from maillage.programme.governance.models.meetings import Meeting


class Minutes(models.Model):
    """The relevé of a meeting. `content` is the text kept at approval, and `sha256` what was signed."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes", verbose_name="réunion")
    state = models.CharField("état", max_length=10, choices=MinutesState, default=MinutesState.DRAFT)
    next_steps = models.TextField("prochaines étapes", blank=True)
    closing = models.TextField("formule de clôture", blank=True)
    review_until = models.DateField("relecture jusqu’au", null=True, blank=True)
    content = models.JSONField("texte approuvé", null=True, blank=True)
    sha256 = models.CharField("empreinte du texte approuvé", max_length=64, blank=True)
    approved_at = models.DateTimeField("approuvé le", null=True, blank=True)
    signatory = models.CharField("signataire", max_length=150, blank=True)
    signatory_function = models.CharField("fonction du signataire", max_length=200, blank=True)
    signed_at = models.DateTimeField("signé le", null=True, blank=True)
    published_at = models.DateTimeField("diffusé le", null=True, blank=True)

    class Meta:
        verbose_name = "relevé de conclusions"
        verbose_name_plural = "relevés de conclusions"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=[MinutesState.DRAFT, MinutesState.REVIEW], content__isnull=True)
                | models.Q(
                    state__in=[
                        MinutesState.APPROVED,
                        MinutesState.SIGNED,
                        MinutesState.PUBLISHED,
                        MinutesState.ARCHIVED,
                    ],
                    content__isnull=False,
                ),
                name="approved_minutes_keep_their_text",
            )
        ]

    def __str__(self) -> str:
        return f"Relevé : {self.meeting}"


class MinutesComment(models.Model):
    """A remark on one paragraph during the review."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="comments", verbose_name="relevé")
    paragraph = models.CharField("paragraphe", max_length=40)
    text = models.TextField("remarque", max_length=2000)
    by_label = models.CharField("par", max_length=200)
    at = models.DateTimeField("le", default=timezone.now)
    resolved_at = models.DateTimeField("traitée le", null=True, blank=True)

    class Meta:
        verbose_name = "remarque de relecture"
        ordering: ClassVar = ["at"]

    def __str__(self) -> str:
        return self.text[:80]


class Erratum(models.Model):
    """A dated correction of a signed relevé."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="errata", verbose_name="relevé")
    text = models.TextField("correction", max_length=2000)
    on = models.DateField("le")
    by_label = models.CharField("par", max_length=200)

    class Meta:
        verbose_name = "erratum"
        verbose_name_plural = "errata"
        ordering: ClassVar = ["on", "pk"]

    def __str__(self) -> str:
        return self.text[:80]
