"""`maillage place`: where the next posts and stops serve most people, from files to files, without Django."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import numpy as np
from rich.console import Console
from rich.markup import escape

from maillage.cli.access import (
    Some,
    asked_homes,
    asked_journeys,
    homes_option,
    places_option,
    refuse_ignored,
    travel_option,
)
from maillage.runs import need
from maillage.runs.access import Help, Home, helps_of, homes_of
from maillage.runs.estimation import estimates_from
from maillage.runs.perimeter import Perimeter, perimeter_of
from maillage.runs.placement import Wanted, choices_table, communes_table, definition, place_help
from maillage.runs.placement_wide import WidePlaced, place_wide, wide_choices_table
from maillage.runs.write import csv_bytes
from maillage.sources.homes import read_sites
from maillage.sources.places import read_places
from maillage.tables.errors import DataError
from maillage.tables.territories import RURAL_UNDER


@click.command()
@click.argument("departement")
@places_option
@travel_option
@homes_option
@click.option(
    "--sites", "sites_file", type=Some, help="Avec --homes : où ouvrir (CSV : code, latitude, longitude, nom)."
)
@click.option(
    "--from",
    "folder",
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
    homes_file: Path | None,
    sites_file: Path | None,
    folder: Path | None,
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
        homes, helps = asked_homes(perimeter, homes_file), helps_of(read_places(file, "auto").rows)
        if homes_file is None:
            refuse_ignored("les communes", sites=sites_file)
        else:
            refuse_ignored("--homes", rural=rural, **{"from": folder})
            sites = _sites(perimeter, sites_file)
            journeys = asked_journeys(travel_file)
            count = posts + stops
            many = place_wide(homes, helps, sites, count, minutes, by_distance=by_distance, journeys=journeys)
            _write_wide(console, many, minutes, out)
            return
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


def _sites(perimeter: Perimeter, file: Path | None) -> list[Help]:
    if file is None:
        return [Help(one.name, one.point, None, one.code) for one in homes_of(perimeter, {})]
    return [Help(one.name, (one.latitude, one.longitude), None, one.code) for one in read_sites(file)]


def _write_wide(console: Console, placed: WidePlaced, minutes: float, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    (out / "choix.csv").write_bytes(csv_bytes(wide_choices_table(placed)))
    unit = "minutes épargnées en tout" if placed.by_distance else "habitants de plus à portée"
    for rank, (site, more) in enumerate(zip(placed.sites, placed.adds, strict=True), start=1):
        console.print(f"{rank}. {site.name} : {more:.0f} {unit}")
    before, after = (f"{one:.1f}".replace(".", ",") for one in (placed.minutes_before, placed.minutes_after))
    console.print(
        f"À moins de {minutes:.0f} minutes : {placed.people_before:.0f} habitants avant, {placed.people_after:.0f} "
        f"après ; {before} minutes en moyenne avant, {after} après."
    )
    console.print(f"Sans compter la place dans les lieux. {placed.proof}. Écrit : {out}/choix.csv", soft_wrap=True)


def _demand(perimeter: Perimeter, folder: Path | None, homes: list[Home]) -> np.ndarray:
    if folder is None:
        raise DataError(
            "Le dossier du recensement manque : il dit combien de personnes sont concernées.",
            expected="« --from DOSSIER », ou « --homes FICHIER » pour compter des habitants",
        )
    rows = estimates_from(folder, perimeter).to_pylist()
    concerned = {
        row["code"]: row["concerned"]
        for row in rows
        if row["level"] == "commune" and row["definition"] == need.definition()["definition"]
    }
    return np.array([need.appointments_of(concerned.get(home.code, 0.0)) for home in homes])
