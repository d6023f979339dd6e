"""`maillage manage run_diagnosis 95`: makes a run now and publishes its figures on the pages."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from maillage.analytics.index.recipe import DEFAULT_RECIPE
from maillage.programme.diagnosis.enums import DataKind, RunStatus
from maillage.programme.diagnosis.services import execute_run, request_run
from maillage.tables.errors import DataError


class Command(BaseCommand):
    """Publishes a diagnosis."""

    help = "Calcule un diagnostic et publie ses chiffres sur les pages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Département, folder and recipe."""
        parser.add_argument("departement", help="Code ou nom du département.")
        parser.add_argument("--from", dest="folder", type=Path, help="Dossier des fichiers des producteurs.")
        parser.add_argument("--demo", action="store_true", help="Données de démonstration.")
        parser.add_argument("--recipe", default=DEFAULT_RECIPE, help="Recette de l’indice.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the run, or say in French why it cannot be made."""
        kind = DataKind.DEMONSTRATION if options["demo"] else DataKind.PUBLISHED
        by = "commande run_diagnosis"
        try:
            run = request_run(departement=options["departement"], recipe=options["recipe"], data_kind=kind, by=by)
        except DataError as error:
            raise CommandError(str(error)) from error
        run = execute_run(run=run, folder=options["folder"], now=timezone.now(), by=by)
        if run.status != RunStatus.DONE:
            raise CommandError(run.error)
        self.stdout.write(f"Chiffres publiés : {run.recipe_code}, {run.figures.count()} territoires.")
