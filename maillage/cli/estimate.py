"""`maillage estimate`: how many people are in illectronisme, by territory, from files to a file, without Django."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import pyarrow as pa
import pyarrow.compute as pc
from rich.console import Console
from rich.markup import escape

from maillage.runs.estimation import DEFAULT_DEFINITION, definitions, estimates_from, estimates_within, publishable
from maillage.runs.perimeter import perimeter_of
from maillage.runs.write import csv_bytes
from maillage.sources import cog
from maillage.sources.folder import read_folder
from maillage.tables.errors import DataError


@click.command()
@click.argument("territory", metavar="TERRITOIRE")
@click.option(
    "--from",
    "folder",
    required=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Le dossier des fichiers du recensement.",
)
@click.option("--region", is_flag=True, help="TERRITOIRE est une région : ses EPCI entiers.")
@click.option(
    "--regional-rate",
    type=click.FloatRange(0.1, 99.9),
    help="Taux publié de la région, en %, à la place de celui qui est connu.",
)
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="Fichier CSV à écrire.")
def estimate(territory: str, folder: Path, region: bool, regional_rate: float | None, out: Path) -> None:
    """Estime l’illectronisme et la maîtrise numérique d’un département (95) ou, avec --region, d’une région (32)."""
    console = Console(highlight=False)
    rate = None if regional_rate is None else regional_rate / 100
    try:
        found = _of_region(territory, folder, rate) if region else estimates_from(folder, perimeter_of(territory), rate)
    except DataError as error:
        console.print(f"[bold red]Erreur[/]  {escape(str(error))}", soft_wrap=True)
        sys.exit(1)
    out.write_bytes(csv_bytes(publishable(found)))
    main = found.filter(pc.equal(found["definition"], DEFAULT_DEFINITION))
    finest = main.filter(pc.equal(main["level"], "epci" if region else "departement"))
    concerned, adults = pc.sum(finest["concerned"]).as_py(), pc.sum(finest["adults"]).as_py()
    title = definitions()[DEFAULT_DEFINITION].title
    console.print(f"{title} : {100 * concerned / adults:.1f} % des 15 ans ou plus, {concerned:.0f} personnes.")
    console.print(f"{main.num_rows} territoires, {len(definitions())} définitions. Écrit : {out}")


def _of_region(text: str, folder: Path, rate: float | None) -> pa.Table:
    code, _ = cog.find_region(text)
    people = cog.epcis_of(code)
    titles = {row["code"]: row["name"] for row in cog.groups().to_pylist() if row["level"] == "epci"}
    observed = read_folder(folder, frozenset(), frozenset(people)).observations
    return estimates_within(observed, code, {epci: titles[epci] for epci in people}, people, rate)
