"""Instances and who sits in them. Nothing legal is wired in: rules are those that the instance chose."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from maillage.programme.governance.enums import Cadence, CommitteeKind, DecisionRule, QuorumRule, SeatFunction
from maillage.programme.governance.models.members import Governance, Member


class Committee(models.Model):
    """An instance: who it answers to, how it is convened, when it can decide and how."""

    public_id = models.UUIDField("identifiant public", default=uuid.uuid4, unique=True, editable=False)
    governance = models.ForeignKey(Governance, models.CASCADE, related_name="committees", verbose_name="gouvernance")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="rend compte à"
    )
    kind = models.CharField("nature", max_length=15, choices=CommitteeKind)
    name = models.CharField("nom", max_length=150)
    purpose = models.TextField("objet", blank=True)
    cadence = models.CharField("rythme", max_length=12, choices=Cadence, default=Cadence.AS_NEEDED)
    convening_days = models.PositiveSmallIntegerField("délai de convocation, en jours", default=0)
    clear_days = models.BooleanField("jours francs", default=False)
    quorum_rule = models.CharField("quorum", max_length=12, choices=QuorumRule, default=QuorumRule.NONE)
    quorum_value = models.PositiveSmallIntegerField("valeur du quorum (nombre, ou pour cent)", null=True, blank=True)
    decision_rule = models.CharField(
        "règle de décision", max_length=12, choices=DecisionRule, default=DecisionRule.CONSENSUS
    )
    majority_percent = models.PositiveSmallIntegerField("majorité qualifiée, pour cent", null=True, blank=True)
    proxies_per_person = models.PositiveSmallIntegerField("pouvoirs par personne", default=1)
    remote_allowed = models.BooleanField("participation à distance", default=True)
    is_active = models.BooleanField("active", default=True)

    class Meta:
        verbose_name = "instance"
        ordering: ClassVar = ["kind", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["governance", "name"], name="one_committee_per_name"),
            models.CheckConstraint(
                condition=models.Q(quorum_rule=QuorumRule.NONE) | models.Q(quorum_value__isnull=False),
                name="quorum_has_a_value",
            ),
            models.CheckConstraint(
                condition=models.Q(quorum_rule=QuorumRule.COUNT)
                | models.Q(quorum_value__isnull=True)
                | models.Q(quorum_value__lte=100),
                name="quorum_share_is_a_percentage",
            ),
            models.CheckConstraint(
                condition=~models.Q(decision_rule=DecisionRule.QUALIFIED)
                | models.Q(majority_percent__gt=50, majority_percent__lte=100),
                name="qualified_majority_is_over_half",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A member in an instance for a time."""

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="seats", verbose_name="instance")
    member = models.ForeignKey(Member, models.CASCADE, related_name="committee_seats", verbose_name="membre")
    function = models.CharField("fonction", max_length=10, choices=SeatFunction, default=SeatFunction.MEMBER)
    starts_on = models.DateField("depuis le")
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    class Meta:
        verbose_name = "siège"
        ordering: ClassVar = ["committee", "member"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["committee", "member"],
                condition=models.Q(ends_on__isnull=True),
                name="one_open_seat_per_member",
            )
        ]

    def __str__(self) -> str:
        return f"{self.member}, {self.committee}"
