"""Opens an account from the command line: `maillage manage create_user --email … --name … --role …`."""

from __future__ import annotations

import getpass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from maillage.programme.people.enums import Role
from maillage.programme.people.services import accounts as services


class Command(BaseCommand):
    """Ask for the password, then open the account."""

    help = "Ouvre un compte ; le mot de passe est demandé sans s’afficher."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who the account is for."""
        parser.add_argument("--email", required=True, help="adresse électronique")
        parser.add_argument("--name", required=True, help="nom complet")
        parser.add_argument("--role", action="append", default=[], choices=Role.values, help="rôle, répétable")

    def handle(self, *args: Any, **options: Any) -> None:
        """Open the account, or say why it is refused."""
        password = getpass.getpass("Mot de passe : ")
        if password != getpass.getpass("Le même, encore : "):
            raise CommandError("Les deux mots de passe diffèrent. Recommencez.")
        roles = [Role(role) for role in options["role"]]
        try:
            user = services.create_user(
                email=options["email"], full_name=options["name"], password=password, roles=roles, by=None
            )
        except services.EmailTakenError as refusal:
            raise CommandError(f"Un compte existe déjà avec l’adresse {refusal}.") from refusal
        except ValidationError as refusal:
            raise CommandError("\n".join(refusal.messages)) from refusal
        self.stdout.write(self.style.SUCCESS(f"Le compte de {user} est ouvert."))
