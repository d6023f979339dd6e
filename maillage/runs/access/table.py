"""Access as it is published: one line a home."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from maillage.runs.access.declared import Help, Home, definition
from maillage.runs.access.reach import CLOSEST, Reach


def table_of(homes: Sequence[Home], reached: Sequence[Reach], helps: Sequence[Help]) -> pa.Table:
    """One line a home, with its nearest fixed helps, and whether it is within each threshold."""
    columns: dict[str, list[object]] = {
        "code": [one.code for one in homes],
        "nom": [one.name for one in homes],
        "population": [one.people for one in homes],
        "lieu_fixe_le_plus_proche": [_name(one, 0, helps) for one in reached],
        "minutes_voiture": [_rounded(one.car_minutes) for one in reached],
    }
    for rank in range(1, CLOSEST):
        columns[f"lieu_fixe_{rank + 1}"] = [_name(one, rank, helps) for one in reached]
        columns[f"minutes_voiture_{rank + 1}"] = [_minutes(one, rank) for one in reached]
    for edge in definition()["thresholds_minutes"]:
        columns[f"a_moins_de_{edge}_min"] = [_within(one.car_minutes, edge) for one in reached]
    return pa.table(
        columns
        | {
            "part_sans_voiture": pa.array([one.without_car for one in homes], pa.float64()),
            "minutes_a_pied": [_rounded(one.walk_minutes) for one in reached],
            "minutes_transports": pa.array([_rounded(one.transit_minutes) for one in reached], pa.float64()),
            "minutes_a_pied_arret": pa.array([_rounded(one.to_stop) for one in reached], pa.float64()),
            "arrets_du_bus": [one.stops for one in reached],
            "rendez_vous_pour_1000": [round(one.per_thousand, 1) for one in reached],
            "rendez_vous_pour_1000_sans_voiture": [round(one.per_thousand_without_car, 1) for one in reached],
            "desert": ["oui" if one.is_desert else "non" for one in reached],
        }
    )


def _name(one: Reach, rank: int, helps: Sequence[Help]) -> str:
    return helps[one.closest[rank][0]].name if rank < len(one.closest) else ""


def _minutes(one: Reach, rank: int) -> float | None:
    return _rounded(one.closest[rank][1]) if rank < len(one.closest) else None


def _within(minutes: float | None, edge: float) -> str:
    return "oui" if minutes is not None and minutes <= edge else "non"


def _rounded(minutes: float | None) -> float | None:
    return None if minutes is None else round(minutes, 1)
