"""Runs of the index, and the figures that the published one shows."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from maillage.programme.diagnosis.enums import DataKind, RunStatus, ShownLevel


class Run(models.Model):
    """One computation of one recipe over one département, with the record that lets it be replayed."""

    departement_code = models.CharField("département", max_length=3)
    recipe_code = models.CharField("recette", max_length=50)
    data_kind = models.CharField("nature des données", max_length=15, choices=DataKind)
    status = models.CharField("état", max_length=10, choices=RunStatus, default=RunStatus.QUEUED)
    step = models.CharField("étape", max_length=200, blank=True)
    error = models.TextField("erreur", blank=True)
    requested_by = models.CharField("demandé par", max_length=200)
    requested_at = models.DateTimeField("demandé le", auto_now_add=True)
    finished_at = models.DateTimeField("terminé le", null=True, blank=True)
    published = models.BooleanField("publié", default=False)
    record = models.JSONField("compte rendu du calcul", default=dict, blank=True)

    class Meta:
        verbose_name = "calcul"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["departement_code", "recipe_code"],
                condition=models.Q(published=True),
                name="one_published_run_per_recipe",
            )
        ]

    def __str__(self) -> str:
        return f"{self.recipe_code} · {self.departement_code} · {self.get_status_display()}"


class Figure(models.Model):
    """The score of one territory in one run."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="figures", verbose_name="calcul")
    level = models.CharField("niveau", max_length=12, choices=ShownLevel)
    code = models.CharField("code", max_length=9)
    name = models.CharField("nom", max_length=200)
    population = models.FloatField("population municipale", null=True)
    score = models.FloatField("score", null=True)
    rank = models.PositiveIntegerField("rang", null=True)
    rank_low = models.FloatField("rang à 5 %", null=True)
    rank_high = models.FloatField("rang à 95 %", null=True)
    worst_fifth = models.FloatField("probabilité d’être parmi le cinquième le plus exposé", null=True)
    coverage = models.FloatField("part du poids connue")
    reference_score = models.FloatField("score de la référence", null=True)
    unobserved = models.FloatField("effet des indicateurs non connus", null=True)
    vintages = models.CharField("années des données", max_length=300, blank=True)
    explanation = models.TextField("explication")

    # Places of the directory in the territory today; read beside the figures, never stored with them.
    place_count: int = 0

    class Meta:
        verbose_name = "score publié"
        constraints: ClassVar = [models.UniqueConstraint(fields=["run", "level", "code"], name="one_figure_per_place")]

    def __str__(self) -> str:
        return f"{self.name} : {self.score}"


class Estimate(models.Model):
    """How many people of a territory are concerned under one definition, with the interval at 90 %."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="estimates", verbose_name="calcul")
    level = models.CharField("niveau", max_length=12, choices=ShownLevel)
    code = models.CharField("code", max_length=9)
    name = models.CharField("nom", max_length=200)
    population = models.FloatField("population municipale")
    definition = models.CharField("définition", max_length=40)
    rate = models.FloatField("part estimée des 15 ans ou plus")
    low = models.FloatField("bas de l’intervalle à 90 %")
    high = models.FloatField("haut de l’intervalle à 90 %")
    adults = models.FloatField("personnes de 15 ans ou plus")
    concerned = models.FloatField("personnes concernées")
    concerned_low = models.FloatField("personnes concernées, bas")
    concerned_high = models.FloatField("personnes concernées, haut")
    display = models.CharField("ce qui se publie", max_length=10)
    margins = models.CharField("finesse des âges et des diplômes connus", max_length=10)

    class Meta:
        verbose_name = "estimation"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "level", "code", "definition"], name="one_estimate_per_definition"),
            models.CheckConstraint(
                condition=models.Q(low__gte=0)
                & models.Q(low__lte=models.F("rate"))
                & models.Q(rate__lte=models.F("high"))
                & models.Q(high__lte=1),
                name="estimate_inside_its_interval",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} : {self.definition}"


class IndicatorFigure(models.Model):
    """The value of one indicator behind a score, with its quality and its contribution."""

    figure = models.ForeignKey(Figure, models.CASCADE, related_name="indicators", verbose_name="score publié")
    indicator = models.CharField("indicateur", max_length=50)
    value = models.FloatField("valeur", null=True)
    error = models.FloatField("erreur type", null=True)
    reference_value = models.FloatField("valeur de la référence", null=True)
    normalised = models.FloatField("valeur normalisée", null=True)
    weight = models.FloatField("poids")
    contribution = models.FloatField("contribution", null=True)
    quality = models.CharField("qualité", max_length=20)
    year = models.PositiveSmallIntegerField("année", null=True)
    source = models.CharField("source", max_length=100, null=True)  # noqa: DJ001 - unknown is not an empty name

    class Meta:
        verbose_name = "indicateur publié"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["figure", "indicator"], name="one_value_per_indicator")
        ]

    def __str__(self) -> str:
        return f"{self.indicator} : {self.value}"
