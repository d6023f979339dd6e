"""Where to open sites without capacities, at the size of a département and above: `cover` and `median`.

Each answer comes with a bound that no choice passes; `check` counts its value again from the links.
"""

from __future__ import annotations

from maillage.analytics.placement.wide.check import check, value_of
from maillage.analytics.placement.wide.choose import cover, median
from maillage.analytics.placement.wide.result import Choice
from maillage.analytics.placement.wide.spec import Cover, Links, Median, links_of

__all__ = ["Choice", "Cover", "Links", "Median", "check", "cover", "links_of", "median", "value_of"]
