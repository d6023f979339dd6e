"""Users, the organisations they work for, and the roles that give them rights."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from maillage.programme.people.enums import Role


class Organisation(models.Model):
    """A legal body that takes part in the programme."""

    name = models.CharField("nom", max_length=200)
    siren = models.CharField("SIREN", max_length=9, blank=True)

    class Meta:
        verbose_name = "organisation"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["siren"], condition=~models.Q(siren=""), name="one_organisation_per_siren")
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Reads users by their e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> User:
        """The user with this e-mail address."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person with an account; `sub` is the identifier given by an identity provider."""

    sub = models.CharField("identifiant du fournisseur d’identité", max_length=255, unique=True, null=True, blank=True)
    email = models.EmailField("adresse électronique", unique=True)
    full_name = models.CharField("nom complet", max_length=150)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, verbose_name="organisation")
    is_active = models.BooleanField("compte actif", default=True)
    is_demonstration = models.BooleanField("personne fictive de démonstration", default=False)
    created_at = models.DateTimeField("créé le", auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = "utilisateur"

    def __str__(self) -> str:
        return self.full_name


class RoleAssignment(models.Model):
    """A role held by a user."""

    user = models.ForeignKey(User, models.CASCADE, related_name="role_assignments", verbose_name="utilisateur")
    role = models.CharField("rôle", max_length=20, choices=Role)
    given_at = models.DateTimeField("attribué le", auto_now_add=True)

    class Meta:
        verbose_name = "rôle attribué"
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "role"], name="one_assignment_per_role")]

    def __str__(self) -> str:
        return f"{self.user} : {self.get_role_display()}"
