"""The choice as a mixed-integer program: one row a rule, amounts in thousands of euros to keep the numbers even."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint
from scipy.sparse import csr_array

from maillage.analytics.planning.portfolio.spec import Problem, bounds_of, public_cap

# Cents in the unit of the program.
UNIT = 100_000.0

Row = tuple[dict[int, float], float, float]


@dataclass(frozen=True)
class Columns:
    """Where each unknown stands: `chosen` by action, `paid` and `opened` by (action, envelope), `own` by action."""

    chosen: dict[str, int]
    paid: dict[tuple[str, str], int]
    opened: dict[tuple[str, str], int]
    own: dict[str, int]

    @property
    def count(self) -> int:
        """How many unknowns."""
        return len(self.chosen) + len(self.paid) + len(self.opened) + len(self.own)


@dataclass(frozen=True)
class Program:
    """What the solver reads. `gain` is to maximise, shape (unknowns,)."""

    columns: Columns
    gain: np.ndarray
    public: np.ndarray
    limits: LinearConstraint
    bounds: Bounds
    integrality: np.ndarray


def program_of(problem: Problem) -> Program:
    """The whole program of a problem."""
    columns = _columns(problem)
    rows = [*_financing(problem, columns), *_envelopes(problem, columns), *_links(problem, columns)]
    rows += _floors(problem, columns)
    gain, public = np.zeros(columns.count), np.zeros(columns.count)
    for one in problem.actions:
        gain[columns.chosen[one.code]] = one.value
    public[list(columns.paid.values())] = 1.0
    integrality = np.zeros(columns.count)
    integrality[[*columns.chosen.values(), *columns.opened.values()]] = 1
    return Program(columns, gain, public, _matrix(rows, columns.count), _bounds(problem, columns), integrality)


def _columns(problem: Problem) -> Columns:
    """An opening is a yes or no of its own only where an envelope has a least share."""
    names: list[tuple[str, object]] = [("chosen", one.code) for one in problem.actions]
    for one in problem.actions:
        for envelope in problem.envelopes:
            if bounds_of(one, envelope) is None:
                continue
            names.append(("paid", (one.code, envelope.code)))
            if envelope.rate_min > 0:
                names.append(("opened", (one.code, envelope.code)))
    names += [("own", one.code) for one in problem.actions if one.own_cents]
    found: dict[str, dict] = {"chosen": {}, "paid": {}, "opened": {}, "own": {}}
    for place, (kind, key) in enumerate(names):
        found[kind][key] = place
    return Columns(**found)


def _bounds(problem: Problem, columns: Columns) -> Bounds:
    low, high = np.zeros(columns.count), np.ones(columns.count)
    for one in problem.actions:
        place = columns.chosen[one.code]
        low[place], high[place] = float(one.mandatory), float(not one.forbidden)
        if one.code in columns.own:
            high[columns.own[one.code]] = min(one.own_cents, one.budget_cents) / UNIT
    for place in columns.paid.values():
        high[place] = np.inf
    return Bounds(low, high)


def _financing(problem: Problem, columns: Columns) -> Iterable[Row]:
    """A chosen action is paid whole; each envelope pays nothing, or between its bounds."""
    by_code = {one.code: one for one in problem.envelopes}
    for one in problem.actions:
        chosen, mine = columns.chosen[one.code], [key for key in columns.paid if key[0] == one.code]
        paid = {columns.paid[key]: 1.0 for key in mine}
        own = {columns.own[one.code]: 1.0} if one.code in columns.own else {}
        yield {**paid, **own, chosen: -one.budget_cents / UNIT}, 0.0, 0.0
        if one.public_share_max < 1 and paid:
            yield {**paid, chosen: -public_cap(one) / UNIT}, -np.inf, 0.0
        for key in mine:
            low, high = bounds_of(one, by_code[key[1]]) or (0, 0)
            switch = columns.opened.get(key, chosen)
            yield {columns.paid[key]: 1.0, switch: -high / UNIT}, -np.inf, 0.0
            if key in columns.opened:
                yield {columns.paid[key]: 1.0, switch: -low / UNIT}, 0.0, np.inf
                yield {switch: 1.0, chosen: -1.0}, -np.inf, 0.0


def _envelopes(problem: Problem, columns: Columns) -> Iterable[Row]:
    for envelope in problem.envelopes:
        uses = {place: 1.0 for (_, code), place in columns.paid.items() if code == envelope.code}
        if uses:
            yield uses, -np.inf, envelope.available_cents / UNIT


def _links(problem: Problem, columns: Columns) -> Iterable[Row]:
    for one in problem.actions:
        place = columns.chosen[one.code]
        for needed in sorted(one.requires):
            yield {place: 1.0, columns.chosen[needed]: -1.0}, -np.inf, 0.0
        for other in sorted(one.excludes):
            yield {place: 1.0, columns.chosen[other]: 1.0}, -np.inf, 1.0


def _floors(problem: Problem, columns: Columns) -> Iterable[Row]:
    equity = problem.equity
    for territory, least in sorted(equity.least_actions.items()):
        inside = {columns.chosen[one.code]: 1.0 for one in problem.actions if territory in one.territories}
        yield inside, float(least), np.inf
    by_code = {one.code: one for one in problem.actions}
    for share, kind in ((equity.rural_share, "rural"), (equity.qpv_share, "qpv")):
        if share > 0:
            weights = {place: float(getattr(by_code[code], kind)) - share for (code, _), place in columns.paid.items()}
            yield weights, 0.0, np.inf


def _matrix(rows: list[Row], count: int) -> LinearConstraint:
    starts = np.cumsum([0, *(len(terms) for terms, _, _ in rows)])
    places = np.fromiter((place for terms, _, _ in rows for place in terms), dtype=np.int64, count=int(starts[-1]))
    values = np.fromiter((value for terms, _, _ in rows for value in terms.values()), float, count=int(starts[-1]))
    table = csr_array((values, places, starts), shape=(len(rows), count))
    return LinearConstraint(table, np.array([row[1] for row in rows]), np.array([row[2] for row in rows]))
