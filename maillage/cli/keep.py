"""`maillage backup | restore | check`: keep an installation, bring it back, know that it is well."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape

from maillage.cli.site import use_django
from maillage.tables.errors import DataError


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Sauvegarde la base et les fichiers dans FILE (.tar.gz), pendant que l’on travaille."""
    use_django()
    from maillage.config.keeping.backup import back_up
    from maillage.config.watching.marks import leave

    console = Console(highlight=False)
    try:
        made = back_up(file, datetime.now(UTC))
    except DataError as error:
        console.print(f"[bold red]Erreur[/]  {escape(str(error))}", soft_wrap=True)
        sys.exit(1)
    leave("backup")
    size = file.stat().st_size / 2**20
    console.print(f"{sum(made.rows.values())} lignes, {len(made.members) - 2} fichiers, {size:.1f} Mo. Écrit : {file}")
    console.print("La clé secrète n’y est pas : gardez « secret_key » ailleurs, à l’abri.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--replace", is_flag=True, help="Remplacer ce qui est là, et le garder à côté.")
def restore(file: Path, replace: bool) -> None:
    """Remet en place la sauvegarde FILE, vérifiée avant de rien toucher ; le service doit être arrêté."""
    use_django()
    from maillage.config.keeping.restore import restore as bring

    console = Console(highlight=False)
    try:
        done = bring(file, datetime.now(UTC), replace=replace)
    except DataError as error:
        console.print(f"[bold red]Erreur[/]  {escape(str(error))}", soft_wrap=True)
        sys.exit(1)
    for warning in done.warnings:
        console.print(f"[yellow]Attention[/]  {escape(warning)}", soft_wrap=True)
    console.print(f"Sauvegarde du {done.manifest.made_at} remise en place ({sum(done.manifest.rows.values())} lignes).")
    if done.aside:
        console.print(f"Ce qui était là est gardé dans {done.aside}", soft_wrap=True)
    if not done.warnings:
        console.print("Les effacements de personnes faits depuis cette sauvegarde sont refaits.")
    console.print("Lancez « maillage nightly » : les durées passées depuis sont appliquées.")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Résultat lisible par une machine.")
def check(as_json: bool) -> None:
    """Dit si l’installation va bien, point par point ; sort en 1 si un point ne va pas."""
    use_django()
    from maillage.config.keeping.checks import checks

    found = list(checks())
    if as_json:
        click.echo(json.dumps({one.name: one.fault for one in found}, ensure_ascii=False, indent=1))
    else:
        for one in found:
            click.echo(f"À voir  {one.name} : {one.fault}" if one.fault else f"Bon     {one.name}")
    if any(one.fault for one in found):
        sys.exit(1)
