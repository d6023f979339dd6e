"""Versions side by side, and the calendar, in French words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from maillage.design.figures.gantt import Gantt
from maillage.design.parts import Cell, Column, Table
from maillage.design.typography import day_of, spaced
from maillage.programme.roadmap.presenters.actions import ChangeLine, change_lines, counted
from maillage.programme.roadmap.rules.versions import Comparison
from maillage.programme.roadmap.workbook import Read

__all__ = ["Read", "calendar_table", "chosen", "comparison_view", "finding", "version_choices"]
NOW = "maintenant"


def chosen(contents: Mapping[str, Any], before: str, after: str) -> tuple[str, str]:
    """The two versions asked for; by default the last adopted one and what is being written."""
    numbers = [one for one in contents if one != NOW]
    return (before if before in contents else (numbers[0] if numbers else NOW)), (after if after in contents else NOW)


def version_choices(contents: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Value and words of each version that can be compared."""
    return tuple((one, "Le texte d’aujourd’hui" if one == NOW else f"Version {one}") for one in contents)


def finding(comparison: Comparison) -> str:
    """What changed, in a sentence."""
    if comparison.is_empty:
        return "Rien ne sépare ces deux textes."
    parts = (
        (len(comparison.added), "action ajoutée", "actions ajoutées"),
        (len(comparison.removed), "action retirée", "actions retirées"),
        (len(comparison.changed), "action modifiée", "actions modifiées"),
        (len(comparison.heading), "changement d’ensemble", "changements d’ensemble"),
    )
    return spaced(", ".join(counted(count, one, many) for count, one, many in parts if count) + ".")


@dataclass(frozen=True)
class ComparisonView:
    """A comparison in words."""

    heading: tuple[ChangeLine, ...]
    added: tuple[tuple[str, str], ...]
    removed: tuple[tuple[str, str], ...]
    changed: tuple[ChangeLine, ...]


def comparison_view(comparison: Comparison) -> ComparisonView:
    """A comparison in words."""
    return ComparisonView(
        change_lines(comparison.heading),
        tuple(comparison.added.items()),
        tuple(comparison.removed.items()),
        tuple(line for changes in comparison.changed.values() for line in change_lines(changes)),
    )


def calendar_table(spec: Gantt) -> Table:
    """The same dates as the figure."""
    columns = (Column("Action"), Column("Début"), Column("Fin"), Column("Retard"))
    rows = tuple(
        (
            Cell(one.label),
            Cell(day_of(one.starts_on)),
            Cell(day_of(one.ends_on)),
            Cell("en retard" if one.late else "terminée" if one.ended else "à l’heure"),
        )
        for one in spec.spans
    )
    return Table("Les dates de chaque action", columns, rows)
