"""Which kernels a package uses: `compiled` where numba is installed, `plain` (numpy, scipy) elsewhere; same figures."""

from __future__ import annotations

import importlib
from functools import lru_cache
from types import ModuleType


@lru_cache
def kernels_of(package: str) -> ModuleType:
    """The module `compiled` of a package, or `plain`; loaded at the first use, as numba takes a while."""
    try:
        return importlib.import_module(f"{package}.compiled")
    except (ImportError, RuntimeError):  # numba raises the second where it may write no cache
        return importlib.import_module(f"{package}.plain")
