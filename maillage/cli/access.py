"""`maillage access`: how far each commune is from help, from files to a file, without Django."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import pyarrow.parquet as pq
from rich.console import Console
from rich.markup import escape

from maillage.runs.access import definition, helps_of, homes_of, reach, rivals_of, table_of
from maillage.runs.perimeter import perimeter_of
from maillage.runs.write import csv_bytes
from maillage.sources.places import read_places
from maillage.tables.errors import DataError

places_option = click.option(
    "--places", "file", required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Les lieux."
)


@click.command()
@click.argument("departement")
@places_option
@click.option(
    "--scores", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="scores.parquet, pour les déserts."
)
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="Fichier CSV à écrire.")
def access(departement: str, file: Path, scores: Path | None, out: Path) -> None:
    """Dit combien de minutes séparent chaque commune d’un DEPARTEMENT d’un lieu d’aide."""
    console = Console(highlight=False)
    try:
        helps = helps_of(read_places(file, "auto").rows)
        perimeter = perimeter_of(departement)
        homes = homes_of(perimeter, _needs(scores))
    except DataError as error:
        console.print(f"[bold red]Erreur[/]  {escape(str(error))}", soft_wrap=True)
        sys.exit(1)
    found = reach(homes, helps, rivals_of(perimeter.code))
    out.write_bytes(csv_bytes(table_of(homes, found, helps)))
    edge, pairs = definition()["thresholds_minutes"][0], zip(homes, found, strict=True)
    far = [home for home, one in pairs if one.car_minutes is None or one.car_minutes > edge]
    people = sum(home.people for home in far)
    console.print(f"{len(helps)} lieux, {len(homes)} communes. À plus de {edge} minutes en voiture :")
    console.print(f"{len(far)} communes, {people:.0f} habitants. Écrit : {out}")


def _needs(scores: Path | None) -> dict[str, float]:
    if scores is None:
        return {}
    table = pq.read_table(scores, columns=["code", "score"])
    pairs = zip(table.column("code").to_pylist(), table.column("score").to_pylist(), strict=True)
    return {str(code): float(score) for code, score in pairs if score is not None}
