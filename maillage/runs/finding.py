"""The sentence that opens every report and page: who is most exposed, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from maillage.analytics.index.explain import decimal
from maillage.design.typography import number

SURE = 0.8


def finding(rows: Sequence[dict[str, Any]], level: str) -> str:
    """A sentence or three from the rows of one level (name, rank, worst_fifth, reference_score)."""
    ranked = sorted((row for row in rows if row["rank"]), key=lambda row: row["rank"])
    if not ranked:
        return "Aucun territoire n’a de score."
    what, exposed = ("communes", "exposées") if level == "commune" else ("EPCI", "exposés")
    names = [row["name"] for row in ranked[:3]]
    listing = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} et {names[-1]}"
    sure = sum(1 for row in ranked if (row["worst_fifth"] or 0) >= SURE)
    return (
        f"Parmi {number(len(ranked))} {what}, les plus {exposed} à la fragilité numérique sont {listing}. "
        f"{sure} sont presque sûrement (8 fois sur 10 ou plus) dans le cinquième le plus exposé. "
        f"Score de l’ensemble : {decimal(ranked[0]['reference_score'])}."
    )
