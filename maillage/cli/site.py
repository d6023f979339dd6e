"""`maillage demo | serve | manage`: the web product; Django is imported only here."""

from __future__ import annotations

import os
import sys

import click


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Commandes de Django (migrate, create_user, verify_journal…)."""
    use_django()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["maillage manage", *arguments])


@click.command()
@click.option("--port", default=lambda: int(os.environ.get("PORT", "8000")), show_default="8000", help="Port local.")
@click.option("--processes", default=2, show_default=True, type=click.IntRange(1, 64), help="Processus qui servent.")
@click.option("--no-worker", is_flag=True, help="Les calculs se font ailleurs, par « maillage work ».")
def serve(port: int, processes: int, no_worker: bool) -> None:
    """Sert les pages sur 127.0.0.1 et fait les calculs demandés."""
    use_django()
    from maillage.config.server import run_server

    run_server(port, processes, works=not no_worker)


@click.command()
def work() -> None:
    """Fait les calculs demandés par les pages, sans les servir."""
    use_django()
    from maillage.config.server import WORK

    os.execv(WORK[0], WORK)  # noqa: S606


@click.command()
@click.option("--port", default=lambda: int(os.environ.get("PORT", "8000")), show_default="8000", help="Port local.")
@click.option("--no-serve", is_flag=True, help="Prépare tout sans servir les pages.")
def demo(port: int, no_serve: bool) -> None:
    """Prépare la démonstration du Val-d’Oise et sert ses pages."""
    use_django()
    from maillage.config.demonstration import prepare
    from maillage.config.server import serve_afresh

    prepare()
    if not no_serve:
        serve_afresh(port)


@click.command()
def nightly() -> None:
    """À lancer chaque nuit : fraîcheur, relances, effacements, publication des données ouvertes."""
    use_django()
    from maillage.config.nightly import nightly as run
    from maillage.config.watching.marks import leave

    if run(click.echo):
        sys.exit(1)
    leave("nightly")


def use_django() -> None:
    """Set Django up, or say in French how to install it."""
    try:
        import django
    except ModuleNotFoundError:
        click.echo("Les pages demandent Django : installez « maillage[web] ».", err=True)
        sys.exit(1)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
    django.setup()
