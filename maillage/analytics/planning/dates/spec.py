"""What a date is chosen among, and for whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True)
class Slot:
    """A moment that every rule allows; `warnings` are French sentences to read before choosing it."""

    code: str
    starts_at: datetime
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Guest:
    """A member with a seat. `likely` gives, by slot, the probability (0 to 1) that someone comes for it."""

    code: str
    college: str
    likely: Mapping[str, float]
    is_chair: bool = False

    def __post_init__(self) -> None:
        wrong = [code for code, chance in self.likely.items() if not 0 <= chance <= 1]
        if wrong:
            raise ValueError(f"La probabilité de présence de {self.code} doit être entre 0 et 1 ({wrong[0]}).")


@dataclass(frozen=True)
class Need:
    """The quorum: none, a count, a share of the members, or a share of each college (percent, rounded up)."""

    kind: Literal["none", "count", "share", "by_college"] = "none"
    value: int = 0
