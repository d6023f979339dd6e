"""`maillage minutes`: the relevé of a meeting as a file; `maillage import minutes`: what an existing one says."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from maillage.cli.site import use_django
from maillage.design.typography import number
from maillage.sources.minutes import read_minutes
from maillage.tables.errors import DataError
from maillage.tables.minutes import CONFIDENCE_WORDS, OUTCOME_WORDS, Evidence, MinutesRead

FORMATS = ("pdf", "odt", "docx", "html")


@click.command()
@click.argument("meeting", type=click.UUID)
@click.option("--format", "code", type=click.Choice(FORMATS), default="pdf", show_default=True, help="Format.")
@click.option("--public", "public_only", is_flag=True, help="Version publique : points publics, noms masqués.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Fichier à écrire.")
def minutes(meeting: UUID, code: str, public_only: bool, out: Path | None) -> None:
    """Écrit le relevé de conclusions d’une réunion, désignée par son identifiant MEETING."""
    use_django()
    from django.http import Http404

    from maillage.programme.governance.presenters.minutes import export
    from maillage.programme.governance.selectors.minutes import document_of, minutes_of, public_part

    console = Console(highlight=False)
    try:
        found = minutes_of(meeting)
    except Http404 as error:
        console.print(f"[bold red]Erreur[/]  {error}", soft_wrap=True)
        sys.exit(1)
    content = export(public_part(found) if public_only else document_of(found), code, public=public_only)
    path = out or Path(f"releve-{meeting}.{code}")
    path.write_bytes(content)
    console.print(f"Écrit : {path}", soft_wrap=True, markup=False)


@click.command("minutes")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Tout ce qui est proposé, lisible par une machine.")
def import_minutes(file: Path, as_json: bool) -> None:
    """Lit un relevé existant (texte, ODT, DOCX, PDF) et montre ce qu’il propose, avec ses mots ; ne garde rien."""
    console = Console(stderr=as_json, highlight=False)
    try:
        read = read_minutes(file)
    except DataError as error:
        console.print(f"[bold red]Erreur[/]  {escape(str(error))}", soft_wrap=True)
        sys.exit(1)
    if as_json:
        click.echo(json.dumps(asdict(read), ensure_ascii=False, indent=1, default=str))
    else:
        _show(console, read)


def _show(console: Console, read: MinutesRead) -> None:
    for word, found in (("Titre", read.title), ("Instance", read.instance), ("Lieu", read.place)):
        if found:
            console.print(f"{word} : {found.value} ({CONFIDENCE_WORDS[found.evidence.confidence]})", markup=False)
    if read.meeting:
        console.print(f"Réunion du {read.meeting.start:%d/%m/%Y}", markup=False)
    counts = ", ".join(f"{college.heading} : {college.count}" for college in read.colleges)
    console.print(f"Participants : {len(read.participants)} ({counts})", soft_wrap=True, markup=False)
    people = [(p.full_name, p.function, p.body, p.college_heading, p.evidence) for p in read.people]
    _table(console, "Personnes", ("Nom", "Fonction", "Structure", "Collège"), people)
    _table(console, "Parties", ("N°", "Titre"), [(c.number, c.title, c.evidence) for c in read.chapters])
    amounts = [(_amount(a.low, a.high, a.unit), a.about, a.evidence) for a in read.amounts]
    _table(console, "Montants et taux", ("Montant", "De quoi"), amounts)
    due = [(f"{d.end:%d/%m/%Y}", d.about, d.evidence) for d in read.deadlines]
    _table(console, "Échéances", ("Au plus tard", "De quoi"), due)
    sums = [(c.value, " + ".join(map(str, c.parts)), c.evidence.quotation, c.evidence) for c in read.counts if c.parts]
    _table(console, "Nombres qui s’additionnent", ("Total", "Parts", "Mots"), sums)
    decided = [(OUTCOME_WORDS[d.outcome], d.wording, d.evidence) for d in read.decisions]
    _table(console, "Décisions", ("Issue", "Formulation"), decided)
    tasks = [(f.responsible, f.task, f.evidence) for f in read.follow_ups]
    _table(console, "Suites", ("Qui", "Quoi"), tasks)
    for warning in read.warnings:
        console.print(f"Attention : {warning}", soft_wrap=True, markup=False)


def _table(console: Console, title: str, heads: tuple[str, ...], lines: Iterable[tuple[Any, ...]]) -> None:
    listed = list(lines)
    if not listed:
        return
    table = Table(*heads, "Ligne", "Confiance", title=f"{title} ({len(listed)})")
    for *cells, evidence in listed:
        if isinstance(evidence, Evidence):
            confidence = CONFIDENCE_WORDS[evidence.confidence]
            table.add_row(*(escape(str(cell)) for cell in cells), str(evidence.line), confidence)
    console.print(table)


def _amount(low: float, high: float, unit: str) -> str:
    ends = [number(value, 0 if value == int(value) else 1) for value in dict.fromkeys((low, high))]
    return f"{' à '.join(ends)} {unit}"
