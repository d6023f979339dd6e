"""Users, the organisations they work for, and the roles that give them rights."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property

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
    """Reads and makes users by their e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> User:
        """The user with this e-mail address."""
        return self.get(email__iexact=username)

    def create_user(self, email: str, full_name: str, password: str | None = None, **fields: Any) -> User:
        """Keep a new user, with the e-mail address in lower case and the password hashed."""
        user = self.model(email=email.strip().lower(), full_name=full_name.strip(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person with an account; `sub` is the identifier given by an identity provider."""

    public_id = models.UUIDField("identifiant public", default=uuid.uuid4, unique=True, editable=False)
    sub = models.CharField("identifiant du fournisseur d’identité", max_length=255, unique=True, null=True, blank=True)
    email = models.EmailField("adresse électronique", unique=True)
    full_name = models.CharField("nom complet", max_length=150)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, verbose_name="organisation")
    is_active = models.BooleanField("compte actif", default=True)
    is_demonstration = models.BooleanField("personne fictive de démonstration", default=False)
    must_change_password = models.BooleanField("mot de passe provisoire", default=False)
    access_version = models.PositiveIntegerField("version des droits", default=1)
    dormancy_warned_on = models.DateField("prévenu de la fermeture le", null=True, blank=True)
    created_at = models.DateTimeField("créé le", auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = "utilisateur"
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="one_user_per_email")]

    def __str__(self) -> str:
        return self.full_name

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles held, read once."""
        return frozenset(Role(assignment.role) for assignment in self.role_assignments.all())

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        """Ties each session to the password and to the rights: a change of either closes it."""
        return salted_hmac(
            "maillage.people.session", f"{self.password}|{self.access_version}", secret=secret, algorithm="sha256"
        ).hexdigest()


class RoleAssignment(models.Model):
    """A role held by a user."""

    user = models.ForeignKey(User, models.CASCADE, related_name="role_assignments", verbose_name="utilisateur")
    role = models.CharField("rôle", max_length=20, choices=Role)
    given_at = models.DateTimeField("attribué le", auto_now_add=True)
    given_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="given_roles", verbose_name="attribué par"
    )

    class Meta:
        verbose_name = "rôle attribué"
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "role"], name="one_assignment_per_role")]

    def __str__(self) -> str:
        return f"{self.user} : {self.get_role_display()}"
