"""`maillage security`: what each reference asks and what remains; the file that an authority signs before opening."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from maillage import __version__
from maillage.portal.proof.references import (
    OWNER_WORDS,
    REFERENCES,
    STATUS_WORDS,
    Requirement,
    by_owner,
    by_status,
    remaining,
    requirements,
)
from maillage.tables.errors import DataError

PAPER, TABLE = "homologation.odt", "mesures.csv"


@click.group()
def security() -> None:
    """Référentiels de sécurité : où en est-on, et dossier d’homologation."""


@security.command("list")
@click.argument("reference", type=click.Choice(list(REFERENCES)))
@click.option("--all", "whole", is_flag=True, help="Toutes les exigences, et non ce qui reste.")
def list_requirements(reference: str, whole: bool) -> None:
    """Compte les exigences de REFERENCE selon leur état, puis dit ce qui reste."""
    console = Console(highlight=False)
    found = requirements(reference)
    console.print(_counts(REFERENCES[reference], found))
    shown = found if whole else remaining(found)
    console.print(_details("Toutes les exigences" if whole else "Ce qui reste", shown))


@security.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--service", default="Maillage", show_default=True, help="Nom du service homologué.")
@click.option("--authority", default="", help="Autorité d’homologation : qui signe, et sa fonction.")
@click.option("--overwrite", is_flag=True, help="Remplacer les fichiers déjà écrits.")
def homologation(folder: Path, service: str, authority: str, overwrite: bool) -> None:
    """Écrit dans FOLDER un dossier d’homologation prérempli (homologation.odt) et ses mesures (mesures.csv)."""
    console = Console(highlight=False)
    try:
        written = _write(folder, service=service, authority=authority, overwrite=overwrite)
    except DataError as error:
        console.print(f"[bold red]Erreur[/]  {escape(str(error))}", soft_wrap=True)
        sys.exit(1)
    for path in written:
        console.print(f"Écrit : {path}", soft_wrap=True, markup=False)
    console.print("Relisez chaque réponse, et complétez ce qui revient à votre organisme.")


def _write(folder: Path, *, service: str, authority: str, overwrite: bool) -> tuple[Path, Path]:
    from maillage.design.documents.paper import paper_odt
    from maillage.portal.proof.homologation import homologation_paper, measures_csv

    paper, table = folder / PAPER, folder / TABLE
    there = [path.name for path in (paper, table) if path.exists()]
    if there and not overwrite:
        raise DataError(
            f"Ce dossier contient déjà {' et '.join(there)}.",
            file=str(folder),
            mend="Rien n’a été changé. Donnez un autre dossier, ou ajoutez --overwrite pour remplacer.",
        )
    day = datetime.now(UTC).astimezone().date()
    document = homologation_paper(service=service, authority=authority, version=__version__, day=day)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        paper.write_bytes(paper_odt(document))
        # The mark at the start tells spreadsheets that the letters are UTF-8.
        table.write_text(measures_csv(), encoding="utf-8-sig", newline="")
    except OSError as error:
        raise DataError(
            "Le dossier n’a pas pu être écrit.",
            file=str(folder),
            mend=f"Vérifiez l’emplacement et l’espace libre ({error.strerror}).",
        ) from error
    return paper, table


def _counts(title: str, found: tuple[Requirement, ...]) -> Table:
    table = Table("Responsable", title=title)
    for words in (*STATUS_WORDS.values(), "total"):
        table.add_column(words.capitalize(), justify="right")
    lines = [(OWNER_WORDS[owner].capitalize(), counts) for owner, counts in by_owner(found).items()]
    for words, counts in (*lines, ("Ensemble", by_status(found))):
        table.add_row(words, *(str(count) for count in counts.values()), str(sum(counts.values())))
    return table


def _details(title: str, shown: tuple[Requirement, ...]) -> Table:
    table = Table("Exigence", "État", "Responsable", "Réponse", title=f"{title} ({len(shown)})")
    for one in shown:
        table.add_row(one.id, STATUS_WORDS[one.status], OWNER_WORDS[one.owner], escape(one.answer))
    return table
