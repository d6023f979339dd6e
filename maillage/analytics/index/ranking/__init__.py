"""Ranks of many draws at once: compiled where numba is installed, plain numpy elsewhere; the ranks are the same."""

from __future__ import annotations

from functools import partial

from maillage.analytics.kernels import kernels_of

kernels = partial(kernels_of, "maillage.analytics.index.ranking")
