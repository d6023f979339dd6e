"""From communes to the groups that they form: rates from numerators and denominators, never a mean of rates.

A rate published without its numerator (poverty) is weighted by its own denominator; medians are never aggregated.
"""

from __future__ import annotations

import numpy as np

from maillage.analytics.index.grid import Grid, empty_grid
from maillage.analytics.index.normalise import Array
from maillage.tables.quality import Quality

KNOWN_SHARE = 0.8


def regroup(
    communes: Grid, members: dict[str, tuple[str, ...]], level: str, kinds: dict[str, str], fallback: Array
) -> Grid:
    """The grid of the groups.

    `members` gives each group's commune codes; `kinds` each indicator's kind (rate, count, median, distance);
    `fallback` (n,) weights the values that have no denominator (population). A group is known when the communes
    with a value hold at least 80 % of the weight.
    """
    groups = empty_grid(level, tuple(members), communes.indicators)
    row_of = {code: i for i, code in enumerate(communes.codes)}
    for g, codes in enumerate(members.values()):
        rows = np.array([row_of[code] for code in codes if code in row_of], dtype=int)
        for k, indicator in enumerate(communes.indicators):
            if rows.size and kinds.get(indicator) != "median":
                _group(groups, g, communes, rows, k, kinds.get(indicator, "rate"), fallback)
    return groups


def _group(groups: Grid, g: int, communes: Grid, rows: np.ndarray, k: int, kind: str, fallback: Array) -> None:
    values = communes.values[rows, k]
    known = ~np.isnan(values)
    if not known.any():
        secret = (communes.quality[rows, k] == Quality.SECRET).any()
        groups.quality[g, k] = str(Quality.SECRET if secret else Quality.NOT_AVAILABLE)
        return
    weight = np.where(np.isnan(communes.denominators[rows, k]), fallback[rows], communes.denominators[rows, k])
    weight = np.nan_to_num(weight)
    groups.years[g, k] = communes.years[rows, k][known].max()
    groups.sources[g, k] = communes.sources[rows, k][known][0]
    if kind == "count":
        groups.values[g, k] = values[known].sum()
    else:
        if weight[known].sum() < KNOWN_SHARE * weight.sum() or weight[known].sum() == 0:
            groups.quality[g, k] = str(Quality.NOT_AVAILABLE)
            return
        tops = communes.numerators[rows, k]
        tops = np.where(np.isnan(tops), values * weight, tops)
        groups.numerators[g, k] = tops[known].sum()
        groups.denominators[g, k] = weight[known].sum()
        groups.values[g, k] = groups.numerators[g, k] / groups.denominators[g, k]
        errors = (weight * communes.deviation[rows, k])[known]
        groups.deviation[g, k] = np.sqrt((errors**2).sum()) / weight[known].sum()
    guessed = np.isin(communes.quality[rows, k][known], [Quality.IMPUTED, Quality.INHERITED]).any()
    groups.quality[g, k] = str(Quality.IMPUTED if guessed else Quality.OK)
