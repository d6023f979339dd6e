"""The kernels of the search compiled by numba; `plain` says the same in numpy, and is their oracle.

`pairs` are `start` (rows + 1,), `site` and `gain` (pairs,): by row, the greatest gain first. `back` are the same pairs
by site: `start` (sites + 1,), `row` and `gain`. A row keeps the greatest gain that a chosen site gives it, or nothing.
"""

from __future__ import annotations

import numpy as np
from numba import njit

Pairs = tuple[np.ndarray, np.ndarray, np.ndarray]
# `rank` (sites,) is the place of a site in the choice, −1 outside; `lead` and `after` (rows,) are the places of the two
# sites that give most to a row, `two` (2, rows) what they give; `adds` (sites,), `loses` (chosen,), `spares` (chosen,
# sites) say what an exchange changes: adds[site] − loses[place] + spares[place, site].
State = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]


@njit(nogil=True, cache=True)
def site_sums(pairs: Pairs, price: np.ndarray, total: np.ndarray) -> None:
    """For each site, the sum of what its gains pass the prices by: total (sites,), filled in."""
    start, site, gain = pairs
    total[:] = 0.0
    for row in range(len(price)):
        asked = price[row]
        for pair in range(start[row], start[row + 1]):
            more = gain[pair] - asked
            if more <= 0.0:
                break
            total[site[pair]] += more


@njit(nogil=True, cache=True)
def passes(pairs: Pairs, price: np.ndarray, taken: np.ndarray, count: np.ndarray) -> None:
    """For each row, how many of the taken sites, bool (sites,), give more than its price: count (rows,), filled in."""
    start, site, gain = pairs
    for row in range(len(price)):
        asked, many = price[row], 0
        for pair in range(start[row], start[row + 1]):
            if gain[pair] <= asked:
                break
            many += taken[site[pair]]
        count[row] = many


@njit(nogil=True, cache=True)
def greedy(pairs: Pairs, back: Pairs, free: np.ndarray, chosen: np.ndarray) -> None:
    """Free sites, bool (sites,), that add most one after the other, the first among equals: chosen (count,)."""
    start, site, gain = pairs
    back_start, back_row, back_gain = back
    kept, adds, open_to = np.zeros(len(start) - 1), np.zeros(len(free)), free.copy()
    site_sums(pairs, kept, adds)
    for place in range(len(chosen)):
        best = -1
        for one in range(len(free)):
            if open_to[one] and (best < 0 or adds[one] > adds[best]):
                best = one
        chosen[place], open_to[best] = best, False
        for link in range(back_start[best], back_start[best + 1]):
            row, now = back_row[link], back_gain[link]
            before = kept[row]
            if now <= before:
                continue
            kept[row] = now
            for pair in range(start[row], start[row + 1]):
                if gain[pair] <= before:
                    break
                adds[site[pair]] -= min(gain[pair], now) - before


@njit(nogil=True, cache=True)
def _weigh(pairs: Pairs, state: State, row: int, sign: float) -> None:
    """Count a row in what exchanges change (sign 1), or take it out again (−1)."""
    start, site, gain = pairs
    _, lead, _, two, adds, loses, spares = state
    first, second, place = two[0, row], two[1, row], lead[row]
    alone = first - second
    if place >= 0:
        loses[place] += sign * alone
    for pair in range(start[row], start[row + 1]):
        here = gain[pair]
        if here <= second:
            break
        if here > first:
            adds[site[pair]] += sign * (here - first)
        if place >= 0:
            spares[place, site[pair]] += sign * min(here - second, alone)


@njit(nogil=True, cache=True)
def _look(pairs: Pairs, state: State, row: int) -> None:
    """Find again the two chosen sites that give most to a row."""
    start, site, gain = pairs
    rank, lead, after, two, _, _, _ = state
    lead[row], after[row], two[0, row], two[1, row] = -1, -1, 0.0, 0.0
    for pair in range(start[row], start[row + 1]):
        place = rank[site[pair]]
        if place < 0:
            continue
        if lead[row] >= 0:
            after[row], two[1, row] = place, gain[pair]
            break
        lead[row], two[0, row] = place, gain[pair]


