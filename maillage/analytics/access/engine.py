"""Which kernels do the work: compiled where numba is installed, plain numpy and scipy elsewhere; the figures agree."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from types import ModuleType

THREADS = 2


@lru_cache
def kernels() -> ModuleType:
    """`compiled`, or `plain` which has the same functions; chosen at the first use, as loading numba takes a while."""
    try:
        return importlib.import_module("maillage.analytics.access.compiled")
    except (ImportError, RuntimeError):  # numba raises the second where it may write no cache
        return importlib.import_module("maillage.analytics.access.plain")


def by_blocks(work: Callable[[int, int], None], size: int, block: int) -> None:
    """Call `work(start, end)` over blocks of `size` items; kernels let other threads run, so two go together."""
    starts: Sequence[int] = range(0, size, block)
    if len(starts) < THREADS:
        for start in starts:
            work(start, min(start + block, size))
        return
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(lambda start: work(start, min(start + block, size)), starts))
