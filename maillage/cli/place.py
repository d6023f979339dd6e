"""`maillage place`: where the next posts and stops serve most people, from files to files, without Django."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import numpy as np
from rich.console import Console
from rich.markup import escape

from maillage.cli.access import asked_journeys, places_option, travel_option
from maillage.runs import need
from maillage.runs.access import Home, helps_of, homes_of
from maillage.runs.estimation import estimates_from
from maillage.runs.perimeter import Perimeter, perimeter_of
from maillage.runs.placement import Wanted, choices_table, communes_table, definition, place_help
from maillage.runs.write import csv_bytes
from maillage.sources.places import read_places
from maillage.tables.errors import DataError
from maillage.tables.territories import RURAL_UNDER


@click.command()
@click.argument("departement")
@places_option
@travel_option
@click.option(
    "--from",
    "folder",
    required=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Le dossier des fichiers du recensement, pour estimer la demande.",
)
@click.option("--posts", default=1, type=click.IntRange(0, 20), help="Postes de médiateur à placer.")
@click.option("--stops", default=2, type=click.IntRange(0, 20), help="Arrêts du bus à placer.")
@click.option("--minutes", default=15.0, type=click.FloatRange(1, 120), help="Portée, en minutes de voiture.")
@click.option("--by-distance", is_flag=True, help="Réduire les trajets, plutôt que servir le plus de demandes.")
@click.option("--rural", default=0, type=click.IntRange(0, 100), help="Part servie du rural, au moins, en %.")
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Dossier à écrire.")
def place(
    departement: str,
    file: Path,
    travel_file: Path | None,
    folder: Path,
    posts: int,
    stops: int,
    minutes: float,
    by_distance: bool,
    rural: int,
    out: Path,
) -> None:
    """Dit où un poste ou un arrêt de plus sert le plus de personnes dans un DEPARTEMENT."""
    console = Console(highlight=False)
    wanted = Wanted(posts, stops, minutes, by_distance, {"rural": rural / 100} if rural else {})
    try:
        perimeter = perimeter_of(departement)
        homes, helps = homes_of(perimeter, {}), helps_of(read_places(file, "auto").rows)
        few = np.array([home.people < RURAL_UNDER for home in homes])
        demand = _demand(perimeter, folder, homes)
        placed = place_help(homes, helps, demand, wanted, {"rural": few}, asked_journeys(travel_file))
    except DataError as error:
        console.print(f"[bold red]Erreur[/]  {escape(str(error))}", soft_wrap=True)
        sys.exit(1)
    out.mkdir(parents=True, exist_ok=True)
    (out / "choix.csv").write_bytes(csv_bytes(choices_table(placed)))
    (out / "communes.csv").write_bytes(csv_bytes(communes_table(homes, placed)))
    for rank, one in enumerate(placed.choices, start=1):
        title = definition()["kinds"][one.kind]["title"]
        console.print(f"{rank}. {title} à {one.home.name} : {one.demand:.0f} rendez-vous de plus par an")
    console.print(f"{placed.proof}. Écrit : {out}/choix.csv, {out}/communes.csv")


def _demand(perimeter: Perimeter, folder: Path, homes: list[Home]) -> np.ndarray:
    rows = estimates_from(folder, perimeter).to_pylist()
    concerned = {
        row["code"]: row["concerned"]
        for row in rows
        if row["level"] == "commune" and row["definition"] == need.definition()["definition"]
    }
    return np.array([need.appointments_of(concerned.get(home.code, 0.0)) for home in homes])
