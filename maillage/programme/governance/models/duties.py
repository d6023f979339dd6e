"""The calendar of obligations, and what each person chose to be told of."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from maillage.programme.governance.models.meetings import Meeting
from maillage.programme.governance.models.members import Governance, Member
from maillage.programme.people.models import User


class Obligation(models.Model):
    """Something due by a date: the feuille de route, a convention, a report."""

    governance = models.ForeignKey(Governance, models.CASCADE, related_name="obligations", verbose_name="gouvernance")
    title = models.CharField("intitulé", max_length=200)
    due_on = models.DateField("échéance")
    source = models.CharField("source", max_length=250, blank=True)
    responsible = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="obligations", verbose_name="responsable"
    )
    meeting = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, blank=True, related_name="obligations", verbose_name="réunion d’origine"
    )
    done_on = models.DateField("faite le", null=True, blank=True)

    class Meta:
        verbose_name = "échéance"
        ordering: ClassVar = ["due_on"]

    def __str__(self) -> str:
        return self.title


class NoticePreference(models.Model):
    """What a person wants to be told, and the private address of her calendar."""

    user = models.OneToOneField(User, models.CASCADE, related_name="notice_preference", verbose_name="utilisateur")
    feed_key = models.UUIDField("clé de l’agenda", default=uuid.uuid4, unique=True, editable=False)
    deadlines = models.BooleanField("échéances", default=True)
    meetings = models.BooleanField("réunions", default=True)
    follow_ups = models.BooleanField("suites", default=True)
    last_sent_on = models.DateField("dernier envoi", null=True, blank=True)

    class Meta:
        verbose_name = "préférence d’avis"

    def __str__(self) -> str:
        return str(self.user)


class PrivateNote(models.Model):
    """What a person wrote for herself about a meeting; nobody else reads it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="private_notes", verbose_name="utilisateur")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="private_notes", verbose_name="réunion")
    text = models.TextField("note", max_length=5000)

    class Meta:
        verbose_name = "note privée"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "meeting"], name="one_private_note_per_meeting")
        ]

    def __str__(self) -> str:
        return f"Note sur {self.meeting}"
