"""Regions, départements, EPCI and communes of one vintage of the official code, old codes, perimeters, outlines."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from maillage.programme.territories.enums import EpciKind


class Region(models.Model):
    """A région."""

    code = models.CharField("code Insee", max_length=3, primary_key=True)
    name = models.CharField("nom", max_length=100)

    class Meta:
        verbose_name = "région"

    def __str__(self) -> str:
        return self.name


class Departement(models.Model):
    """A département."""

    code = models.CharField("code Insee", max_length=3, primary_key=True)
    name = models.CharField("nom", max_length=100)
    region = models.ForeignKey(Region, models.PROTECT, null=True, verbose_name="région")

    class Meta:
        verbose_name = "département"

    def __str__(self) -> str:
        return self.name


class Epci(models.Model):
    """An intercommunal body. A set of communes that may reach over several départements."""

    code = models.CharField("SIREN", max_length=9, primary_key=True)
    name = models.CharField("nom", max_length=150)
    kind = models.CharField("nature", max_length=5, choices=EpciKind)

    class Meta:
        verbose_name = "EPCI"

    def __str__(self) -> str:
        return self.name


class Commune(models.Model):
    """A commune of the current vintage."""

    code = models.CharField("code Insee", max_length=5, primary_key=True)
    name = models.CharField("nom", max_length=100)
    search_name = models.CharField("nom sans accent", max_length=100, db_index=True)
    departement = models.ForeignKey(Departement, models.PROTECT, verbose_name="département")
    epci = models.ForeignKey(Epci, models.PROTECT, null=True, related_name="communes", verbose_name="EPCI")
    ept = models.ForeignKey(Epci, models.PROTECT, null=True, related_name="ept_communes", verbose_name="EPT")
    population = models.PositiveIntegerField("population municipale", null=True)
    cog_year = models.PositiveSmallIntegerField("millésime du code officiel géographique")

    class Meta:
        verbose_name = "commune"

    def __str__(self) -> str:
        return self.name


class CodePassage(models.Model):
    """An old commune code and the code that it has in the current vintage."""

    old_code = models.CharField("ancien code", max_length=5)
    commune = models.ForeignKey(Commune, models.CASCADE, related_name="old_codes", verbose_name="commune")

    class Meta:
        verbose_name = "passage de code"
        constraints: ClassVar = [models.UniqueConstraint(fields=["old_code", "commune"], name="one_row_per_passage")]

    def __str__(self) -> str:
        return f"{self.old_code} → {self.commune_id}"


class Qpv(models.Model):
    """A quartier prioritaire: its outline is a set of points, not of communes."""

    code = models.CharField("code", max_length=10, primary_key=True)
    name = models.CharField("nom", max_length=150)
    search_name = models.CharField("nom sans accent", max_length=150)
    commune_names = models.CharField("communes", max_length=200, blank=True)
    outline = models.TextField("contour (WKT, degrés)")

    class Meta:
        verbose_name = "QPV"
        verbose_name_plural = "QPV"

    def __str__(self) -> str:
        return self.name


class Perimeter(models.Model):
    """An explicit set of communes: a programme's territory is listed, never guessed from a prefix."""

    name = models.CharField("nom", max_length=150, unique=True)
    communes = models.ManyToManyField(Commune, related_name="perimeters", verbose_name="communes")

    class Meta:
        verbose_name = "périmètre"

    def __str__(self) -> str:
        return self.name
