"""The `maillage` command. Analysis commands need no Django; serving ones import it when they are called."""

from __future__ import annotations

import click

from maillage import __version__
from maillage.cli.access import access
from maillage.cli.data import data
from maillage.cli.diagnose import diagnose
from maillage.cli.estimate import estimate
from maillage.cli.exchange import export_group, import_group
from maillage.cli.minutes import import_minutes, minutes
from maillage.cli.place import place
from maillage.cli.score import score
from maillage.cli.site import demo, manage, nightly, serve
from maillage.cli.tour import tour
from maillage.cli.travel import travel


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="maillage")
def main() -> None:
    """Maillage : de la donnée à la feuille de route de l’inclusion numérique d’un département."""


ANALYSES = (diagnose, score, estimate, travel, access, place, tour)
for command in (*ANALYSES, data, import_group, export_group, minutes, demo, serve, nightly, manage):
    main.add_command(command)
import_group.add_command(import_minutes)
