"""The governance, its colleges, the bodies that sit there, who speaks for them, and what was voted of all that."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from maillage.programme.governance.enums import (
    CollegeKind,
    ContactRole,
    GovernanceRole,
    MemberCategory,
    MemberStatus,
    RepresentativeKind,
)
from maillage.programme.people.models import Organisation, User
from maillage.programme.territories.models import Departement

LEFT = (MemberStatus.WITHDRAWN, MemberStatus.REFUSED)


class Governance(models.Model):
    """The programme of one département and its round table."""

    name = models.CharField("nom", max_length=150)
    departement = models.OneToOneField(Departement, models.PROTECT, verbose_name="département")
    opened_on = models.DateField("ouverte le")
    context_note = models.TextField("note de contexte", blank=True)

    class Meta:
        verbose_name = "gouvernance"

    def __str__(self) -> str:
        return self.name


class College(models.Model):
    """A group of members that are alike."""

    governance = models.ForeignKey(Governance, models.CASCADE, related_name="colleges", verbose_name="gouvernance")
    kind = models.CharField("nature", max_length=10, choices=CollegeKind)
    name = models.CharField("nom", max_length=100)
    position = models.PositiveSmallIntegerField("ordre")

    class Meta:
        verbose_name = "collège"
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["governance", "position"], name="one_college_per_position")
        ]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A legal body in the governance for one period; it keeps its own display name."""

    public_id = models.UUIDField("identifiant public", default=uuid.uuid4, unique=True, editable=False)
    governance = models.ForeignKey(Governance, models.CASCADE, related_name="members", verbose_name="gouvernance")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="seats", verbose_name="organisation")
    college = models.ForeignKey(College, models.PROTECT, related_name="members", verbose_name="collège")
    display_name = models.CharField("nom affiché", max_length=200)
    category = models.CharField("catégorie", max_length=15, choices=MemberCategory)
    siret = models.CharField("SIRET", max_length=14, blank=True)
    territory_code = models.CharField("code du territoire", max_length=9, blank=True)
    postal_code = models.CharField("code postal", max_length=5, blank=True)
    to_consolidate = models.JSONField("à consolider", default=list, blank=True)
    status = models.CharField("état", max_length=12, choices=MemberStatus, default=MemberStatus.PROSPECTIVE)
    confirmed_on = models.DateField("confirmé le", null=True, blank=True)
    left_on = models.DateField("parti le", null=True, blank=True)
    motivation = models.TextField("motivation", max_length=2000, blank=True)
    is_demonstration = models.BooleanField("démonstration", default=False)

    class Meta:
        verbose_name = "membre"
        ordering: ClassVar = ["college__position", "display_name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["governance", "organisation"],
                condition=~models.Q(status__in=LEFT),
                name="one_open_membership_per_body",
            ),
            models.CheckConstraint(
                condition=models.Q(left_on__isnull=True)
                | models.Q(confirmed_on__isnull=True)
                | models.Q(left_on__gte=models.F("confirmed_on")),
                name="member_leaves_after_joining",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name


class MemberTransition(models.Model):
    """One change of state of a member: when, by whom, why, decided in which meeting."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="transitions", verbose_name="membre")
    from_status = models.CharField("état d’avant", max_length=12, choices=MemberStatus, blank=True)
    to_status = models.CharField("état d’après", max_length=12, choices=MemberStatus)
    on = models.DateField("le")
    reason = models.CharField("raison", max_length=500, blank=True)
    meeting = models.ForeignKey(
        "governance.Meeting", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="réunion"
    )
    by_label = models.CharField("par", max_length=200)
    at = models.DateTimeField("enregistré le", default=timezone.now)

    class Meta:
        verbose_name = "changement d’état de membre"
        ordering: ClassVar = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.member} : {self.get_to_status_display()}"


class MemberCharge(models.Model):
    """A charge that a confirmed member takes for a time: co-pilot, lead, recipient…"""

    member = models.ForeignKey(Member, models.CASCADE, related_name="charges", verbose_name="membre")
    role = models.CharField("rôle", max_length=12, choices=GovernanceRole)
    starts_on = models.DateField("depuis le")
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    class Meta:
        verbose_name = "charge de membre"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["member", "role"], condition=models.Q(ends_on__isnull=True), name="one_open_charge_per_role"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} : {self.get_role_display()}"


class Representative(models.Model):
    """A person who speaks for a member. Kept while the seat lasts, and one year after."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="representatives", verbose_name="membre")
    user = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, verbose_name="compte")
    civility = models.CharField("civilité", max_length=10, blank=True)
    full_name = models.CharField("nom complet", max_length=150)
    function = models.CharField("fonction", max_length=200, blank=True)
    kind = models.CharField("titre", max_length=10, choices=RepresentativeKind, default=RepresentativeKind.HOLDER)
    contact_role = models.CharField("contact", max_length=10, choices=ContactRole, default=ContactRole.REFERENCE)
    email = models.EmailField("courriel", blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    starts_on = models.DateField("depuis le")
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    class Meta:
        verbose_name = "représentant"
        ordering: ClassVar = ["member", "kind", "full_name"]

    def __str__(self) -> str:
        return self.full_name


class Composition(models.Model):
    """What was voted of the composition: « 13 collectivités et 22 structures privées, validées le 11/07/2024 »."""

    governance = models.ForeignKey(Governance, models.CASCADE, related_name="compositions", verbose_name="gouvernance")
    voted_on = models.DateField("votée le")
    meeting = models.ForeignKey(
        "governance.Meeting", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="réunion"
    )
    local_count = models.PositiveSmallIntegerField("collectivités")
    private_count = models.PositiveSmallIntegerField("structures privées")
    wording = models.TextField("formulation", blank=True)

    class Meta:
        verbose_name = "composition votée"
        ordering: ClassVar = ["-voted_on"]

    def __str__(self) -> str:
        return f"{self.governance}, {self.voted_on}"
