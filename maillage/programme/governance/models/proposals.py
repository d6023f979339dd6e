"""Proposals and their way from a working group to the COPIL: every version, every step, every opinion kept."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from maillage.programme.governance.enums import ProposalEvent, ProposalState
from maillage.programme.governance.models.committees import Committee
from maillage.programme.governance.models.meetings import Meeting
from maillage.programme.governance.models.members import Governance, Member


class Proposal(models.Model):
    """Something that the governance is asked to adopt."""

    public_id = models.UUIDField("identifiant public", default=uuid.uuid4, unique=True, editable=False)
    governance = models.ForeignKey(Governance, models.CASCADE, related_name="proposals", verbose_name="gouvernance")
    title = models.CharField("intitulé", max_length=200)
    author = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="proposals", verbose_name="proposée par"
    )
    group = models.ForeignKey(
        Committee, models.SET_NULL, null=True, blank=True, related_name="proposals", verbose_name="groupe de travail"
    )
    state = models.CharField("état", max_length=12, choices=ProposalState, default=ProposalState.DRAFT)
    resume_state = models.CharField("état à reprendre", max_length=12, choices=ProposalState, blank=True)
    approved_version = models.PositiveSmallIntegerField("version approuvée", default=0)
    created_at = models.DateTimeField("créée le", default=timezone.now)
    is_demonstration = models.BooleanField("démonstration", default=False)

    class Meta:
        verbose_name = "proposition"
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return self.title


class ProposalVersion(models.Model):
    """The text of a proposal at one time; never changed after."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="versions", verbose_name="proposition")
    number = models.PositiveSmallIntegerField("numéro")
    text = models.TextField("texte")
    note = models.CharField("ce qui change", max_length=300, blank=True)
    by_label = models.CharField("par", max_length=200)
    at = models.DateTimeField("le", default=timezone.now)

    class Meta:
        verbose_name = "version de proposition"
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "number"], name="one_text_per_proposal_version")
        ]

    def __str__(self) -> str:
        return f"{self.proposal}, version {self.number}"


class ProposalStep(models.Model):
    """One event of a proposal: from where to where, on which version, in which meeting, why."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="steps", verbose_name="proposition")
    event = models.CharField("événement", max_length=10, choices=ProposalEvent)
    from_state = models.CharField("état d’avant", max_length=12, choices=ProposalState)
    to_state = models.CharField("état d’après", max_length=12, choices=ProposalState)
    version = models.PositiveSmallIntegerField("version")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="proposal_steps", verbose_name="réunion"
    )
    reason = models.CharField("raison", max_length=500, blank=True)
    by_label = models.CharField("par", max_length=200)
    at = models.DateTimeField("le", default=timezone.now)

    class Meta:
        verbose_name = "étape de proposition"
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.proposal} : {self.get_event_display()}"
