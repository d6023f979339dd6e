"""What is published of a place: its values without any person's own address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from maillage.programme.places.selectors.publication import PublishedPlace
from maillage.tables.places import Loss


@dataclass(frozen=True)
class Publication:
    """Rows of a format, places left out with the reason, and what the format cannot say."""

    rows: tuple[dict[str, Any], ...]
    left_out: tuple[tuple[str, str], ...]
    losses: tuple[Loss, ...]


class Losses:
    """Counts what a format cannot say."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, str]] = Counter()

    def add(self, field: str, values: Iterable[str]) -> None:
        """Note values that have no word in the format."""
        self._seen.update((field, value) for value in values)

    def as_tuple(self) -> tuple[Loss, ...]:
        """The losses, the most frequent first."""
        return tuple(Loss(field, value, count) for (field, value), count in self._seen.most_common())


def changed_on(place: PublishedPlace) -> date:
    """The day of the last change or confirmation."""
    return place.confirmed_on or place.updated_on
