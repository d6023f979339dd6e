"""`maillage accessibility`: the documents that the law asks a public site for."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape

from maillage.tables.errors import DataError


@click.group()
def accessibility() -> None:
    """Accessibilité : déclaration, schéma pluriannuel, plan d’action."""


@accessibility.command("report")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--service", default="Maillage", show_default=True, help="Nom du site.")
@click.option("--overwrite", is_flag=True, help="Remplacer les fichiers déjà écrits.")
def report(folder: Path, service: str, overwrite: bool) -> None:
    """Écrit dans FOLDER declaration.odt, schema.odt, plan.odt et criteres.csv, d’après le dernier passage."""
    console = Console(highlight=False)
    try:
        for path in _write(folder, service, overwrite=overwrite):
            console.print(f"Écrit : {path}", soft_wrap=True, markup=False)
    except DataError as error:
        console.print(f"[bold red]Erreur[/]  {escape(str(error))}", soft_wrap=True)
        sys.exit(1)
    console.print("Relisez, complétez le référent et les moyens, puis publiez les trois documents.")


def _write(folder: Path, service: str, *, overwrite: bool) -> tuple[Path, ...]:
    contents = _contents(service)
    there = [name for name in contents if (folder / name).exists()]
    if there and not overwrite:
        raise DataError(
            f"Ce dossier contient déjà {' et '.join(there)}.",
            file=str(folder),
            mend="Rien n’a été changé. Donnez un autre dossier, ou ajoutez --overwrite pour remplacer.",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        raise DataError(
            "Le dossier n’a pas pu être écrit.",
            file=str(folder),
            mend=f"Vérifiez l’emplacement et l’espace libre ({error.strerror}).",
        ) from error
    return tuple(folder / name for name in contents)


def _contents(service: str) -> dict[str, bytes]:
    from maillage.design.documents.paper import paper_odt
    from maillage.portal.accessibility import documents
    from maillage.portal.accessibility.criteria import criteria, last_run, sheets
    from maillage.portal.accessibility.report import report as told_by

    day = datetime.now(UTC).astimezone().date()
    told = told_by(criteria(), last_run(), sheets(), day)
    return {
        "declaration.odt": paper_odt(documents.declaration(told, service, day)),
        "schema.odt": paper_odt(documents.scheme(told, service, day)),
        "plan.odt": paper_odt(documents.plan(told, service, day)),
        "criteres.csv": documents.criteria_csv(told).encode("utf-8-sig"),
    }
