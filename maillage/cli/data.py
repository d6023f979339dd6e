"""`maillage data`: which sources exist, how to get their files, and whether the files of a folder can be used."""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from maillage.config.home import home_folder
from maillage.runs.indicators import indicators
from maillage.sources.catalogue import sources
from maillage.sources.cog import find_departement
from maillage.sources.fetching import Policy
from maillage.sources.folder import Found, damaged_files, find_files
from maillage.sources.parsing import parse_file
from maillage.sources.pull import Pulled, Wanted, pull, read_manifest, wanted
from maillage.sources.source import Source
from maillage.tables.errors import DataError

# Seconds between two producers' files: enough not to weigh on a server, too short to be felt.
PAUSE = 1.0
FOLDER = click.Path(path_type=Path, file_okay=False)


@click.group()
def data() -> None:
    """Les sources de données : lesquelles, où, en quel état."""


@data.command("list")
@click.option("--from", "folder", type=FOLDER, help="Dossier des données ; par défaut MAILLAGE_HOME/sources.")
@click.option("--json", "as_json", is_flag=True, help="Liste lisible par une machine.")
def list_sources(folder: Path | None, as_json: bool) -> None:
    """Liste les sources, leurs indicateurs, et dit si leurs fichiers sont là."""
    folder = folder or home_folder() / "sources"
    found = find_files(folder) if folder.is_dir() else []
    manifest = read_manifest(folder)
    entries = [_described(source, folder, found, manifest) for source in sources()]
    if as_json:
        click.echo(json.dumps({"folder": str(folder), "sources": entries}, ensure_ascii=False, indent=1))
        return
    console = Console(highlight=False)
    console.print(f"Dossier des données : {folder}", soft_wrap=True, markup=False)
    for entry in entries:
        for line in _lines(entry):
            console.print(line, soft_wrap=True, markup=False)


@data.command("pull")
@click.argument("departement")
@click.option("--to", "folder", type=FOLDER, help="Dossier où les mettre ; par défaut MAILLAGE_HOME/sources.")
@click.option("--source", "only", multiple=True, help="Une source seulement (répétable) ; « outlines » : les contours.")
@click.option("--force", is_flag=True, help="Télécharge à nouveau, même ce qui n’a pas changé.")
def pull_sources(departement: str, folder: Path | None, only: tuple[str, ...], force: bool) -> None:
    """Télécharge les fichiers officiels utiles à un DEPARTEMENT, et les contours de ses communes."""
    console = Console(highlight=False)
    folder = folder or home_folder() / "sources"
    try:
        code, name = find_departement(departement)
        entries = wanted(code, only)
    except DataError as error:
        console.print(f"[bold red]Erreur[/]  {escape(str(error))}", soft_wrap=True)
        sys.exit(1)
    console.print(f"Données de {name} ({code}) vers {folder}", soft_wrap=True)
    faults = 0
    for place, entry in enumerate(entry for entry in entries if not entry.by_hand):
        if place:
            time.sleep(PAUSE)
        faults += not _pull_one(console, entry, folder, force)
    for entry in entries:
        if entry.by_hand:
            console.print(
                f"À la main  {entry.title} ({entry.id}) : ouvrez {entry.page}, téléchargez le fichier par commune, "
                f"puis mettez-le dans {folder / entry.id}.",
                soft_wrap=True,
            )
    if faults:
        sys.exit(1)


