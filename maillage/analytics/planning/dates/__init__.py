"""Which days bring people together: `likelihood`, `rank(slots, guests, quorum)`, `series(ranked, count, gap_days)`."""

from __future__ import annotations

from maillage.analytics.planning.dates.likely import Past, likelihood
from maillage.analytics.planning.dates.rank import CollegeOutlook, Ranked, rank
from maillage.analytics.planning.dates.series import series
from maillage.analytics.planning.dates.spec import Guest, Need, Slot

__all__ = ["CollegeOutlook", "Guest", "Need", "Past", "Ranked", "Slot", "likelihood", "rank", "series"]
