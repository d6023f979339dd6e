"""What meetings decide, how each member voted, and what must follow."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from maillage.programme.governance.enums import DecisionMethod, FollowUpStatus, Outcome, VoteChoice
from maillage.programme.governance.models.meetings import AgendaItem, Meeting
from maillage.programme.governance.models.members import Member


class Decision(models.Model):
    """A decision on an item. While its ballot is open, it has no outcome."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="decisions", verbose_name="point")
    wording = models.TextField("formulation")
    method = models.CharField("façon", max_length=10, choices=DecisionMethod, default=DecisionMethod.CONSENSUS)
    outcome = models.CharField("issue", max_length=20, choices=Outcome, blank=True)
    conditions = models.TextField("conditions", blank=True)
    ballot_open = models.BooleanField("scrutin ouvert", default=False)
    is_secret = models.BooleanField("vote secret", default=False)
    quorum_words = models.CharField("quorum constaté", max_length=200, blank=True)
    decided_at = models.DateTimeField("prise le", null=True, blank=True)
    created_at = models.DateTimeField("ouverte le", default=timezone.now)

    class Meta:
        verbose_name = "décision"
        ordering: ClassVar = ["created_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(outcome="", decided_at__isnull=True)
                | (~models.Q(outcome="") & models.Q(decided_at__isnull=False, ballot_open=False)),
                name="decision_outcome_dated",
            )
        ]

    def __str__(self) -> str:
        return self.wording[:80]


class Vote(models.Model):
    """The voice of one member; the database allows one."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="votes", verbose_name="décision")
    member = models.ForeignKey(Member, models.PROTECT, related_name="votes", verbose_name="membre")
    choice = models.CharField("choix", max_length=10, choices=VoteChoice)
    cast_by = models.CharField("voix portée par", max_length=200)
    at = models.DateTimeField("le", default=timezone.now)

    class Meta:
        verbose_name = "vote"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "member"], name="one_vote_per_member_and_decision")
        ]

    def __str__(self) -> str:
        return f"{self.member} : {self.get_choice_display()}"


class FollowUp(models.Model):
    """What must be done after a meeting, by whom and by when."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="follow_ups", verbose_name="réunion")
    decision = models.ForeignKey(
        Decision, models.SET_NULL, null=True, blank=True, related_name="follow_ups", verbose_name="décision"
    )
    task = models.CharField("quoi", max_length=300)
    responsible_member = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="follow_ups", verbose_name="structure responsable"
    )
    responsible = models.CharField("qui", max_length=200, blank=True)
    due_on = models.DateField("pour le", null=True, blank=True)
    status = models.CharField("état", max_length=10, choices=FollowUpStatus, default=FollowUpStatus.TODO)
    proof = models.CharField("preuve", max_length=500, blank=True)
    done_on = models.DateField("faite le", null=True, blank=True)

    class Meta:
        verbose_name = "suite"
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(status=FollowUpStatus.DONE, done_on__isnull=False)
                | (~models.Q(status=FollowUpStatus.DONE) & models.Q(done_on__isnull=True)),
                name="follow_up_done_is_dated",
            )
        ]

    def __str__(self) -> str:
        return self.task
