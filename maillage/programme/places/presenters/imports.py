"""What an import would do or did, in French sentences and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from maillage.analytics.hours.french import week_words
from maillage.design.parts import Cell, Column, Table
from maillage.design.typography import long_time, number, spoken_phone
from maillage.programme.places.models import ImportBatch
from maillage.programme.places.presenters.words import field_word
from maillage.programme.places.selectors.uploads import Reading
from maillage.programme.places.services.imports import Outcome
from maillage.sources.places import LAYOUTS, PlacesRead
from maillage.tables.places import PlaceRow

SHOWN = 100
SEPARATORS = {",": "virgule", ";": "point-virgule", "\t": "tabulation", "|": "barre verticale"}
ENCODINGS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows (cp1252)"}
# (count, one, several, one to come, several to come)
EFFECTS = (
    ("created", "lieu créé", "lieux créés", "lieu à créer", "lieux à créer"),
    ("updated", "lieu mis à jour", "lieux mis à jour", "lieu à mettre à jour", "lieux à mettre à jour"),
    ("unchanged", "lieu déjà à jour", "lieux déjà à jour", "lieu déjà à jour", "lieux déjà à jour"),
    ("conflicts", "écart à trancher", "écarts à trancher", "écart à trancher", "écarts à trancher"),
    ("absent", "lieu absent du fichier, gardé", "lieux absents du fichier, gardés",
     "lieu absent du fichier, qui sera gardé", "lieux absents du fichier, qui seront gardés"),
    ("back", "lieu de retour dans le fichier", "lieux de retour dans le fichier",
     "lieu de retour dans le fichier", "lieux de retour dans le fichier"),
    ("ours", "ligne qui vient de Maillage, laissée de côté", "lignes qui viennent de Maillage, laissées de côté",
     "ligne qui vient de Maillage, laissée de côté", "lignes qui viennent de Maillage, laissées de côté"),
    ("repeated", "ligne en double dans le fichier", "lignes en double dans le fichier",
     "ligne en double dans le fichier", "lignes en double dans le fichier"),
)  # fmt: skip
CHANGING = ("created", "updated", "absent", "back")
NAMED = {
    "created": "Nouveaux lieux",
    "updated": "Lieux modifiés",
    "conflicts": "Écarts à trancher : nous avons changé ces champs, la source aussi",
    "absent": "Lieux absents du fichier : ils restent dans l’annuaire",
}


@dataclass(frozen=True)
class Effect:
    """One number of an import."""

    count: str
    label: str


@dataclass(frozen=True)
class Named:
    """The first places that one effect touches."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Balance:
    """Everything that an import would do or did."""

    sentence: str
    changes: bool
    effects: tuple[Effect, ...]
    named: tuple[Named, ...]
    action: str = ""


def balance(outcome: Outcome) -> Balance:
    """What the import would do."""
    counts = outcome.counts()
    lists = tuple(
        Named(title, tuple(_named_line(place, fields) for place, fields in outcome.named[what]))
        for what, title in NAMED.items()
        if outcome.named.get(what)
    )
    return Balance(
        _sentence(counts, done=False), _changes(counts), _effects(counts, done=False), lists, _action(counts)
    )


def balance_kept(batch: ImportBatch) -> Balance:
    """What an import did."""
    return Balance(_sentence(batch.counts, done=True), _changes(batch.counts), _effects(batch.counts, done=True), ())


def _action(counts: Mapping[str, int]) -> str:
    count = counts["created"] + counts["updated"]
    return f"Importer {number(count)} {'lieux' if count > 1 else 'lieu'}" if count else "Importer ce fichier"


def _changes(counts: Mapping[str, int]) -> bool:
    return any(counts.get(what, 0) for what in CHANGING)


def _sentence(counts: Mapping[str, int], *, done: bool) -> str:
    read = sum(counts.get(what, 0) for what in ("created", "updated", "unchanged"))
    if not _changes(counts):
        held = f"les {number(read)} lieux qu’il décrit sont déjà à jour" if read > 1 else "tout est déjà à jour"
        return f"Ce fichier n’a rien changé : {held}." if done else f"Rien ne change : {held}."
    parts = [f"{e.count} {e.label}" for e in _effects(counts, done=done) if e.label][:3]
    return f"{'Import terminé' if done else 'Si vous importez'} : {', '.join(parts)}."


