"""`maillage diagnose`: scores, map, report and replayable record of a département, without Django."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from maillage.analytics.index.explain import decimal
from maillage.analytics.index.recipe import DEFAULT_RECIPE, load_recipe, recipe_codes
from maillage.runs.access import helps_of, homes_of, minutes_of
from maillage.runs.diagnose import Diagnosis
from maillage.runs.diagnose import diagnose as compute
from maillage.runs.finding import finding
from maillage.runs.gather import Inputs, gather_demonstration, gather_folder
from maillage.runs.perimeter import Perimeter, perimeter_of
from maillage.runs.write import write_diagnosis
from maillage.sources.places import read_places
from maillage.tables.errors import DataError

LEVELS = {"commune": "commune", "epci": "epci_part"}


@click.command()
@click.argument("departement")
@click.option("--from", "folder", type=click.Path(path_type=Path), help="Dossier des fichiers des producteurs.")
@click.option("--map", "mapping", type=click.Path(path_type=Path), help="Correspondance YAML de votre propre table.")
@click.option(
    "--places",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Les lieux, pour que les profils comptent l’accès.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Dossier où écrire les résultats.")
@click.option("--recipe", "recipe_code", default=DEFAULT_RECIPE, show_default=True, help="Recette de l’indice.")
@click.option("--level", type=click.Choice(list(LEVELS)), default="commune", show_default=True, help="Niveau montré.")
@click.option("--demo", "demonstration", is_flag=True, help="Données de démonstration (Val-d’Oise).")
@click.option("--json", "as_json", is_flag=True, help="Résumé lisible par une machine.")
def diagnose(
    departement: str,
    folder: Path | None,
    mapping: Path | None,
    places: Path | None,
    out: Path | None,
    recipe_code: str,
    level: str,
    demonstration: bool,
    as_json: bool,
) -> None:
    """Dit où les habitants d’un DEPARTEMENT risquent d’être laissés de côté, pourquoi, et avec quelle certitude."""
    console = Console(stderr=as_json, highlight=False)
    try:
        with Progress(SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=console) as bar:
            task = bar.add_task("Préparation", total=None)

            def progress(step: str) -> None:
                bar.update(task, description=step)

            recipe = load_recipe(recipe_code)
            perimeter = perimeter_of(departement)
            inputs = (
                gather_demonstration(perimeter)
                if demonstration
                else gather_folder(perimeter, folder, mapping, progress)
            )
            found = compute(
                inputs.observations,
                perimeter,
                recipe,
                data_kind=inputs.data_kind,
                minutes=_minutes(perimeter, places),
                progress=progress,
            )
            progress("Écriture des résultats")
            written = (
                write_diagnosis(found, inputs, out, level=LEVELS[level], now=datetime.now(UTC))
                if out is not None
                else {}
            )
    except DataError as error:
        console.print(f"[bold red]Erreur[/]  {error}", soft_wrap=True)
        sys.exit(1)
    if as_json:
        click.echo(json.dumps(_summary(found, LEVELS[level], written), ensure_ascii=False, indent=1))
    else:
        _show(console, found, inputs, LEVELS[level], written)


def _minutes(perimeter: Perimeter, places: Path | None) -> dict[str, float]:
    if places is None:
        return {}
    return minutes_of(homes_of(perimeter, {}), helps_of(read_places(places, "auto").rows))


def _rows(found: Diagnosis, level: str) -> list[dict[str, Any]]:
    rows = [row for row in found.scores.to_pylist() if row["level"] == level]
    return sorted(rows, key=lambda row: (row["rank"] is None, row["rank"] or 0))


def _summary(found: Diagnosis, level: str, written: dict[str, Path]) -> dict[str, Any]:
    return {
        "departement": found.perimeter.code,
        "recipe": found.recipe.label,
        "data_kind": found.data_kind,
        "reference_score": found.results["departement"].reference_score,
        "warnings": list(found.warnings),
        "quality": found.counts,
        "files": {name: str(path) for name, path in written.items()},
        "territories": _rows(found, level),
    }


def _show(console: Console, found: Diagnosis, inputs: Inputs, level: str, written: dict[str, Path]) -> None:
    console.rule(f"{found.recipe.title} — {found.perimeter.name}")
    if found.data_kind == "demonstration":
        console.print("[bold yellow]Données de démonstration : le détail par commune est simulé.[/]")
    console.print(finding(_rows(found, level), level), soft_wrap=True)
    table = Table(title="Les plus exposés", title_justify="left")
    for title, side in (("Rang", "right"), ("Territoire", "left"), ("Score", "right"), ("Rang entre", "right")):
        table.add_column(title, justify=side)  # type: ignore[arg-type]
    for row in [row for row in _rows(found, level) if row["rank"]][:10]:
        between = f"{row['rank_low']:.0f} et {row['rank_high']:.0f}"
        table.add_row(str(row["rank"]), row["name"], decimal(row["score"]), between)
    console.print(table)
    for row in _rows(found, level)[:3]:
        console.print(f"• {row['explanation']}", soft_wrap=True)
    _show_cautions(console, found, inputs)
    _show_files(console, written)


def _show_cautions(console: Console, found: Diagnosis, inputs: Inputs) -> None:
    if found.poverty_model:
        model = found.poverty_model
        guess = f"R² {decimal(model.r_squared, 2)}, écart type {decimal(100 * model.residual_deviation, 0)} %"
        console.print(f"Pauvreté secrète estimée sur {model.observed} communes connues ({guess}).")
    for warning in (*inputs.problems, *found.warnings):
        console.print(f"[yellow]Attention[/]  {warning}", soft_wrap=True)
    console.print(f"[dim]Comment ne pas l’utiliser : {found.recipe.limits}[/]", soft_wrap=True)


def _show_files(console: Console, written: dict[str, Path]) -> None:
    for name, path in written.items():
        console.print(f"Écrit : {path} ({name})", soft_wrap=True)
    if not written:
        console.print("Ajoutez « --out DOSSIER » pour écrire les tables, la carte et le rapport.")
    console.print(f"[dim]Recettes disponibles : {', '.join(recipe_codes())}.[/]", soft_wrap=True)
