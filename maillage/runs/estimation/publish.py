"""What is published: no rate for the smallest areas, numbers no finer than what they know, columns in French."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from maillage.runs.estimation.wording import class_words, definitions

LEVELS = {"commune": "commune", "epci_part": "EPCI (part)", "epci": "EPCI", "departement": "département"}


def publishable(estimates: pa.Table) -> pa.Table:
    """ESTIMATES as published: under 2 000 inhabitants a class alone, people rounded to ten."""
    return pa.Table.from_pylist([_line(row) for row in estimates.to_pylist()], schema=_SCHEMA)


_SCHEMA = pa.schema(
    [
        ("code", pa.string()),
        ("nom", pa.string()),
        ("niveau", pa.string()),
        ("population", pa.float64()),
        ("definition", pa.string()),
        ("annee", pa.int16()),
        ("taux", pa.float64()),
        ("taux_bas", pa.float64()),
        ("taux_haut", pa.float64()),
        ("classe", pa.string()),
        ("personnes", pa.float64()),
        ("personnes_bas", pa.float64()),
        ("personnes_haut", pa.float64()),
        ("donnees", pa.string()),
    ]
)


def _line(row: dict[str, Any]) -> dict[str, Any]:
    hidden = row["display"] == "class"
    shown = {
        "taux": ("rate", 4),
        "taux_bas": ("low", 4),
        "taux_haut": ("high", 4),
        "personnes": ("concerned", -1),
        "personnes_bas": ("concerned_low", -1),
        "personnes_haut": ("concerned_high", -1),
    }
    return {
        "code": row["code"],
        "nom": row["name"],
        "niveau": LEVELS[row["level"]],
        "population": row["population"],
        "definition": row["definition"],
        "annee": definitions()[row["definition"]].year,
        "classe": class_words(row["rate"]),
        "donnees": "démonstration" if row["data_kind"] == "demonstration" else "publiées",
        **{name: None if hidden else round(row[column], digits) for name, (column, digits) in shown.items()},
    }
