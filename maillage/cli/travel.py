"""`maillage travel`: the table of travel times that every figure of access may use, by whoever measures them."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click
import pyarrow as pa
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress

from maillage.cli.access import Some, asked_homes, homes_option, places_option
from maillage.runs.access import Help, helps_of, rivals_of
from maillage.runs.perimeter import perimeter_of
from maillage.runs.travel import MODES as PROVIDED
from maillage.runs.travel import Asked, travel_table
from maillage.runs.write import parquet_bytes
from maillage.sources.places import read_places
from maillage.sources.travel import read_travel
from maillage.tables.errors import DataError
from maillage.tables.travel import MODES, TRAVEL


@click.command()
@click.argument("departement")
@places_option
@homes_option
@click.option(
    "--provider",
    type=click.Choice(list(PROVIDED)),
    default="straight",
    show_default=True,
    help="Qui mesure : ligne droite, graphe de routes, OSRM, Valhalla, ou les isochrones de l’IGN.",
)
@click.option("--url", default="", help="Adresse du service OSRM ou Valhalla.")
@click.option("--crossings", type=Some, help="Graphe : les carrefours (carrefour, latitude, longitude).")
@click.option("--roads", type=Some, help="Graphe : les routes (depart, arrivee, minutes, sens_unique).")
@click.option("--data", default="", help="La donnée du service, à citer : « OSM, 1er novembre 2026 ».")
@click.option("--mode", type=click.Choice(MODES), default="car", show_default=True, help="Voiture, à pied, transports.")
@click.option(
    "--minutes", default=60.0, show_default=True, type=click.FloatRange(1, 240), help="Ne pas chercher plus loin."
)
@click.option("--sites", is_flag=True, help="Mesurer aussi vers chaque territoire, où « place » peut ajouter un lieu.")
@click.option(
    "--add",
    "earlier",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Table déjà faite, à compléter : un autre mode, ou d’autres lieux.",
)
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="Fichier .parquet à écrire."
)
def travel(
    departement: str,
    file: Path,
    homes_file: Path | None,
    provider: str,
    url: str,
    crossings: Path | None,
    roads: Path | None,
    data: str,
    mode: str,
    minutes: float,
    sites: bool,
    earlier: Path | None,
    out: Path,
) -> None:
    """Mesure les temps de trajet d’un DEPARTEMENT vers des lieux, et en fait une table pour « access » et « place »."""
    console = Console(highlight=False)
    graph = (crossings, roads) if crossings and roads else None
    asked = Asked(provider, mode, minutes, url, data, out.parent / "isochrones", graph)
    try:
        own = asked_homes(perimeter_of(departement), homes_file)
        homes = [*own, *rivals_of(departement)]
        helps = helps_of(read_places(file, "auto").rows)
        if sites:
            helps += [Help(home.name, home.point, None, home.code) for home in own]
        with Progress(console=console, transient=True) as bar:
            task = bar.add_task("Mesure des trajets", total=None)
            made = travel_table(
                homes,
                helps,
                asked,
                datetime.now(UTC).date(),
                progress=lambda done, total: bar.update(task, completed=done, total=total),
            )
        table = made if earlier is None else TRAVEL.check(pa.concat_tables([read_travel(earlier), made]))
    except DataError as error:
        console.print(f"[bold red]Erreur[/]  {escape(str(error))}", soft_wrap=True)
        sys.exit(1)
    out.parent.mkdir(parents=True, exist_ok=True)
    partial = out.with_name(f".{out.name}.part")
    partial.write_bytes(parquet_bytes(table))
    partial.replace(out)
    known = made.num_rows - made["minutes"].null_count
    console.print(f"{known} trajets sur {made.num_rows} en moins de {minutes:.0f} minutes. Écrit : {out}")
