"""`maillage access`: how far each commune (or cell, or IRIS) is from help, from files to a file, without Django."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import pyarrow.compute as pc
import pyarrow.parquet as pq
from rich.console import Console
from rich.markup import escape

from maillage.runs.access import (
    Help,
    Home,
    Journeys,
    definition,
    helps_of,
    homes_of,
    journeys_of,
    reach,
    rivals_of,
    share_within,
    table_of,
    with_cars,
)
from maillage.runs.gather import gather_folder, shares_of
from maillage.runs.perimeter import Perimeter, perimeter_of
from maillage.runs.wide import ENGINES, KERNELS, wide_access
from maillage.runs.write import csv_bytes, parquet_bytes
from maillage.sources.homes import read_home_table, read_homes
from maillage.sources.places import read_places
from maillage.sources.travel import read_travel
from maillage.tables.errors import DataError

# In the place of a département.
COUNTRY = "FR"
Some = click.Path(path_type=Path, exists=True, dir_okay=False)
places_option = click.option("--places", "file", required=True, type=Some, help="Les lieux.")
homes_option = click.option(
    "--homes",
    "homes_file",
    type=Some,
    help="Où l’on habite, plus fin que les communes : carroyage de l’Insee, IRIS, ou vos points.",
)
travel_option = click.option(
    "--travel", "travel_file", type=Some, help="Table de trajets (« maillage travel », ou la vôtre en CSV)."
)


@click.command()
@click.argument("departement")
@places_option
@homes_option
@travel_option
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    help="Pour un pays entier (FR, avec --homes) : nos noyaux, DuckDB ou Spark ; les mêmes chiffres.",
)
@click.option("--scores", type=Some, help="scores.parquet, pour les déserts.")
@click.option(
    "--from",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Le dossier des fichiers du recensement, pour la part des ménages sans voiture.",
)
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="Fichier CSV à écrire.")
def access(
    departement: str,
    file: Path,
    homes_file: Path | None,
    travel_file: Path | None,
    engine: str | None,
    scores: Path | None,
    folder: Path | None,
    out: Path,
) -> None:
    """Dit combien de minutes séparent chaque commune d’un DEPARTEMENT d’un lieu d’aide, et quelle aide y reste."""
    console = Console(highlight=False)
    try:
        helps = helps_of(read_places(file, "auto").rows)
        if engine is not None or departement == COUNTRY:
            refuse_ignored("FR ou --engine", travel=travel_file, scores=scores, **{"from": folder})
            _write_wide(console, helps, homes_file, engine or KERNELS, out)
            return
        perimeter = perimeter_of(departement)
        homes = asked_homes(perimeter, homes_file, _needs(scores))
        if folder is not None:
            found = gather_folder(perimeter, folder).observations
            homes = with_cars(homes, shares_of(found, perimeter, "no_car_rate"))
        journeys = asked_journeys(travel_file)
    except DataError as error:
        console.print(f"[bold red]Erreur[/]  {escape(str(error))}", soft_wrap=True)
        sys.exit(1)
    reached = reach(homes, helps, rivals_of(perimeter.code), journeys)
    out.write_bytes(csv_bytes(table_of(homes, reached, helps)))
    console.print(f"{len(helps)} lieux, {len(homes)} {'points habités' if homes_file else 'communes'}.")
    for edge in definition()["thresholds_minutes"]:
        share = f"{100 * share_within(homes, reached, edge):.1f}".replace(".", ",")
        far = sum(one.car_minutes is None or one.car_minutes > edge for one in reached)
        console.print(f"À moins de {edge} minutes en voiture : {share} % des habitants ; {far} au-delà.")
    times = " ; ".join(journeys.provenance) if journeys else "ligne droite, détour et vitesse moyenne"
    console.print(f"Temps de trajet : {times}. Écrit : {out}", soft_wrap=True)


def _write_wide(console: Console, helps: list[Help], homes_file: Path | None, engine: str, out: Path) -> None:
    if homes_file is None:
        raise DataError(
            "Les points habités manquent.", expected="« --homes », le carroyage de l’Insee ou un .parquet de vos points"
        )
    homes = read_home_table(homes_file)
    found = wide_access(homes, helps, engine)
    out.write_bytes(parquet_bytes(found) if out.suffix == ".parquet" else csv_bytes(found))
    people = found["population"].to_numpy()
    console.print(f"{len(helps)} lieux, {found.num_rows} points habités, moteur {engine}.")
    for edge in definition()["thresholds_minutes"]:
        near = pc.equal(found[f"a_moins_de_{edge}_min"], "oui").to_numpy()
        share = f"{100 * people[near].sum() / people.sum():.1f}".replace(".", ",")
        console.print(f"À moins de {edge} minutes en voiture : {share} % des habitants ; {int((~near).sum())} au-delà.")
    console.print(f"Temps de trajet : ligne droite, détour et vitesse moyenne. Écrit : {out}", soft_wrap=True)


def refuse_ignored(where: str, **options: object) -> None:
    """DataError naming the options that were given and that this way of counting does not read."""
    given = [f"--{name.replace('_', '-')}" for name, value in options.items() if value]
    if given:
        raise DataError(f"Avec {where}, {', '.join(given)} ne sert pas.", mend="Ôtez cette option, puis relancez.")


def asked_homes(perimeter: Perimeter, file: Path | None, needs: dict[str, float] | None = None) -> list[Home]:
    """The homes of a file, or the communes of the perimeter."""
    if file is None:
        return homes_of(perimeter, needs or {})
    return [
        Home(
            one.code, one.name, (one.latitude, one.longitude), one.people, (needs or {}).get(one.code), one.without_car
        )
        for one in read_homes(file)
    ]


def asked_journeys(file: Path | None) -> Journeys | None:
    """The journeys of a file; None for straight lines."""
    return None if file is None else journeys_of(read_travel(file), file.name)


def _needs(scores: Path | None) -> dict[str, float]:
    if scores is None:
        return {}
    table = pq.read_table(scores, columns=["code", "score"])
    pairs = zip(table.column("code").to_pylist(), table.column("score").to_pylist(), strict=True)
    return {str(code): float(score) for code, score in pairs if score is not None}
