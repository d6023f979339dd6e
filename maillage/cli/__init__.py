"""The `maillage` command. Each part is loaded when it is called: analysis needs no Django, upkeep no analysis."""

from __future__ import annotations

import importlib

import click

from maillage import __version__

# Each command and where it is, in the order in which they are listed.
COMMANDS = {
    "diagnose": "diagnose:diagnose",
    "score": "score:score",
    "estimate": "estimate:estimate",
    "travel": "travel:travel",
    "access": "access:access",
    "place": "place:place",
    "tour": "tour:tour",
    "data": "data:data",
    "import": "exchange:import_group",
    "export": "exchange:export_group",
    "minutes": "minutes:minutes",
    "demo": "site:demo",
    "serve": "site:serve",
    "work": "site:work",
    "nightly": "site:nightly",
    "backup": "keep:backup",
    "restore": "keep:restore",
    "check": "keep:check",
    "proof": "proof:proof",
    "accessibility": "accessibility:accessibility",
    "security": "security:security",
    "manage": "site:manage",
}


class Commands(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every name, as declared."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(f"maillage.cli.{module}"), name)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="maillage")
def main() -> None:
    """Maillage : de la donnée à la feuille de route de l’inclusion numérique d’un département."""