@njit(nogil=True, cache=True)
def _exchange(pairs: Pairs, back: Pairs, state: State, chosen: np.ndarray, place: int, into: int) -> None:
    """Close the site at a place of the choice and open another there."""
    back_start, back_row, back_gain = back
    rank, lead, after, two, _, _, _ = state
    out = chosen[place]
    rank[out] = -1
    for link in range(back_start[out], back_start[out + 1]):
        row = back_row[link]
        if place in (lead[row], after[row]):
            _weigh(pairs, state, row, -1.0)
            _look(pairs, state, row)
            _weigh(pairs, state, row, 1.0)
    rank[into], chosen[place] = place, into
    for link in range(back_start[into], back_start[into + 1]):
        row, here = back_row[link], back_gain[link]
        if here <= two[1, row]:
            continue
        _weigh(pairs, state, row, -1.0)
        if here > two[0, row]:
            after[row], two[1, row] = lead[row], two[0, row]
            lead[row], two[0, row] = place, here
        else:
            after[row], two[1, row] = place, here
        _weigh(pairs, state, row, 1.0)


@njit(nogil=True, cache=True)
def _best(state: State, free: np.ndarray, least: float) -> tuple[int, int, float]:
    """The exchange that adds most and more than `least`: place, site and what it adds; −1 when there is none."""
    rank, _, _, _, adds, loses, spares = state
    out, into, most = -1, -1, least
    able = np.where(free & (rank < 0), adds, -np.inf)
    for place in range(len(loses)):
        enough, row = most + loses[place], spares[place]
        for site in range(len(able)):
            if able[site] + row[site] > enough:
                enough = able[site] + row[site]
                out, into = place, site
        most = max(most, enough - loses[place])
    return out, into, most


@njit(nogil=True, cache=True)
def _descend(pairs: Pairs, back: Pairs, state: State, free: np.ndarray, chosen: np.ndarray, value: float) -> float:
    """Exchange while one exchange adds something; the value reached."""
    while True:
        place, into, more = _best(state, free, 1e-10 * max(value, 1e-300))
        if place < 0:
            return value
        _exchange(pairs, back, state, chosen, place, into)
        value += more


@njit(nogil=True, cache=True)
def _kick(
    pairs: Pairs, back: Pairs, state: State, free: np.ndarray, chosen: np.ndarray, draw: np.ndarray, tries: int
) -> float:
    """Exchange some places at random, each for the best of a few sites at random; what it changes."""
    rank, _, _, _, adds, loses, spares = state
    most = (len(draw) - 1) // (tries + 1)
    change = 0.0
    for turn in range(1 + int(draw[0] * most)):
        at = 1 + turn * (tries + 1)
        place, into = int(draw[at] * len(chosen)), -1
        for one in range(tries):
            site = int(draw[at + 1 + one] * len(rank))
            if not free[site] or rank[site] >= 0:
                continue
            if into < 0 or adds[site] + spares[place, site] > adds[into] + spares[place, into]:
                into = site
        if into >= 0:
            change += adds[into] - loses[place] + spares[place, into]
            _exchange(pairs, back, state, chosen, place, into)
    return change


@njit(nogil=True, cache=True)
def _return(pairs: Pairs, back: Pairs, state: State, now: np.ndarray, chosen: np.ndarray) -> None:
    """Go from one choice to the sites of another."""
    rank = state[0]
    kept = np.zeros(len(rank), np.bool_)
    for site in chosen:
        kept[site] = True
    place = 0
    for site in chosen:
        if rank[site] < 0:
            while kept[now[place]]:
                place += 1
            _exchange(pairs, back, state, now, place, site)


@njit(nogil=True, cache=True)
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
    rows, sites, count = len(pairs[0]) - 1, len(free), len(chosen)
    rank = np.full(sites, -1, np.int64)
    lead, after, two = np.full(rows, -1, np.int64), np.full(rows, -1, np.int64), np.zeros((2, rows))
    state = rank, lead, after, two, np.zeros(sites), np.zeros(count), np.zeros((count, sites))
    for place in range(count):
        rank[chosen[place]] = place
    for row in range(rows):
        _look(pairs, state, row)
        _weigh(pairs, state, row, 1.0)
    now = chosen.copy()
    value = best = _descend(pairs, back, state, free, now, two[0].sum())
    chosen[:] = now
    for turn in range(len(draws)):
        value += _kick(pairs, back, state, free, now, draws[turn], tries)
        value = _descend(pairs, back, state, free, now, value)
        if value > best * (1.0 + 1e-12):
            best = value
            chosen[:] = now
        elif value < best * (1.0 - slack):
            _return(pairs, back, state, now, chosen)
            value = best
    return best
