"""The ranks by a radix sort compiled by numba: three passes over eleven bits, whatever the scores."""

from __future__ import annotations

import numpy as np
from numba import njit

BITS = 11
BINS = 1 << BITS
MASK = np.uint32(BINS - 1)
PASSES = 3
SIGN = np.uint32(0x80000000)
ALL = np.uint32(0xFFFFFFFF)


@njit(nogil=True, cache=True)
def means_of(weights: np.ndarray, values: np.ndarray, scores: np.ndarray) -> None:
    """As `plain.means_of`; the BLAS would spin its own threads against ours."""
    for draw in range(len(weights)):
        row = scores[draw]
        row[:] = np.float32(0.0)
        for one in range(len(values)):
            weight, value = weights[draw, one], values[one]
            for i in range(len(row)):
                row[i] += weight * value[i]


@njit(nogil=True, cache=True)
def ranks_of(scores: np.ndarray, ranks: np.ndarray) -> None:
    """As `plain.ranks_of`."""
    draws, count = scores.shape
    bits = scores.view(np.uint32)
    keys, held = np.empty(count, np.uint32), np.empty(count, np.uint32)
    order, moved = np.empty(count, np.uint32), np.empty(count, np.uint32)
    starts = np.empty((PASSES, BINS), np.int64)
    for draw in range(draws):
        _prepare(bits[draw], keys, order, starts)
        for turn in range(PASSES - 1):
            _pass(keys, order, held, moved, starts[turn], np.uint32(turn * BITS))
            keys, held = held, keys
            order, moved = moved, order
        # The last pass only says where each one would stand.
        start, shift = starts[PASSES - 1], np.uint32((PASSES - 1) * BITS)
        for i in range(count):
            digit = keys[i] >> shift
            to = start[digit]
            start[digit] = to + 1
            ranks[order[i], draw] = to + 1


@njit(nogil=True, cache=True)
def _prepare(bits: np.ndarray, keys: np.ndarray, order: np.ndarray, starts: np.ndarray) -> None:
    """Scores as integers of which the smallest is the highest score, and where each digit of each pass starts."""
    starts[:] = 0
    for i in range(len(bits)):
        # Minus zero is zero; then growing numbers become growing integers, and are turned.
        key = np.uint32(0) if bits[i] == SIGN else bits[i]
        key = key if key & SIGN else ALL ^ (key | SIGN)
        keys[i], order[i] = key, i
        for turn in range(PASSES):
            starts[turn, (key >> np.uint32(turn * BITS)) & MASK] += 1
    for turn in range(PASSES):
        total = 0
        for one in range(BINS):
            here = starts[turn, one]
            starts[turn, one] = total
            total += here


@njit(nogil=True, cache=True)
def _pass(
    keys: np.ndarray, order: np.ndarray, held: np.ndarray, moved: np.ndarray, start: np.ndarray, shift: np.uint32
) -> None:
    for i in range(len(keys)):
        key = keys[i]
        digit = (key >> shift) & MASK
        to = start[digit]
        start[digit] = to + 1
        held[to], moved[to] = key, order[i]


@njit(nogil=True, cache=True)
def positions_of(ranks: np.ndarray, positions: np.ndarray, found: np.ndarray) -> None:
    """As `plain.positions_of`, by counting: first the leading bits, then the last eight of the ones that matter."""
    count, draws = ranks.shape
    coarse, fine = np.empty((ranks.max() >> 8) + 1, np.int64), np.empty(256, np.int64)
    for i in range(count):
        row = ranks[i]
        coarse[:] = 0
        for draw in range(draws):
            coarse[row[draw] >> 8] += 1
        where, before = 0, 0
        for p in range(len(positions)):
            while before + coarse[where] <= positions[p]:
                before += coarse[where]
                where += 1
            fine[:] = 0
            for draw in range(draws):
                if row[draw] >> 8 == where:
                    fine[row[draw] & 255] += 1
            low, seen = 0, before
            while seen + fine[low] <= positions[p]:
                seen += fine[low]
                low += 1
            found[p, i] = where * 256 + low
