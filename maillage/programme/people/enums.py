"""Roles of the programme."""

from __future__ import annotations

from django.db.models import TextChoices


class Role(TextChoices):
    """What a person does in the programme; rights follow from it."""

    CO_PILOT = "co_pilot", "Co-pilote"
    MEMBER = "member", "Membre"
    MEDIATOR = "mediator", "Médiateur"
    COORDINATOR = "coordinator", "Coordinateur"
    PRESCRIBER = "prescriber", "Prescripteur"
    OBSERVER = "observer", "Observateur"
    FUNDER = "funder", "Financeur"
    ADMINISTRATOR = "administrator", "Administrateur"


class SignInWay(TextChoices):
    """How a person showed who they are."""

    PASSWORD = "password", "Mot de passe"
    CODE = "code", "Mot de passe et code"
    RECOVERY = "recovery", "Mot de passe et code de secours"
    PASSKEY = "passkey", "Clé d’accès"
    PROVIDER = "provider", "Fournisseur d’identité"
