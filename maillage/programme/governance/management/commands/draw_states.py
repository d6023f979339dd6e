"""`maillage manage draw_states docs/guide/etats.md`: write the page of states from the rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from maillage.programme.governance.charts import states_page


class Command(BaseCommand):
    """Writes the diagrams of states."""

    help = "Écrit la page des états à partir des règles ; sans fichier, la montre."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to write."""
        parser.add_argument("file", nargs="?", type=Path, help="Le fichier à écrire.")

    def handle(self, *args: Any, file: Path | None = None, **options: Any) -> None:
        """Write it or show it."""
        if file is None:
            self.stdout.write(states_page())
        else:
            file.write_text(states_page(), encoding="utf-8")
