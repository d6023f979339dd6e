"""Which kernels do the search: compiled where numba is installed, plain numpy elsewhere; the figures agree."""

from __future__ import annotations

import importlib
from functools import lru_cache
from types import ModuleType


@lru_cache
def kernels() -> ModuleType:
    """`compiled`, or `plain` which has the same functions; chosen at the first use, as loading numba takes a while."""
    try:
        return importlib.import_module("maillage.analytics.placement.wide.compiled")
    except (ImportError, RuntimeError):  # numba raises the second where it may write no cache
        return importlib.import_module("maillage.analytics.placement.wide.plain")
