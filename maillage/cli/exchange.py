"""`maillage import | export`: places into the directory from any file, and out of it in the national standards."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.markup import escape

from maillage.cli.minutes import import_minutes
from maillage.cli.site import use_django
from maillage.sources.places import LAYOUTS, PlacesRead, read_places
from maillage.sources.qpv import read_qpv
from maillage.tables.errors import DataError
from maillage.tables.places import Loss

if TYPE_CHECKING:
    from maillage.programme.places.services.imports import Outcome

# The words of the command and the layouts they name.
NAMES = {"auto": "auto", **{code.replace("_", "-"): code for code in LAYOUTS}, "cnfs": "conseillers_numeriques"}
SHOWN = 10
BY = "maillage import"
SAID = (
    ("created", "créés"),
    ("updated", "modifiés"),
    ("unchanged", "inchangés"),
    ("conflicts", "champs à trancher"),
    ("absent", "absents de la source"),
    ("back", "revenus dans la source"),
    ("ours", "déjà publiés par nous, laissés de côté"),
    ("repeated", "lignes répétées"),
)


@click.group("import")
def import_group() -> None:
    """Fait entrer des données : les lieux d’un fichier."""


@import_group.command("places")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--as", "layout", type=click.Choice(list(NAMES)), default="auto", show_default=True, help="Format.")
@click.option("--dry-run", is_flag=True, help="Dit ce qui changerait, sans rien garder.")
@click.option("--json", "as_json", is_flag=True, help="Bilan lisible par une machine.")
def import_places(file: Path, layout: str, dry_run: bool, as_json: bool) -> None:
    """Importe les lieux d’un FICHIER : tout ou rien, et sans effet la seconde fois."""
    console = Console(stderr=as_json, highlight=False)
    try:
        read = read_places(file, NAMES[layout])
    except DataError as error:
        console.print(f"[bold red]Erreur[/]  {escape(str(error))}", soft_wrap=True)
        sys.exit(1)
    use_django()
    from django.utils import timezone

    from maillage.config.base import prepare_base
    from maillage.programme.places.services.duplicates import detect_duplicates
    from maillage.programme.places.services.imports import arrival_of, import_rows

    prepare_base(BY)
    today = timezone.localdate()
    outcome = import_rows(arrival=arrival_of(file, read), by=BY, today=today, dry_run=dry_run)
    found = {} if dry_run or not outcome.places else detect_duplicates(by=BY, today=today)
    if as_json:
        click.echo(json.dumps(_summary(file, read, outcome, found), ensure_ascii=False, indent=1, default=str))
    else:
        _show(console, file, read, outcome, found, dry_run)


@import_group.command("qpv")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def import_qpv(file: Path) -> None:
    """Importe les contours des quartiers prioritaires (GeoJSON de l’ANCT) : on y cherche alors des lieux."""
    console = Console(highlight=False)
    try:
        outlines = read_qpv(file)
    except DataError as error:
        console.print(f"[bold red]Erreur[/]  {escape(str(error))}", soft_wrap=True)
        sys.exit(1)
    use_django()
    from maillage.config.base import prepare_base
    from maillage.programme.territories.services import load_qpv

    prepare_base(BY)
    console.print(f"{load_qpv(outlines=outlines, by=BY)} quartiers prioritaires enregistrés.")


def _summary(file: Path, read: PlacesRead, outcome: Outcome, found: dict[str, int]) -> dict[str, Any]:
    faults = [
        {"row": f.row, "column": f.column, "value": f.value, "message": f.message, "kept": f.kept} for f in read.faults
    ]
    losses = [{"field": loss.field, "value": loss.value, "count": loss.count} for loss in read.losses]
    return {
        "file": file.name,
        "layout": read.layout,
        "rows": len(read.rows),
        "itinerant": sum(row.itinerant is True for row in read.rows),
        "outcome": outcome.counts(),
        "duplicates": found,
        "faults": faults,
        "losses": losses,
    }


def _show(
    console: Console, file: Path, read: PlacesRead, outcome: Outcome, found: dict[str, int], dry_run: bool
) -> None:
    def say(text: str) -> None:
        console.print(text, soft_wrap=True, markup=False)

    buses = sum(row.itinerant is True for row in read.rows)
    title = LAYOUTS.get(read.layout, read.layout)
    say(f"{file.name} : {title}, {read.encoding}. {len(read.rows)} lieux dont {buses} itinérants.")
    counts = outcome.counts()
    changes = [f"{counts[name]} {words}" for name, words in SAID if counts[name]]
    if dry_run:
        say("Essai à blanc : rien n’est gardé.")
    say(f"Bilan : {', '.join(changes) or 'rien à faire'}.")
    if not outcome.places and not dry_run:
        say("Rien ne change : le répertoire avait déjà tout cela.")
    if found.get("new") or found.get("merged"):
        say(f"Doublons : {found['merged']} réunis sans doute possible, {found['new'] - found['merged']} à examiner.")
    _list(say, "Anomalies", [f"ligne {f.row}, {f.column} « {f.value} » : {f.message}" for f in read.faults])
    _list(say, "Ce que le répertoire ne sait pas dire", [_lost(loss) for loss in read.losses])


def _lost(loss: Loss) -> str:
    if not loss.value:
        return f"colonne « {loss.field} » : {loss.count} valeurs sans place dans le répertoire"
    return f"{loss.field} « {loss.value} » : {loss.count} fois"


def _list(say: Callable[[str], None], title: str, lines: list[str]) -> None:
    if not lines:
        return
    say(f"{title} ({len(lines)}) :")
    for line in lines[:SHOWN]:
        say(f"  {line}")
    if len(lines) > SHOWN:
        say(f"  … et {len(lines) - SHOWN} autres : « --json » les donne toutes.")


import_group.add_command(import_minutes)


@click.group("export")
def export_group() -> None:
    """Fait sortir des données : les lieux dans les standards nationaux."""


@export_group.command("places")
@click.option("--out", "folder", type=click.Path(path_type=Path, file_okay=False), help="Dossier des fichiers.")
def export_places(folder: Path | None) -> None:
    """Publie les lieux : standard national, data·inclusion, GeoJSON, et leurs métadonnées."""
    use_django()
    from django.conf import settings
    from django.utils import timezone

    from maillage.portal.open_data.publish import publish

    report = publish(folder or settings.MEDIA_ROOT / "donnees", timezone.now())
    console = Console(highlight=False)
    for file in report.files:
        console.print(f"Écrit : {file.path} ({file.rows} lignes)", soft_wrap=True, markup=False)
    for name, lacks in report.left_out[:SHOWN]:
        console.print(f"Laissé de côté : {name} (il manque {lacks})", soft_wrap=True, markup=False)
    if len(report.left_out) > SHOWN:
        console.print(f"… et {len(report.left_out) - SHOWN} autres lieux laissés de côté.", soft_wrap=True)
