"""The kernels of the search for sites."""

from __future__ import annotations

from functools import partial

from maillage.analytics.kernels import kernels_of

kernels = partial(kernels_of, "maillage.analytics.placement.wide")
