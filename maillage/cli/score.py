"""`maillage score`: the index of any table of territories, a country's included, by the engine that is asked."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import pyarrow as pa
import pyarrow.csv as pv
import pyarrow.parquet as pq
from rich.console import Console
from rich.markup import escape

from maillage.analytics.index.recipe import DEFAULT_RECIPE, load_recipe
from maillage.runs.wide import ENGINES, KERNELS, wide_scores
from maillage.runs.write import csv_bytes, parquet_bytes
from maillage.tables.errors import DataError


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--recipe", "recipe_code", default=DEFAULT_RECIPE, show_default=True, help="Recette de l’indice.")
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default=KERNELS,
    show_default=True,
    help="Qui calcule : nos noyaux, DuckDB ou Spark ; les mêmes chiffres.",
)
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="Fichier .csv ou .parquet.")
def score(file: Path, recipe_code: str, engine: str, out: Path) -> None:
    """Score les territoires de FILE (code et une colonne par indicateur), comparés entre eux."""
    console = Console(highlight=False)
    try:
        found = wide_scores(_read(file), load_recipe(recipe_code), engine)
    except DataError as error:
        console.print(f"[bold red]Erreur[/]  {escape(str(error))}", soft_wrap=True)
        sys.exit(1)
    out.write_bytes(parquet_bytes(found) if out.suffix == ".parquet" else csv_bytes(found))
    without = found["score"].null_count
    console.print(f"{found.num_rows} territoires, {without} sans score, moteur {engine}. Écrit : {out}", soft_wrap=True)


def _read(file: Path) -> pa.Table:
    try:
        if file.suffix.lower() == ".parquet":
            return pq.read_table(file)
        with file.open("rb") as stream:
            separator = ";" if b";" in stream.readline() else ","
        options = pv.ConvertOptions(column_types={"code": pa.string()}, decimal_point="," if separator == ";" else ".")
        return pv.read_csv(file, parse_options=pv.ParseOptions(delimiter=separator), convert_options=options)
    except (pa.ArrowException, OSError) as error:
        raise DataError(
            "Ce fichier ne se lit pas.", file=file.name, expected="un CSV ou un Parquet", mend=f"Vérifiez-le ({error})."
        ) from error