@data.command()
@click.option("--from", "folder", required=True, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Compte rendu lisible par une machine.")
def check(folder: Path, as_json: bool) -> None:
    """Lit en entier chaque fichier reconnu d’un dossier et dit ce qui ne va pas."""
    console = Console(highlight=False)
    results = [_checked(item, folder) for item in find_files(folder)]
    results += [_damaged(path, folder) for path in damaged_files(folder)]
    faults = sum(1 for result in results if not result["usable"])
    if as_json:
        content = {"folder": str(folder), "files": results, "recognised": len(results), "refused": faults}
        click.echo(json.dumps(content, ensure_ascii=False, indent=1))
    else:
        for result in results:
            if result["usable"]:
                line = f"Bon      {escape(result['path'])} : {result['source']}, {result['values']} valeurs"
            else:
                line = f"[bold red]Refusé[/]   {escape(result['path'])}\n{escape(result['message'])}"
            console.print(line, soft_wrap=True)
        console.print(f"Fichiers reconnus : {len(results)} ; refusés : {faults}.")
    if faults or not results:
        sys.exit(1)


def _pull_one(console: Console, entry: Wanted, folder: Path, force: bool) -> bool:
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    try:
        with Progress(*columns, console=console, transient=True) as bar:
            task = bar.add_task(entry.title, total=None)

            def progress(done: int, total: int | None) -> None:
                bar.update(task, completed=done, total=total)

            pulled = pull(entry, folder, force=force, policy=Policy(), progress=progress)
    except DataError as error:
        console.print(f"[bold red]Échec[/]      {entry.title} ({entry.id})\n{escape(str(error))}", soft_wrap=True)
        console.print(f"Page du producteur : {entry.page}", soft_wrap=True)
        return False
    console.print(_said(entry, pulled, folder), soft_wrap=True)
    return True


def _said(entry: Wanted, pulled: Pulled, folder: Path) -> str:
    names = ", ".join(path.relative_to(folder).as_posix() for path in pulled.files)
    if pulled.unchanged:
        return f"À jour     {entry.title} ({entry.id}) : {names}"
    return f"Reçu       {entry.title} ({entry.id}) : {names} ({_weight(pulled.size)} téléchargés)"


def _described(source: Source, folder: Path, found: list[Found], manifest: dict[str, Any]) -> dict[str, Any]:
    words = indicators()
    return {
        "id": source.id,
        "title": source.title,
        "producer": source.producer,
        "licence": source.licence,
        "page": source.page,
        "indicators": list(source.indicators),
        "names": [words[code].short for code in source.indicators],
        "files": [_file(item.path, folder) for item in found if item.source == source.id],
        "fetched_at": manifest.get(source.id, {}).get("fetched_at"),
        "how": _how(source),
    }


def _lines(entry: dict[str, Any]) -> list[str]:
    """One source as short lines, which any terminal width and any screen reader can bear."""
    files = [f"{file['path']} ({_weight(file['size'])}, {file['date']})" for file in entry["files"]]
    return [
        "",
        f"{entry['id']} — {entry['title']} ({entry['producer']}, {entry['licence']})",
        f"  Donne : {', '.join(entry['names'])}",
        f"  Fichiers : {' ; '.join(files) or 'absents'}",
        f"  Obtenir : {entry['how']}",
    ]


def _file(path: Path, folder: Path) -> dict[str, Any]:
    state = path.stat()
    date = datetime.fromtimestamp(state.st_mtime, UTC).date().isoformat()
    return {"path": path.relative_to(folder).as_posix(), "size": state.st_size, "date": date}


def _how(source: Source) -> str:
    if source.id == "own_table":
        return "le vôtre, avec « maillage diagnose DEPARTEMENT --from DOSSIER --map CORRESPONDANCE.yaml »"
    if source.address or source.dataset:
        return f"maillage data pull DEPARTEMENT --source {source.id}"
    return f"à la main, sur {source.page}"


def _checked(item: Found, folder: Path) -> dict[str, Any]:
    result = {"path": item.path.relative_to(folder).as_posix(), "source": item.source}
    try:
        return {**result, "usable": True, "values": parse_file(item.path, item.layout).num_rows}
    except DataError as error:
        parts = {"row": error.row, "column": error.column, "expected": error.expected}
        return {**result, "usable": False, "message": str(error), **parts}


def _damaged(path: Path, folder: Path) -> dict[str, Any]:
    expected = f"un fichier {path.suffix[1:].upper()} complet"
    error = DataError("Ce fichier est abîmé.", path.name, expected=expected, mend="Téléchargez-le à nouveau.")
    result = {"path": path.relative_to(folder).as_posix(), "source": "", "usable": False, "message": str(error)}
    return {**result, "row": None, "column": "", "expected": expected}


def _weight(size: int) -> str:
    for unit in ("octets", "Ko", "Mo"):
        if size < 1000:
            return f"{size:.0f} {unit}"
        size = round(size / 1000)
    return f"{size} Go"
