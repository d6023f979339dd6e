"""Where the next places serve most people, from thousands of points to hundreds of candidates, without capacities."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from maillage.analytics.access import TravelTable
from maillage.analytics.placement.wide import Choice, Cover, Median, cover, links_of, median
from maillage.runs.access import Help, Home, Journeys, ways
from maillage.runs.placement import definition
from maillage.tables.errors import DataError


@dataclass(frozen=True)
class WidePlaced:
    """The sites in the order to open them, what each adds then, who is within reach before and after, and the gap.

    With `by_distance`, what a site adds is person-minutes spared; else people brought within reach.
    """

    sites: tuple[Help, ...]
    adds: tuple[float, ...]
    people_before: float
    people_after: float
    minutes_before: float
    minutes_after: float
    by_distance: bool
    choice: Choice

    @property
    def proof(self) -> str:
        """How near the best this is, in words."""
        if self.choice.proven:
            return "meilleur choix, prouvé"
        return f"à moins de {100 * self.choice.gap:.2f} % du meilleur choix, certifié".replace(".", ",")


def place_wide(
    homes: Sequence[Home],
    helps: Sequence[Help],
    sites: Sequence[Help],
    count: int,
    limit: float,
    *,
    by_distance: bool = False,
    seconds: float | None = None,
    journeys: Journeys | None = None,
) -> WidePlaced:
    """The best `count` of the sites beside the helps that are there, for people within `limit` minutes of them.

    Nobody counts for more minutes than the definition's penalty. DataError when there is nobody, or too few sites.
    """
    if not homes or count > len(sites):
        raise DataError(
            f"On demande {count} ouvertures, pour {len(sites)} lieux possibles et {len(homes)} points habités.",
            mend="Demandez moins d’ouvertures, ou donnez plus de lieux possibles (« --sites »).",
        )
    told = definition()
    reach = told["penalty_minutes"] if by_distance else limit
    table = ways(homes, [*helps, *sites], told["mode"], reach, journeys)
    links = links_of(len(homes), table.origin, table.destination, table.minutes)
    people = np.array([one.people for one in homes])
    opened, every = tuple(range(len(helps))), len(helps) + len(sites)
    problem: Cover | Median
    if by_distance:
        problem = Median(people, links, every, count, told["penalty_minutes"], opened)
        found = median(problem, seconds=seconds or told["seconds"])
    else:
        problem = Cover(people, links, every, count, opened)
        found = cover(problem, seconds=seconds or told["seconds"])
    before, each = _ways(table, opened, found.chosen, len(homes), told["penalty_minutes"])
    worth = (lambda minutes: -people @ minutes) if by_distance else (lambda minutes: people @ (minutes <= limit))
    order, adds, after = _order(before, each, worth)
    return WidePlaced(
        sites=tuple(sites[found.chosen[place] - len(helps)] for place in order),
        adds=adds,
        people_before=float(people[before <= limit].sum()),
        people_after=float(people[after <= limit].sum()),
        minutes_before=float(np.average(before, weights=people)),
        minutes_after=float(np.average(after, weights=people)),
        by_distance=by_distance,
        choice=found,
    )


def _ways(
    table: TravelTable, opened: Sequence[int], chosen: Sequence[int], homes: int, penalty: float
) -> tuple[np.ndarray, np.ndarray]:
    """Minutes to the nearest of those open, (homes,), and to each chosen one, (homes, chosen); at most the penalty."""
    before, ways = np.full(homes, float(penalty)), np.full((homes, len(chosen)), float(penalty))
    place = np.full(table.destinations, -1)
    place[list(chosen)] = np.arange(len(chosen))
    is_open = np.isin(table.destination, list(opened))
    np.minimum.at(before, table.origin[is_open], table.minutes[is_open])
    is_chosen = place[table.destination] >= 0
    ways[table.origin[is_chosen], place[table.destination[is_chosen]]] = table.minutes[is_chosen]
    return before, np.minimum(ways, penalty)


def _order(
    before: np.ndarray, ways: np.ndarray, worth: Callable[[np.ndarray], float]
) -> tuple[tuple[int, ...], tuple[float, ...], np.ndarray]:
    """The chosen places, each time the one that adds most to those before it; what it adds; the minutes at the end."""
    order: list[int] = []
    adds: list[float] = []
    minutes, value = before, float(worth(before))
    while len(order) < ways.shape[1]:
        rest = [place for place in range(ways.shape[1]) if place not in order]
        values = {place: float(worth(np.minimum(minutes, ways[:, place]))) for place in rest}
        best = max(rest, key=lambda place: (values[place], -place))
        order.append(best)
        adds.append(values[best] - value)
        minutes, value = np.minimum(minutes, ways[:, best]), values[best]
    return tuple(order), tuple(adds), minutes


def wide_choices_table(placed: WidePlaced) -> pa.Table:
    """One line a site, in the order to open them."""
    return pa.table(
        {
            "ordre": list(range(1, len(placed.sites) + 1)),
            "code": [one.commune for one in placed.sites],
            "lieu": [one.name for one in placed.sites],
            "latitude": [one.point[0] for one in placed.sites],
            "longitude": [one.point[1] for one in placed.sites],
            "minutes_epargnees" if placed.by_distance else "habitants_nouveaux": [round(one, 1) for one in placed.adds],
        }
    )
