"""Ranks of many draws at once: compiled where numba is installed, plain numpy elsewhere; the ranks are the same."""

from __future__ import annotations

import importlib
from functools import lru_cache
from types import ModuleType


@lru_cache
def kernels() -> ModuleType:
    """`compiled`, or `plain` which has the same function; chosen at the first use, as loading numba takes a while."""
    try:
        return importlib.import_module("maillage.analytics.index.ranking.compiled")
    except (ImportError, RuntimeError):  # numba raises the second where it may write no cache
        return importlib.import_module("maillage.analytics.index.ranking.plain")
