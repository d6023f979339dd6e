"""The kernels of the search in numpy: what runs where numba is not installed, and the oracle of `compiled`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Pairs = tuple[np.ndarray, np.ndarray, np.ndarray]


def site_sums(pairs: Pairs, price: np.ndarray, total: np.ndarray) -> None:
    """For each site, the sum of what its gains pass the prices by: total (sites,), filled in."""
    _, site, gain = pairs
    total[:] = np.bincount(site, np.maximum(gain - price[_rows(pairs)], 0.0), minlength=len(total))


def passes(pairs: Pairs, price: np.ndarray, taken: np.ndarray, count: np.ndarray) -> None:
    """For each row, how many of the taken sites, bool (sites,), give more than its price: count (rows,), filled in."""
    _, site, gain = pairs
    row = _rows(pairs)
    count[:] = np.bincount(row[taken[site] & (gain > price[row])], minlength=len(count))


def greedy(pairs: Pairs, back: Pairs, free: np.ndarray, chosen: np.ndarray) -> None:
    """Free sites, bool (sites,), that add most one after the other, the first among equals: chosen (count,)."""
    kept, adds, able = np.zeros(len(pairs[0]) - 1), np.zeros(len(free)), np.where(free, 0.0, -np.inf)
    back_start, back_row, back_gain = back
    for place in range(len(chosen)):
        site_sums(pairs, kept, adds)
        best = int(np.argmax(adds + able))
        chosen[place], able[best] = best, -np.inf
        links = slice(back_start[best], back_start[best + 1])
        kept[back_row[links]] = np.maximum(kept[back_row[links]], back_gain[links])


def search(
    pairs: Pairs,
    back: Pairs,
    free: np.ndarray,
    chosen: np.ndarray,
    draws: np.ndarray,
    tries: int,
    slack: float,
) -> float:
    """Exchanges from a choice until none adds, then one kick a line of `draws` and exchanges again.

    `chosen` (count,) becomes the best choice met, whose value is returned. A draw, uniform in [0, 1), gives how many
    places move, then for each the place and `tries` sites. What falls below the best by more than a share of `slack`
    starts again from the best.
    """
    now = chosen.copy()
    best = _descend(pairs, free, now)
    chosen[:] = now
    for draw in draws:
        _kick(pairs, free, now, draw, tries)
        value = _descend(pairs, free, now)
        if value > best * (1.0 + 1e-12):
            best = value
            chosen[:] = now
        elif value < best * (1.0 - slack):
            now[~np.isin(now, chosen)] = chosen[~np.isin(chosen, now)]
    return best


@dataclass(frozen=True)
class _Table:
    """The value of a choice, and what each exchange would change: (chosen, sites), −inf where it cannot be."""

    value: float
    change: np.ndarray


def _table(pairs: Pairs, free: np.ndarray, chosen: np.ndarray) -> _Table:
    _, site, gain = pairs
    row, sites, count = _rows(pairs), len(free), len(chosen)
    first, second, lead = _best_two(pairs, chosen, sites)
    adds = np.bincount(site, np.maximum(gain - first[row], 0.0), minlength=sites)
    loses = np.bincount(lead[lead >= 0], (first - second)[lead >= 0], minlength=count)
    back = np.minimum(gain, first[row]) - second[row]
    use = np.flatnonzero((lead[row] >= 0) & (back > 0))
    spares = np.bincount(lead[row[use]] * sites + site[use], back[use], minlength=count * sites)
    change = adds[np.newaxis, :] + spares.reshape(count, sites) - loses[:, np.newaxis]
    change[:, ~free] = -np.inf
    change[:, chosen] = -np.inf
    return _Table(float(first.sum()), change)


def _best_two(pairs: Pairs, chosen: np.ndarray, sites: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each row the two greatest gains of chosen sites, 0 for none, and the place of the first (−1: none)."""
    start, site, gain = pairs
    rows = len(start) - 1
    rank = np.full(sites, -1, dtype=np.int64)
    rank[chosen] = np.arange(len(chosen))
    held = np.flatnonzero(rank[site] >= 0)
    row = _rows(pairs)[held]
    at = np.searchsorted(row, np.arange(rows))
    many = np.bincount(row, minlength=rows)
    first, second, lead = np.zeros(rows), np.zeros(rows), np.full(rows, -1, dtype=np.int64)
    has, two = many > 0, many > 1
    first[has], lead[has] = gain[held[at[has]]], rank[site[held[at[has]]]]
    second[two] = gain[held[at[two] + 1]]
    return first, second, lead


def _descend(pairs: Pairs, free: np.ndarray, chosen: np.ndarray) -> float:
    """Exchange while one exchange adds something, in place; the value reached."""
    while True:
        table = _table(pairs, free, chosen)
        if not table.change.size:
            return table.value
        place, into = np.unravel_index(int(np.argmax(table.change)), table.change.shape)
        if table.change[place, into] <= 1e-10 * max(table.value, 1e-300):
            return table.value
        chosen[place] = into


def _kick(pairs: Pairs, free: np.ndarray, chosen: np.ndarray, draw: np.ndarray, tries: int) -> None:
    """Exchange some places at random, each for the best of a few sites at random, in place."""
    most = (len(draw) - 1) // (tries + 1)
    for at in range(1, 1 + (1 + int(draw[0] * most)) * (tries + 1), tries + 1):
        change = _table(pairs, free, chosen).change
        place = int(draw[at] * len(chosen))
        tried = (draw[at + 1 : at + 1 + tries] * len(free)).astype(np.int64)
        into = int(tried[np.argmax(change[place, tried])])
        if np.isfinite(change[place, into]):
            chosen[place] = into


def _rows(pairs: Pairs) -> np.ndarray:
    """The row of each pair."""
    return np.repeat(np.arange(len(pairs[0]) - 1), np.diff(pairs[0]))
