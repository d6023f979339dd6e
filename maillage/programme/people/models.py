"""Users, the organisations they work for, and the roles that give them rights."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property

from maillage.programme.people.enums import Role, SignInWay


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


class Authenticator(models.Model):
    """The application that shows a person's six-digit codes; the secret is sealed with the product's key."""

    user = models.OneToOneField(User, models.CASCADE, related_name="authenticator", verbose_name="utilisateur")
    secret = models.CharField("secret scellé", max_length=300)
    confirmed_at = models.DateTimeField("confirmée le", null=True, blank=True)
    last_step = models.BigIntegerField("dernier code accepté", default=0)

    class Meta:
        verbose_name = "application de codes"

    def __str__(self) -> str:
        return f"Application de codes de {self.user}"


class RecoveryCode(models.Model):
    """A code to be used once, when the telephone is lost; only its digest is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes", verbose_name="utilisateur")
    digest = models.CharField("empreinte", max_length=64)
    used_at = models.DateTimeField("utilisé le", null=True, blank=True)

    class Meta:
        verbose_name = "code de secours"
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "digest"], name="one_recovery_code")]

    def __str__(self) -> str:
        return f"Code de secours de {self.user}"


class Passkey(models.Model):
    """A key kept by a device, which opens a session with a fingerprint, a face or a PIN."""

    user = models.ForeignKey(User, models.CASCADE, related_name="passkeys", verbose_name="utilisateur")
    label = models.CharField("nom", max_length=60)
    credential_id = models.CharField("identifiant de la clé", max_length=1400, unique=True)
    public_key = models.TextField("clé publique")
    sign_count = models.PositiveBigIntegerField("signatures", default=0)
    created_at = models.DateTimeField("ajoutée le", auto_now_add=True)
    last_used_at = models.DateTimeField("dernière utilisation", null=True, blank=True)

    class Meta:
        verbose_name = "clé d’accès"
        ordering: ClassVar = ["created_at"]

    def __str__(self) -> str:
        return self.label


class OpenSession(models.Model):
    """A session that a person opened somewhere, so that they see it and may close it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="open_sessions", verbose_name="utilisateur")
    public_id = models.UUIDField("identifiant public", default=uuid.uuid4, unique=True, editable=False)
    session_key = models.CharField("clé de session", max_length=40, unique=True)
    way = models.CharField("connexion par", max_length=10, choices=SignInWay)
    browser = models.CharField("navigateur", max_length=80)
    opened_at = models.DateTimeField("ouverte le", auto_now_add=True)

    class Meta:
        verbose_name = "session ouverte"
        ordering: ClassVar = ["-opened_at"]

    def __str__(self) -> str:
        return f"{self.browser}, {self.get_way_display()}"
