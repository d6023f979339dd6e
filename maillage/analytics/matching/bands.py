"""The three bands in which a pair falls."""

from __future__ import annotations

from enum import StrEnum


class Band(StrEnum):
    """What is done with a pair: joined without a human, shown to one, or left apart."""

    AUTOMATIC = "automatic"
    REVIEW = "review"
    DISTINCT = "distinct"

    @property
    def label(self) -> str:
        """The French words shown."""
        return {"automatic": "fusion automatique", "review": "à vérifier", "distinct": "lieux distincts"}[self.value]


def band_of(score: float, automatic_mark: float, review_mark: float, *, allowed: bool) -> Band:
    """Band of a score in 0..1; `allowed` says that the strict conditions of the automatic band hold."""
    if allowed and score >= automatic_mark:
        return Band.AUTOMATIC
    return Band.REVIEW if score >= review_mark else Band.DISTINCT
