"""Who could be trained, and the sessions that could be held."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Body:
    """An employer: `agents` in contact with people, `need` from 0 to 1, places it has at least and at most."""

    code: str
    territory: str
    agents: int
    need: float
    least: int = 0
    most: int | None = None

    def __post_init__(self) -> None:
        if self.agents < 0 or self.least < 0 or (self.most or 0) < 0:
            raise ValueError(f"{self.code} : un nombre d’agents ou de places est négatif.")
        if not math.isfinite(self.need) or not 0 <= self.need <= 1:
            raise ValueError(f"{self.code} : le besoin va de 0 à 1.")
        if self.least > self.cap:
            raise ValueError(f"{self.code} : le plancher ({self.least}) dépasse ce qu’elle peut former ({self.cap}).")

    @property
    def cap(self) -> int:
        """The most places it can use: one an agent."""
        return self.agents if self.most is None else min(self.most, self.agents)


@dataclass(frozen=True)
class Session:
    """A session that could be held; it opens only with `least` people."""

    code: str
    on: date
    capacity: int
    least: int = 1

    def __post_init__(self) -> None:
        if not 0 <= self.least <= self.capacity:
            raise ValueError(f"{self.code} : le nombre minimal dépasse le nombre de places.")
