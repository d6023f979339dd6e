"""A meeting, its agenda, who was there, what was said and which figures were quoted."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from maillage.programme.governance.enums import Confidentiality, ItemKind, ItemOrigin, MeetingState, Presence
from maillage.programme.governance.models.committees import Committee
from maillage.programme.governance.models.members import College, Member, Representative


class Meeting(models.Model):
    """One meeting of an instance."""

    public_id = models.UUIDField("identifiant public", default=uuid.uuid4, unique=True, editable=False)
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="meetings", verbose_name="instance")
    title = models.CharField("intitulé", max_length=200)
    state = models.CharField("état", max_length=10, choices=MeetingState, default=MeetingState.DRAFT)
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin prévue")
    place = models.CharField("lieu", max_length=200, blank=True)
    address = models.CharField("adresse", max_length=250, blank=True)
    remote_url = models.URLField("lien pour participer à distance", max_length=500, blank=True)
    urgent_reason = models.CharField("raison de l’urgence", max_length=500, blank=True)
    change_reason = models.CharField("raison du report ou de l’annulation", max_length=500, blank=True)
    postponed_to = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="postponed_from", verbose_name="reportée à"
    )
    revision = models.PositiveIntegerField("changements depuis la convocation", default=0)
    convened_at = models.DateTimeField("convoquée le", null=True, blank=True)
    frozen_at = models.DateTimeField("ordre du jour figé le", null=True, blank=True)
    opened_at = models.DateTimeField("ouverte le", null=True, blank=True)
    closed_at = models.DateTimeField("levée le", null=True, blank=True)
    is_demonstration = models.BooleanField("démonstration", default=False)

    class Meta:
        verbose_name = "réunion"
        ordering: ClassVar = ["-starts_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="meeting_in_order")
        ]

    def __str__(self) -> str:
        return self.title


class AgendaItem(models.Model):
    """One item of an agenda, with what the secretary notes of it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items", verbose_name="réunion")
    position = models.PositiveSmallIntegerField("ordre")
    title = models.CharField("intitulé", max_length=250)
    kind = models.CharField("nature", max_length=12, choices=ItemKind, default=ItemKind.INFORMATION)
    origin = models.CharField("origine", max_length=10, choices=ItemOrigin, default=ItemOrigin.TYPED)
    rapporteur = models.CharField("rapporteur", max_length=200, blank=True)
    minutes_planned = models.PositiveSmallIntegerField("durée prévue, en minutes", default=15)
    proposal = models.ForeignKey(
        "governance.Proposal", models.SET_NULL, null=True, blank=True, related_name="items", verbose_name="proposition"
    )
    is_late = models.BooleanField("ajouté après l’ordre du jour figé", default=False)
    confidentiality = models.CharField(
        "qui peut lire", max_length=10, choices=Confidentiality, default=Confidentiality.PARTNERS
    )
    notes = models.TextField("notes", blank=True)
    started_at = models.DateTimeField("abordé le", null=True, blank=True)

    class Meta:
        verbose_name = "point de l’ordre du jour"
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Paper(models.Model):
    """A document of an item: a file kept here, or an address."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="papers", verbose_name="point")
    title = models.CharField("titre", max_length=200)
    url = models.URLField("adresse", max_length=500, blank=True)
    file = models.FileField("fichier", upload_to="pieces/", blank=True)
    sha256 = models.CharField("empreinte", max_length=64, blank=True)
    added_at = models.DateTimeField("ajouté le", default=timezone.now)

    class Meta:
        verbose_name = "pièce"
        ordering: ClassVar = ["added_at"]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """One person at one meeting: how, from when to when; kept as said that day even if the body changes later."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances", verbose_name="réunion")
    representative = models.ForeignKey(
        Representative, models.SET_NULL, null=True, blank=True, related_name="attendances", verbose_name="représentant"
    )
    member = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="attendances", verbose_name="membre"
    )
    college = models.ForeignKey(College, models.PROTECT, related_name="+", verbose_name="collège")
    civility = models.CharField("civilité", max_length=10, blank=True)
    full_name = models.CharField("nom complet", max_length=150)
    function = models.CharField("fonction et structure", max_length=250, blank=True)
    presence = models.CharField("présence", max_length=12, choices=Presence, default=Presence.EXPECTED)
    stands_for = models.CharField("représenté par, ou pouvoir à", max_length=200, blank=True)
    holder = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="proxies_held", verbose_name="pouvoir donné à"
    )
    arrived_at = models.DateTimeField("arrivée", null=True, blank=True)
    left_at = models.DateTimeField("départ", null=True, blank=True)
    position = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        verbose_name = "présence en réunion"
        ordering: ClassVar = ["college__position", "position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "representative"],
                condition=models.Q(representative__isnull=False),
                name="one_attendance_per_person",
            ),
            models.CheckConstraint(
                condition=models.Q(left_at__isnull=True)
                | models.Q(arrived_at__isnull=False, left_at__gte=models.F("arrived_at")),
                name="attendance_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name}, {self.meeting}"


class Intervention(models.Model):
    """What someone said on an item."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="interventions", verbose_name="point")
    speaker = models.CharField("qui", max_length=200)
    text = models.TextField("propos")
    at = models.DateTimeField("le", default=timezone.now)

    class Meta:
        verbose_name = "intervention"
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return self.speaker


class QuotedFigure(models.Model):
    """A figure of the platform quoted in a meeting, with the value that it had that day."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="figures", verbose_name="point")
    key = models.CharField("clé", max_length=100, blank=True)
    label = models.CharField("libellé", max_length=250)
    value = models.CharField("valeur", max_length=100)
    source = models.CharField("source", max_length=250)
    quoted_on = models.DateField("cité le")

    class Meta:
        verbose_name = "chiffre cité"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.label
