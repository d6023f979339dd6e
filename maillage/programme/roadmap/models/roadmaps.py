"""A feuille de route: its perimeter, its axes and objectives, its states, and each version as it was adopted."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from maillage.programme.governance.models import Governance, Meeting, Member
from maillage.programme.roadmap.enums import BackingContract, RoadmapState
from maillage.programme.territories.models import Commune


class Roadmap(models.Model):
    """What the partners of a territory commit to; the départemental one has no parent."""

    public_id = models.UUIDField("identifiant public", default=uuid.uuid4, unique=True, editable=False)
    governance = models.ForeignKey(Governance, models.CASCADE, related_name="roadmaps", verbose_name="gouvernance")
    name = models.CharField("nom", max_length=200)
    lead = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="led_roadmaps", verbose_name="porteur"
    )
    is_departemental = models.BooleanField("feuille de route départementale", default=False)
    territory_codes = models.JSONField("territoires choisis", default=list)
    communes = models.ManyToManyField(Commune, related_name="roadmaps", verbose_name="communes du périmètre")
    starts_on = models.DateField("début")
    ends_on = models.DateField("fin")
    contract = models.CharField("contrat de territoire", max_length=10, choices=BackingContract, blank=True)
    contract_name = models.CharField("nom du contrat", max_length=200, blank=True)
    context = models.TextField("contexte", blank=True)
    state = models.CharField("état", max_length=12, choices=RoadmapState, default=RoadmapState.DRAFT)
    created_at = models.DateTimeField("créée le", default=timezone.now)
    is_demonstration = models.BooleanField("démonstration", default=False)

    class Meta:
        verbose_name = "feuille de route"
        ordering: ClassVar = ["-is_departemental", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["governance", "name"], name="one_roadmap_per_name"),
            models.UniqueConstraint(
                fields=["governance"],
                condition=models.Q(is_departemental=True) & ~models.Q(state=RoadmapState.CLOSED),
                name="one_live_departemental_roadmap",
            ),
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="roadmap_in_order"),
        ]

    def __str__(self) -> str:
        return self.name


class RoadmapTransition(models.Model):
    """One change of state: when, by whom, why, decided in which meeting."""

    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="transitions", verbose_name="feuille de route")
    from_state = models.CharField("état d’avant", max_length=12, choices=RoadmapState)
    to_state = models.CharField("état d’après", max_length=12, choices=RoadmapState)
    on = models.DateField("le")
    reason = models.CharField("raison", max_length=500, blank=True)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="roadmap_transitions", verbose_name="réunion"
    )
    by_label = models.CharField("par", max_length=200)
    at = models.DateTimeField("enregistré le", default=timezone.now)

    class Meta:
        verbose_name = "changement d’état de feuille de route"
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.roadmap} : {self.get_to_state_display()}"


class RoadmapVersion(models.Model):
    """The whole text of a roadmap as one meeting adopted it; never changed after."""

    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="versions", verbose_name="feuille de route")
    number = models.PositiveSmallIntegerField("numéro")
    content = models.JSONField("contenu")
    sha256 = models.CharField("empreinte", max_length=64)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="roadmap_versions", verbose_name="réunion"
    )
    frozen_on = models.DateField("adoptée le")
    by_label = models.CharField("par", max_length=200)

    class Meta:
        verbose_name = "version de feuille de route"
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["roadmap", "number"], name="one_content_per_roadmap_version")
        ]

    def __str__(self) -> str:
        return f"{self.roadmap}, version {self.number}"


class Axis(models.Model):
    """One axis; an axis of a local roadmap says which départemental axis it serves."""

    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="axes", verbose_name="feuille de route")
    position = models.PositiveSmallIntegerField("ordre")
    title = models.CharField("intitulé", max_length=200)
    ambition = models.TextField("ambition", blank=True)
    serves = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="served_by", verbose_name="axe départemental servi"
    )

    class Meta:
        verbose_name = "axe"
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["roadmap", "position"], name="one_axis_per_position")]

    def __str__(self) -> str:
        return f"Axe {self.position}. {self.title}"


class Objective(models.Model):
    """What an axis wants to obtain."""

    axis = models.ForeignKey(Axis, models.CASCADE, related_name="objectives", verbose_name="axe")
    position = models.PositiveSmallIntegerField("ordre")
    title = models.CharField("intitulé", max_length=250)

    class Meta:
        verbose_name = "objectif"
        ordering: ClassVar = ["axis__position", "position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["axis", "position"], name="one_objective_per_position")
        ]

    def __str__(self) -> str:
        return f"{self.axis.position}.{self.position} {self.title}"
