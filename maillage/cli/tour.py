"""`maillage tour`: which stop on which day, from a file of stops to a table and a calendar, without Django."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape

from maillage.runs.tours import plan_tours, proof_of, read_stops
from maillage.runs.tours_written import tours_calendar, tours_sheets, tours_table
from maillage.runs.write import csv_bytes
from maillage.tables.errors import DataError


@click.command()
@click.option(
    "--stops",
    "file",
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Les arrêts en CSV, le dépôt en première ligne.",
)
@click.option("--vehicles", default=1, type=click.IntRange(1, 10), help="Nombre de bus.")
@click.option("--from-date", type=click.DateTime(["%Y-%m-%d"]), help="Premier lundi ; par défaut, le prochain.")
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Dossier à écrire.")
def tour(file: Path, vehicles: int, from_date: datetime | None, out: Path) -> None:
    """Planifie les tournées d’un bus sur deux semaines, avec le moins de trajet."""
    console = Console(highlight=False)
    now = datetime.now(UTC)
    start = (from_date or now).date()
    monday = start if start.weekday() == 0 else start + timedelta(days=7 - start.weekday())
    try:
        places = read_stops(file)
        found = plan_tours(places, vehicles)
        calendar = tours_calendar(places, found, monday, now)
    except DataError as error:
        console.print(f"[bold red]Erreur[/]  {escape(str(error))}", soft_wrap=True)
        sys.exit(1)
    out.mkdir(parents=True, exist_ok=True)
    (out / "tournees.csv").write_bytes(csv_bytes(tours_table(places, found)))
    (out / "tournees.ics").write_bytes(calendar)
    (out / "tournees.pdf").write_bytes(tours_sheets(places, found, monday))
    console.print(f"{len(found.tours)} journées de bus en deux semaines, {found.travel:.0f} minutes de trajet.")
    console.print(
        f"{proof_of(found)}. Écrit dans {out} : tournees.csv, tournees.ics, tournees.pdf (à partir du {monday})"
    )
