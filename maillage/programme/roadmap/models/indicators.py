"""Indicators: what is counted, what was promised and by whom, each value with its author, the pilots' weather."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from maillage.programme.governance.models import Governance, Member, Proposal
from maillage.programme.roadmap.enums import Direction, IndicatorKind, Weather
from maillage.programme.roadmap.models.actions import Action
from maillage.programme.roadmap.models.roadmaps import Objective


class Indicator(models.Model):
    """One figure that is followed. With a `feed`, the product computes it and nobody types it."""

    public_id = models.UUIDField("identifiant public", default=uuid.uuid4, unique=True, editable=False)
    governance = models.ForeignKey(Governance, models.CASCADE, related_name="indicators", verbose_name="gouvernance")
    objective = models.ForeignKey(
        Objective, models.SET_NULL, null=True, blank=True, related_name="indicators", verbose_name="objectif servi"
    )
    actions = models.ManyToManyField(Action, blank=True, related_name="indicators", verbose_name="actions reliées")
    owner = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="indicators", verbose_name="membre qui le suit"
    )
    title = models.CharField("intitulé", max_length=200)
    definition = models.TextField("définition", blank=True)
    kind = models.CharField("type", max_length=10, choices=IndicatorKind, default=IndicatorKind.DEPLOYMENT)
    unit = models.CharField("unité", max_length=60)
    direction = models.CharField("sens", max_length=4, choices=Direction, default=Direction.UP)
    territory_code = models.CharField("territoire", max_length=9, blank=True)
    source = models.CharField("source des valeurs", max_length=250)
    baseline_value = models.DecimalField("valeur de départ", max_digits=14, decimal_places=2)
    baseline_on = models.DateField("date de la valeur de départ")
    periodicity_days = models.PositiveSmallIntegerField("une valeur tous les (jours)", default=90)
    delay_days = models.PositiveSmallIntegerField("délai de remontée (jours)", default=30)
    weight = models.DecimalField("poids", max_digits=6, decimal_places=2, default=1)
    feed = models.CharField("alimentation automatique", max_length=30, blank=True)
    is_demonstration = models.BooleanField("démonstration", default=False)
    created_at = models.DateTimeField("créé le", default=timezone.now)

    class Meta:
        verbose_name = "indicateur suivi"
        ordering: ClassVar = ["title"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["governance", "title"], name="one_indicator_per_title"),
            models.CheckConstraint(condition=models.Q(weight__gte=0), name="indicator_weight_not_negative"),
        ]

    def __str__(self) -> str:
        return self.title


class Target(models.Model):
    """A value promised for a day by one text; the dates of one source make a path, its last one the goal."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets", verbose_name="indicateur")
    source = models.CharField("texte qui la fixe", max_length=200)
    is_reference = models.BooleanField("cible de référence", default=False)
    value = models.DecimalField("valeur visée", max_digits=14, decimal_places=2)
    due_on = models.DateField("pour le")
    proposal = models.ForeignKey(
        Proposal, models.SET_NULL, null=True, blank=True, related_name="targets", verbose_name="proposition adoptée"
    )

    class Meta:
        verbose_name = "cible"
        ordering: ClassVar = ["source", "due_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "source", "due_on"], name="one_target_per_source_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.value} ({self.source})"


class Measurement(models.Model):
    """One value of a day: who gave it, on what proof."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="measurements", verbose_name="indicateur")
    on = models.DateField("mesurée le")
    value = models.DecimalField("valeur", max_digits=14, decimal_places=2)
    proof = models.CharField("preuve", max_length=300, blank=True)
    comment = models.CharField("commentaire", max_length=500, blank=True)
    is_computed = models.BooleanField("calculée", default=False)
    by_label = models.CharField("par", max_length=200)
    at = models.DateTimeField("enregistrée le", default=timezone.now)

    class Meta:
        verbose_name = "mesure"
        ordering: ClassVar = ["on"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["indicator", "on"], name="one_measurement_per_day")]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.on:%d/%m/%Y}"


class WeatherReport(models.Model):
    """What the pilot thinks of the target on a day."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="weather_reports", verbose_name="indicateur")
    on = models.DateField("le")
    weather = models.CharField("météo", max_length=11, choices=Weather)
    comment = models.CharField("commentaire", max_length=500, blank=True)
    by_label = models.CharField("par", max_length=200)

    class Meta:
        verbose_name = "météo d’un indicateur"
        ordering: ClassVar = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.indicator} : {self.get_weather_display()}"
