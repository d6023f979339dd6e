"""What went wrong and what was lost while one file was read, kept short enough for a page."""

from __future__ import annotations

from collections import Counter

from maillage.tables.places import Loss, RowFault

MOST_FAULTS = 20_000
SHOWN = 120


class Faults:
    """Collects the faults and losses of one reading."""

    def __init__(self) -> None:
        self._faults: list[RowFault] = []
        self._losses: Counter[tuple[str, str]] = Counter()
        self._more = 0

    def add(self, row: int, column: str, value: str, message: str, *, kept: bool = True) -> None:
        """One fault; past the limit they are only counted."""
        if len(self._faults) >= MOST_FAULTS:
            self._more += 1
            return
        shown = value if len(value) <= SHOWN else f"{value[:SHOWN]}…"
        self._faults.append(RowFault(row, column, shown, message, kept))

    def lose(self, column: str, value: str) -> None:
        """A value that our model has no place for."""
        self._losses[(column, value[:SHOWN])] += 1

    @property
    def faults(self) -> tuple[RowFault, ...]:
        """In the order of the file."""
        if not self._more:
            return tuple(self._faults)
        return (*self._faults, RowFault(0, "", "", f"{self._more} autres remarques ne sont pas détaillées."))

    @property
    def losses(self) -> tuple[Loss, ...]:
        """The most frequent first."""
        return tuple(Loss(column, value, count) for (column, value), count in self._losses.most_common(2000))