def _effects(counts: Mapping[str, int], *, done: bool) -> tuple[Effect, ...]:
    found = []
    for what, one, several, one_more, several_more in EFFECTS:
        count = counts.get(what, 0)
        if count:
            single, plural = (one, several) if done else (one_more, several_more)
            found.append(Effect(number(count), plural if count > 1 else single))
    return tuple(found)


def _named_line(place: str, fields: Sequence[str]) -> str:
    words = ", ".join(field_word(field) for field in fields)
    return f"{place} : {words}" if words else place


@dataclass(frozen=True)
class FileFacts:
    """How a file was read."""

    layout: str
    encoding: str
    separator: str
    row_count: str


def file_facts(reading: Reading) -> FileFacts:
    """How a file was read, in words."""
    preview = reading.preview
    return FileFacts(
        LAYOUTS[reading.layout],
        ENCODINGS.get(preview.encoding, preview.encoding),
        SEPARATORS.get(preview.separator, ""),
        number(preview.row_count),
    )


def reading_tables(read: PlacesRead) -> dict[str, Table]:
    """The tables of a file that was read."""
    return {"rows": rows_table(read.rows), "faults": faults_table(read.faults), "losses": losses_table(read.losses)}


def kept_tables(batch: ImportBatch) -> dict[str, Table]:
    """The tables of an import that was done."""
    return {"faults": faults_table(batch.faults), "losses": losses_table(batch.losses)}


def rows_table(rows: Sequence[PlaceRow]) -> Table:
    """The first places as they were understood."""
    columns = tuple(Column(label) for label in ("Lieu", "Commune", "Adresse", "Téléphone", "Horaires"))
    return Table("Les premiers lieux, tels qu’ils sont compris", columns, tuple(_row(row) for row in rows[:8]))


def _row(row: PlaceRow) -> tuple[Cell, ...]:
    phones = ", ".join(spoken_phone(phone) for phone in row.phones) or "non connu"
    hours = week_words(row.hours) if row.hours else row.hours_note or "non connus"
    town = f"{row.postal_code} {row.commune_name}".strip() or "non connue"
    return tuple(Cell(text) for text in (row.name, town, row.address or "non connue", phones, hours))


def faults_table(faults: Sequence[Any]) -> Table:
    """Each remark: row, column, value, what is wrong."""
    columns = tuple(Column(label) for label in ("Ligne", "Colonne", "Valeur", "Remarque"))
    rows = tuple(_fault(_mapped(fault)) for fault in faults[:SHOWN])
    return Table(_caption("remarque", len(faults)), columns, rows)


def _fault(fault: Mapping[str, Any]) -> tuple[Cell, ...]:
    message = fault["message"] if fault["kept"] else f"{fault['message']} (ligne laissée de côté)"
    where = str(fault["row"]) if fault["row"] else "tout le fichier"
    return (Cell(where), Cell(fault["column"] or "—"), Cell(fault["value"] or "vide"), Cell(message))


def losses_table(losses: Sequence[Any]) -> Table:
    """What the directory has no place for."""
    columns = (Column("Colonne"), Column("Valeur"), Column("Fois", numeric=True))
    rows = tuple(
        (Cell(loss["field"]), Cell(loss["value"] or "toute la colonne"), Cell(number(loss["count"]), numeric=True))
        for loss in map(_mapped, losses[:SHOWN])
    )
    return Table(_caption("valeur sans place dans l’annuaire", len(losses)), columns, rows)


def _caption(word: str, count: int) -> str:
    plural = word.replace("valeur", "valeurs").replace("remarque", "remarques") if count > 1 else word
    shown = f", les {SHOWN} premières" if count > SHOWN else ""
    return f"{number(count)} {plural}{shown}"


def _mapped(line: Any) -> Mapping[str, Any]:
    return line if isinstance(line, Mapping) else vars(line)


def imports_table(batches: Sequence[ImportBatch]) -> Table:
    """The imports done."""
    columns = (Column("Fichier"), Column("Le"), Column("Par"), Column("Format"), Column("Bilan"))
    rows = tuple(
        (
            Cell(batch.file_name, reverse("places:import", kwargs={"number": batch.pk})),
            Cell(long_time(timezone.localtime(batch.at))),
            Cell(batch.by_label),
            Cell(LAYOUTS.get(batch.layout, batch.layout)),
            Cell(_sentence(batch.counts, done=True)),
        )
        for batch in batches
    )
    return Table("Les imports, le plus récent en premier", columns, rows)
