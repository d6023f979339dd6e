"""The peer of the placement bench: HiGHS on the whole program, as one writes it without our search or our bound."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import coo_array, csr_array

from maillage.analytics.placement.wide import Cover, Median


@dataclass(frozen=True)
class Found:
    """The sites that the peer chose, none when time was too short, and the bound that it gives."""

    chosen: tuple[int, ...]
    bound: float
    ended: bool


def cover_by_highs(problem: Cover, seconds: float) -> Found:
    """Rows that the same sites cover are one; a row is covered no more than its sites are open."""
    links, groups = problem.links, dict[bytes, list[int]]()
    for row in range(links.rows):
        sites = np.sort(links.site[links.start[row] : links.start[row + 1]])
        if len(sites):
            groups.setdefault(sites.tobytes(), []).append(row)
    weights = np.array([problem.weights[rows].sum() for rows in groups.values()])
    sites_of = [np.frombuffer(key, dtype=np.int64) for key in groups]
    line = np.repeat(np.arange(len(groups)), [len(sites) for sites in sites_of])
    every, sites = np.arange(len(groups)), np.concatenate(sites_of)
    matrix = coo_array(
        (
            np.concatenate([np.ones(len(line)), -np.ones(len(every))]),
            (np.concatenate([line, every]), np.concatenate([sites, problem.sites + every])),
        ),
        shape=(len(every), problem.sites + len(every)),
    )
    unit = weights.max()
    answer = _solve(-weights / unit, [LinearConstraint(csr_array(matrix), 0, np.inf)], problem, seconds)
    return _found(answer, problem.sites, -unit)


def median_by_highs(problem: Median, near: int, seconds: float) -> Found:
    """Each row goes to one of its `near` nearest sites, if open, or farther, which costs what the next one does."""
    links, rows = problem.links, problem.links.rows
    many = len(links.site) // rows
    site, minutes = links.site.reshape(rows, many), links.minutes.reshape(rows, many)
    pairs, every = rows * near, np.arange(rows)
    cost = np.concatenate([(problem.weights[:, None] * minutes[:, :near]).ravel(), problem.weights * minutes[:, near]])
    columns = problem.sites + pairs + rows
    served = coo_array(
        (
            np.ones(pairs + rows),
            (np.concatenate([np.repeat(every, near), every]), problem.sites + np.arange(pairs + rows)),
        ),
        shape=(rows, columns),
    )
    line = np.arange(pairs)
    open_first = coo_array(
        (
            np.concatenate([np.ones(pairs), -np.ones(pairs)]),
            (np.concatenate([line, line]), np.concatenate([site[:, :near].ravel(), problem.sites + line])),
        ),
        shape=(pairs, columns),
    )
    unit = float(cost.max())
    limits = [LinearConstraint(csr_array(served), 1, 1), LinearConstraint(csr_array(open_first), 0, np.inf)]
    return _found(_solve(cost / unit, limits, problem, seconds), problem.sites, unit)


def _solve(cost: np.ndarray, limits: list[LinearConstraint], problem: Cover | Median, seconds: float) -> OptimizeResult:
    is_site = np.arange(problem.sites + len(cost)) < problem.sites
    number = LinearConstraint(csr_array(is_site[np.newaxis].astype(float)), problem.count, problem.count)
    return milp(
        np.concatenate([np.zeros(problem.sites), cost]),
        constraints=[*limits, number],
        bounds=Bounds(0, 1),
        integrality=is_site.astype(int),
        options={"time_limit": seconds, "mip_rel_gap": 1e-4},
    )


def _found(answer: OptimizeResult, sites: int, unit: float) -> Found:
    chosen = () if answer.x is None else tuple(np.flatnonzero(answer.x[:sites] > 0.5).tolist())
    bound = float("nan") if answer.mip_dual_bound is None else float(answer.mip_dual_bound) * unit
    return Found(chosen, bound, answer.status == 0)
