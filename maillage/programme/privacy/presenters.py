"""The register and what is held about someone, as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pyarrow as pa

from maillage.design.parts import Cell, Column, Table
from maillage.design.typography import number, spaced
from maillage.programme.privacy.enums import Erasure
from maillage.programme.privacy.register import Treatment
from maillage.programme.privacy.selectors import Held
from maillage.runs.write import csv_bytes

REGISTER = ("Traitement", "Personnes", "Pourquoi", "Base légale", "Qui lit", "Durée", "Données")
FATES = {
    Erasure.CLEAR: "vidé",
    Erasure.FORGET: "remplacé",
    Erasure.MENTION: "nom barré",
    Erasure.ACCOUNT: "compte fermé",
    Erasure.ROW: "ligne effacée",
    Erasure.KEEP: "gardé",
}


def register_csv(treatments: Iterable[Treatment], labels: dict[str, str]) -> bytes:
    """The register as a file; `labels` names each model in French."""
    rows = []
    for one in treatments:
        natures = ", ".join(labels[holding.model] for holding in one.holdings)
        kept = ". ".join(filter(None, (one.kept, one.kept_because)))
        rows.append((one.title, one.people, one.purpose, one.basis, one.recipients, kept, natures))
    columns = dict(zip(REGISTER, map(list, zip(*rows, strict=True)), strict=True))
    return csv_bytes(pa.table(columns))


def held_table(found: Iterable[Held]) -> Table:
    """How many lines of each nature are theirs or name them, and what an erasure would do."""
    counted: Counter[tuple[str, str, str]] = Counter()
    for held in found:
        counted[(held.treatment.title, str(held.row._meta.verbose_name), _fate(held))] += 1
    rows = tuple(
        (Cell(spaced(title)), Cell(nature), Cell(number(count), numeric=True), Cell(fate))
        for (title, nature, fate), count in counted.items()
    )
    columns = (Column("Traitement"), Column("Nature"), Column("Lignes", numeric=True), Column("Si on l’efface"))
    return Table("Ce qui est tenu sur cette personne", columns, rows)


def _fate(held: Held) -> str:
    rules = [held.holding.fields[name] for name in held.named if name in held.holding.fields]
    if held.own and held.holding.owner:
        return FATES[Erasure.ROW]
    told = dict.fromkeys(FATES[rule] for rule in rules or [Erasure.KEEP])
    kept = f" : {held.treatment.kept_because.lower()}" if set(rules) == {Erasure.KEEP} else ""
    return spaced(", ".join(told) + kept)
