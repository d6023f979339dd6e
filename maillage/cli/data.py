"""`maillage data`: which sources exist, and whether the files of a folder can be used."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from maillage.runs.indicators import indicators
from maillage.sources.catalogue import sources
from maillage.sources.folder import find_files
from maillage.sources.parsing import parse_file
from maillage.tables.errors import DataError


@click.group()
def data() -> None:
    """Les sources de données : lesquelles, où, en quel état."""


@data.command("list")
def list_sources() -> None:
    """Liste les sources et les indicateurs qu’elles donnent."""
    table = Table(title="Sources", title_justify="left")
    for title in ("Identifiant", "Producteur", "Indicateurs", "Page"):
        table.add_column(title, overflow="fold")
    words = indicators()
    for source in sources():
        names = ", ".join(words[code].short for code in source.indicators)
        table.add_row(source.id, f"{source.producer} ({source.licence})", names, source.page)
    Console(highlight=False).print(table)


@data.command()
@click.option("--from", "folder", required=True, type=click.Path(path_type=Path, exists=True, file_okay=False))
def check(folder: Path) -> None:
    """Lit en entier chaque fichier reconnu d’un dossier et dit ce qui ne va pas."""
    console = Console(highlight=False)
    faults = 0
    found = find_files(folder)
    for item in found:
        try:
            rows = parse_file(item.path, item.layout).num_rows
            console.print(f"Bon      {item.path.relative_to(folder)} : {item.source}, {rows} valeurs", soft_wrap=True)
        except DataError as error:
            faults += 1
            console.print(f"[bold red]Refusé[/]   {item.path.relative_to(folder)}\n{error}", soft_wrap=True)
    console.print(f"{len(found)} fichiers reconnus, {faults} refusés.")
    if faults or not found:
        sys.exit(1)
