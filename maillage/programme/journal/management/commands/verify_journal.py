"""`maillage manage verify_journal`: says whether the journal is whole."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from maillage.programme.journal import selectors


class Command(BaseCommand):
    """Checks the hash chain and its signed head."""

    help = "Vérifie que rien n’a été modifié, retiré ou ajouté dans le journal."

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 with the first fault."""
        fault = selectors.verify()
        if fault:
            raise CommandError(fault)
        self.stdout.write(f"Journal intact : {selectors.entries().count()} entrées.")
