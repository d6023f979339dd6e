"""Are two descriptions one place? An explainable score, three bands, no chain of guesses.

`compare` judges one pair, `find_pairs` a whole corpus, `groups` what may be joined without a human, `similar_to`
warns while typing. Nothing here writes: a merge is a decision kept elsewhere.
"""

from __future__ import annotations

from maillage.analytics.matching.bands import Band
from maillage.analytics.matching.clusters import Groups, groups
from maillage.analytics.matching.context import Context
from maillage.analytics.matching.evidence import Signal, SignalKind
from maillage.analytics.matching.pairs import Corpus, Pair, find_pairs, similar_to
from maillage.analytics.matching.score import PairScore, compare

__all__ = [
    "Band",
    "Context",
    "Corpus",
    "Groups",
    "Pair",
    "PairScore",
    "Signal",
    "SignalKind",
    "compare",
    "find_pairs",
    "groups",
    "similar_to",
]
