"""The kernels of access, and how their work is shared between threads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from maillage.analytics.kernels import kernels_of

THREADS = 2


kernels = partial(kernels_of, "maillage.analytics.access")


def by_blocks(work: Callable[[int, int], None], size: int, block: int) -> None:
    """Call `work(start, end)` over blocks of `size` items; kernels let other threads run, so two go together."""
    starts: Sequence[int] = range(0, size, block)
    if len(starts) < THREADS:
        for start in starts:
            work(start, min(start + block, size))
        return
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(lambda start: work(start, min(start + block, size)), starts))
