"""Where the next posts and stops serve most people, from homes, helps and what they ask for; no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import pyarrow as pa
import yaml

from maillage.analytics.placement import (
    Arcs,
    ContradictionError,
    Floor,
    Kind,
    OutOfTimeError,
    Placement,
    Problem,
    Tier,
    Worth,
    place,
    worth_of,
)
from maillage.runs.access import Help, Home, Journeys, capacity_of, nearest_minutes, ways
from maillage.tables.errors import DataError

GROUPS = {"rural": "le rural", "qpv": "les communes avec un quartier prioritaire"}
KINDS = ("post", "stop")


@dataclass(frozen=True)
class Wanted:
    """What to add, within which reach, seeking what, and for whom at least (shares of demand by group)."""

    posts: int
    stops: int
    limit_minutes: float
    by_distance: bool = False
    floors: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    """One thing placed: its kind, the home where it goes, and what it brings."""

    kind: str
    home: Home
    people: float
    demand: float
    lost: float


@dataclass(frozen=True)
class Totals:
    """People within reach, appointments served, and the mean minutes to the nearest help, stops counted."""

    people: float
    demand: float
    minutes: float | None


@dataclass(frozen=True)
class Placed:
    """A scenario that was made; `before` and `after` are shares served by home, in the order of the homes."""

    wanted: Wanted
    choices: tuple[Choice, ...]
    next_ones: tuple[tuple[str, Home, float], ...]
    totals_before: Totals
    totals_after: Totals
    before: np.ndarray
    after: np.ndarray
    floors: tuple[tuple[str, float, float], ...]
    gap: float
    proven: bool

    @property
    def proof(self) -> str:
        """How near the best this is, in words."""
        if self.proven:
            return "meilleur choix, prouvé"
        percent = f"{100 * self.gap:.1f}".replace(".", ",")
        return f"à moins de {percent} % du meilleur choix"


@lru_cache
def definition() -> dict[str, Any]:
    """`definitions/placement.yaml`."""
    path = files("maillage") / "definitions" / "placement.yaml"
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def place_help(
    homes: Sequence[Home],
    helps: Sequence[Help],
    demand: np.ndarray,
    wanted: Wanted,
    groups: Mapping[str, np.ndarray],
    journeys: Journeys | None = None,
) -> Placed:
    """The best places among the homes for what is wanted.

    `demand` (homes,) counts appointments a year; `groups` are masks (homes,) that the floors name.
    Times are straight lines with a detour, or those of `journeys`. DataError when the
    floors cannot be met together, naming the fewest that contradict.
    """
    if not wanted.posts and not wanted.stops:
        raise DataError("Rien n’est à placer.", expected="au moins un poste ou un arrêt", mend="Donnez un nombre.")
    problem = _problem(homes, helps, demand, wanted, groups, journeys)
    try:
        found = place(problem, seconds=definition()["seconds"])
    except ContradictionError as error:
        raise _refused(error) from error
    except OutOfTimeError as error:
        raise DataError(
            "Le temps donné au calcul n’a suffi à trouver aucun choix.",
            mend="Demandez moins d’ajouts, réduisez la portée, ou ôtez un plancher.",
        ) from error
    worth = worth_of(problem, found)
    reached = _newly_reached(homes, helps, worth, wanted, journeys)
    choices = tuple(
        Choice(KINDS[kind], homes[site - len(helps)], people, gain, lost)
        for (kind, site), people, gain, lost in zip(worth.order, reached, worth.adds, worth.lost, strict=True)
    )
    added = [_as_help(homes[site - len(helps)]) for _, site in worth.order]
    return Placed(
        wanted=wanted,
        choices=choices,
        next_ones=tuple((KINDS[kind], homes[site - len(helps)], gain) for kind, site, gain in worth.next_ones[:3]),
        totals_before=_totals(homes, helps, worth.before, wanted, journeys),
        totals_after=_totals(homes, [*helps, *added], found, wanted, journeys),
        before=_shares(worth.before, demand),
        after=_shares(found, demand),
        floors=tuple((name, share, _served_in(found, demand, groups[name])) for name, share in wanted.floors.items()),
        gap=found.gap,
        proven=found.proven,
    )


def _problem(
    homes: Sequence[Home],
    helps: Sequence[Help],
    demand: np.ndarray,
    wanted: Wanted,
    groups: Mapping[str, np.ndarray],
    journeys: Journeys | None,
) -> Problem:
    points = [*helps, *map(_as_help, homes)]
    table = ways(homes, points, definition()["mode"], wanted.limit_minutes, journeys)
    capacity = np.array([*(capacity_of(one) for one in helps), *([0.0] * len(homes))])
    told, counts = definition(), {"post": wanted.posts, "stop": wanted.stops}
    return Problem(
        demand=demand,
        open_capacity=capacity,
        arcs=Arcs(table.origin, table.destination, table.minutes),
        sites=np.arange(len(helps), len(points)),
        kinds=tuple(Kind(code, told["kinds"][code]["appointments_per_year"], counts[code]) for code in KINDS),
        floors=tuple(Floor(name, groups[name], share) for name, share in wanted.floors.items()),
        by_distance=wanted.by_distance,
        penalty=told["penalty_minutes"],
        tiers=tuple(Tier(**tier) for tier in told["tiers"]),
    )


def _as_help(home: Home) -> Help:
    """A home where something may be added."""
    return Help(home.name, home.point, None, home.code)


def _newly_reached(
    homes: Sequence[Home], helps: Sequence[Help], worth: Worth, wanted: Wanted, journeys: Journeys | None
) -> list[float]:
    people = np.array([one.people for one in homes])
    within = _minutes_to(homes, helps, journeys) <= wanted.limit_minutes
    found = []
    for _, site in worth.order:
        added = [_as_help(homes[site - len(helps)])]
        now = within | (_minutes_to(homes, added, journeys) <= wanted.limit_minutes)
        found.append(float(people[now & ~within].sum()))
        within = now
    return found


def _totals(
    homes: Sequence[Home], helps: Sequence[Help], served: Placement, wanted: Wanted, journeys: Journeys | None
) -> Totals:
    minutes = _minutes_to(homes, helps, journeys)
    people = np.array([one.people for one in homes])
    known = np.isfinite(minutes) & (people > 0)
    mean = float(np.average(minutes[known], weights=people[known])) if known.any() else None
    return Totals(float(people[minutes <= wanted.limit_minutes].sum()), float(served.served.sum()), mean)


def _minutes_to(homes: Sequence[Home], helps: Sequence[Help], journeys: Journeys | None) -> np.ndarray:
    return nearest_minutes(homes, helps, definition()["mode"], journeys)


def _shares(found: Placement, demand: np.ndarray) -> np.ndarray:
    share: np.ndarray = np.divide(found.served, demand, out=np.zeros(len(demand)), where=demand > 0)
    return np.minimum(share, 1.0)


def _served_in(found: Placement, demand: np.ndarray, group: np.ndarray) -> float:
    asked = float(demand[group].sum())
    return float(found.served[group].sum() / asked) if asked else 0.0


def _refused(error: ContradictionError) -> DataError:
    told = " et ".join(f"{100 * floor.share:.0f} % dans {GROUPS.get(floor.name, floor.name)}" for floor in error.floors)
    return DataError(
        f"Aucun choix ne tient ce plancher : {told}.",
        expected="des planchers que les ajouts demandés peuvent atteindre",
        mend="Baissez le plancher, élargissez la portée, ou ajoutez des postes ou des arrêts.",
    )


def choices_table(placed: Placed) -> pa.Table:
    """One line a choice, in the order to open them."""
    return pa.table(
        {
            "ordre": list(range(1, len(placed.choices) + 1)),
            "quoi": [definition()["kinds"][one.kind]["title"] for one in placed.choices],
            "code": [one.home.code for one in placed.choices],
            "commune": [one.home.name for one in placed.choices],
            "habitants_nouveaux": [one.people for one in placed.choices],
            "rendez_vous_de_plus": [round(one.demand, 1) for one in placed.choices],
            "perdus_sans": [round(one.lost, 1) for one in placed.choices],
        }
    )


def communes_table(homes: Sequence[Home], placed: Placed) -> pa.Table:
    """One line a home: the share of its demand that is served before and after."""
    return pa.table(
        {
            "code": [one.code for one in homes],
            "nom": [one.name for one in homes],
            "population": [one.people for one in homes],
            "part_servie_avant": [round(float(share), 4) for share in placed.before],
            "part_servie_apres": [round(float(share), 4) for share in placed.after],
        }
    )
